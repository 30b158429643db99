import type { FamilyRules } from '../rule.ts';

const slow = [
  '<past>',
  'claim|compensation|insurance|how_many|foi|survey|planning|application|policy|when_will|still_waiting|reported_it|chasing|chase|reported_this|been_reported|third_time',
];

export const roadHazard: FamilyRules = {
  family: 'road-hazard',
  rules: [
    {
      id: 'road.hole',
      when: [
        'manhole|man_hole|manhole_cover|man_hole_cover ~1 cover? missing|gone|stolen|off|open|taken',
        'road|street|ground|bank|cliff|embankment|path cave_in|caved_in|caving_in|collapsing|collapse|gone|slipped|slid ~4 bus|car|below|campers|house|houses|near|edge|at_the|into|people',
        'cliff ~2 has? gone|collapsed|collapse|fell|fallen|crumbling',
        'sinkhole|sink_hole|~6 opened|opening|appeared|middle|car|growing|getting|bus|now|huge|massive|deep|swallowed|collapsed',
        'road|street|carriageway|ground|bridge|footbridge|embankment|ffordd|pont ~2 collapsed|collapsing|caved_in|given_way|giving_way|gone_through|fallen_in|washed_away|cwympo|disappeared|dropped_at !at_edge|on_to',
        'hole ~4 opened|opening|appeared ~6 road|street|car|bus|wide|deep|fit|pavement|bigger',
        'huge|massive|giant|deep|big hole ~6 someone|kid|child|car|bus|person|fell|fall_in|deep_enough|can_see_the_pipes|swallow|get_lost',
        'open|missing|uncovered|lifted|stolen|collapsed|no ~2 manhole|manholes|man_hole|drain_cover|manhole_cover|grid_cover|inspection_cover',
        'manhole|man_hole|drain ~1 cover|covers|lid ~3 missing|gone|stolen|off|open|removed|lifted|fallen_in|been_taken|nicked|not_there',
        'manhole|man_hole ~3 missing|gone|open|off|wide_open',
        'twll ~4 mawr|dwfn|agored',
        'excavation|trench|unguarded|roadworks ~5 no_barriers|no_barrier|unguarded|open|uncovered|not_fenced|no_fence|unfenced|barriers_blown ~6 dark|fall|fell|kids|child|deep|night|someone|pavement|school|blind',
        'no barriers|barrier|fence|cones|lights ~4 round|around|on|by ~3 hole|trench|excavation|dig|digging',
      ],
      unless: [
        ...slow,
        'pothole|potholes',
        'rattl*|loose|wobbl*|noisy|noise|sunken|clank*|bang|banging|banging_every',
        'smell|blocked|rats',
      ],
      concern: true,
    },
    {
      id: 'road.blocked',
      when: [
        'wagon|lorry|car|van|bus|tractor|wheelchair|scooter|trailer stuck|stranded|broken_down|stopped|jammed ~3 railway|level|train ~1 crossing|tracks|line',
        'car|bus|lorry|van ~3 nearly|almost in|down ~2 hole|it|river|sinkhole',
        'tree|trees|branch|bough|lamppost|pole|scaffolding|scaffold|wall|lorry_load|rocks|boulder|landslide|landslip|mud|coeden|goeden|load|hay_bales|cow|cows|horse|horses|sheep|cattle|bullocks|pony|pig|pigs|trampoline|pylon|sofa|mattress|fridge ~3 across|blocking|blocks|blocked|in|into|on|loose|over|over_the|running_down|wandering_on|ar_draws|running ~3 middle_of_the_road|main_road|whole_road|entire_road|both_lanes|both_carriageways|dual_carriageway|motorway|bypass|carriageway|fast_lane|blind_bend|bend|slip_road|lane_two|outside_lane|ffordd',
        'tree ~3 down|fallen|fell|come_down|across ~~10 swerving|pitch_black|pitch_dark|blind_bend|trapped|on_top_of|someone_in|nearly_hit|people_inside',
        'cars|car|traffic|drivers|buses|lorries ~2 skidding|spinning|slamming_on|nearly_crashed|nearly_crashing ~4 bend|each_other|everywhere|all_over|into|now|dark',
        '<somebody>|car|van|lorry|driver|mobility_scooter|cyclist|dog ~4 wrong_way|wrong_side|wrong_direction ~5 road|motorway|dual|carriageway|slip|bypass|traffic|lane',
        'wrong way ~4 motorway|dual|carriageway|bypass|slip',
        '<somebody>|pedestrian|kids|child|horse|cow|cows|dog ~5 on|in|along|down ~3 motorway|dual_carriageway|bypass|hard_shoulder|slip_road|fast_lane',
        '<somebody> ~4 lying|sat|sitting|laid|laying|wandering|kneeling|stood|standing ~3 in|on|across|down ~1 middle_of_the_road|the_road|carriageway|dual_carriageway|motorway|bypass|white_line|central_reservation',
      ],
      unless: [
        ...slow,
        'parked|parking|every_day|every_morning|school_run|speed_bumps|speed_bump|fouling|manure|bridleway|pothole|potholes|ice|litter|rubbish|driving_lessons|cyclist_wrong_way|one_way_street|faded|markings|sleeping_policeman|homeless|rough_sleeper|leaflets',
        'have_to walk|walking|step ~4 road',
        'born|after_his_bypass|after_her_bypass|heart_bypass',
        'walking ~3 in|on the road ~4 because|to_get',
        'mud|gravel ~2 on the road',
      ],
    },
    {
      id: 'road.signals',
      when: [
        'signals|lights|traffic_lights ~2 dead|out|down|off|failed ~8 cars|nearly|crash*|kids|busy|big',
        'traffic lights|signals|light|signal ~6 out|off|not_working|dead|down|failed|broken|stuck|all_green|both_green|green_both|green_on_both|green_all ~~12 crash|crashed|nearly|near_miss|hit|chaos|dangerous|accident|collision|cars_going|kids|school|pedestrians|smash|prang|somebody|killed|ambulance|carnage',
        'both|all sides|ways|directions ~3 green ~4 at_once|same_time|together',
        'lights|signals ~3 green ~3 both|all|every ~2 ways|sides|directions|sides|at_once',
        'level_crossing|barrier|barriers|crossing ~5 stuck|up|open|not_coming_down|failed ~4 train|trains|cars|people',
        'railway|level_crossing ~5 car|lorry|wheelchair|bus|stuck|broken_down',
      ],
      unless: [...slow, 'sequence|timing|timings|too_long|phasing|roadworks_lights|temporary_lights_too'],
      concern: true,
    },
    {
      id: 'road.spill',
      when: [
        'oil|diesel|fuel|petrol|chemical|slurry ~5 spill|spilt|spilled|spillage|leak|leaking|all_over|across|everywhere|sheet ~8 skidding|sliding|bikes|motorbike|slid|crash|crashed|bend|roundabout|came_off|spinning|nearly|slip_road|bus|accident|hurt',
        'oil|diesel|fuel|petrol|chemical|acid|slurry ~2 spill|spilt|spilled|spillage|spilling|leaking ~8 road|roundabout|hill|drain|river|school|street|bend|motorway|carriageway',
        'tanker ~5 leaking|overturned|spilling|spilled|side',
        'lorry|van|truck|trailer ~3 shed|lost|dropped|spilled|spilt ~2 load ~8 motorway|swerving|dual_carriageway|bend|cars_hitting|blocked_both',
        'motorbike|bike|bikes|cyclist|motorcyclist|biker ~2 come_off|came_off|gone_down|went_down|over_the_handlebars ~6 hurt|lying|bleeding|not_moving|road|blood|diesel|oil',
      ],
      unless: [
        ...slow,
        'pavement|dumped|cans|tin|tins|tub|tubs|driveway|cooking_oil|cooking|old_oil|stain|stains|recycling|tip|battery|collection',
        'grit|gritting|gritted|ungritted|gritter|salt',
      ],
      concern: true,
    },
  ],
};

export const structure: FamilyRules = {
  family: 'structure',
  rules: [
    {
      id: 'structure.falling',
      when: [
        'stairs|staircase|balcony|floor|ceiling|roof|wall|stand|bridge|chimney|canopy ~4 collapsed|has_collapsed|sheared|gone_through|given_way|fell_in|caved_in|fallen_in|dropped',
        'balcony|cladding|shop_front|shopfront|facade|gable ~4 coming_away|coming_off|come_away|parting ~8 fall|people|queue|street|about|wind|our|window',
        'tiles|slates|bricks|glass|stones|masonry ~2 crashing|falling|flying|coming|raining|dropping ~3 down|off|in|onto|on|into',
        'about|going|ready to fall ~4 $|.|on|into|over|down|any',
        'house|building|wall|chimney|block ~4 leaning ~6 crack|cracking|heard|moving|creaking|any|badly|fall',
        'scaffolding|scaffold ~4 gone_over|gone|come_down|over|collapsed|fallen|down|falling ~6 people|street|under|road|pavement|into|on',
        'wall|walls|chimney|chimneys|chimney_stack|roof|building|house|scaffold|scaffolding|gable|balcony|ceiling|tower|hoarding|hoardings|crane|bridge|facade|parapet|steeple|canopy|shopfront|porch|garage|tree_house|shed|fascia|pillar|pillars|masonry|cladding|floor|stairs|staircase|footbridge|wal|simnai|adeilad|sgaffaldiau|nenfwd|mur|tiles|slates|cornice|lintel|bay_window|billboard|floodlight|grandstand|pylon|mast|gantry ~5 collapsed|collapsing|collapse|about_to_fall|about_to_go|about_to_come_down|going_to_fall|going_to_come_down|going_to_go|going_to_collapse|come_down|came_down|coming_down|given_way|giving_way|caved_in|caving_in|crumbling|toppled|toppling|fallen_on|fallen_onto|ready_to_fall|ready_to_drop|hanging_off|hanging_by|cracked|cracking|tottering|falling|fallen|fell|dropping|peeling_off|gone_through|give_way|sheared|slid|fell_in|has_dropped|disgyn|cwympo|syrthio|on_the_verge_of|landed|detached|buckled|buckling ~~8 someone|somebody|people|kids|child|woman|man|lady|pavement|street|path|below|underneath|any_minute|any_second|minute|second|now|road|car|cars|school|bus_stop|wind|danger|inside|onto|help|footpath|playground|shoppers|next_door|queue|palmant|stryd|perygl',
        'about|going|ready|looks|looking|gonna to|like? ~4 collapse|topple|cave_in|give_way|come_down|fall_down|fall_on|come_crashing',
        'wall|building|roof|chimney|ceiling|scaffolding|scaffold|crane|bridge|balcony|house|gable|facade ~3 collapse|collapsed|collapsing|caved_in|fallen_down|fell_down|has_fallen|cwympo|has_come_down|down_on|come_down|just_come|just_fallen|fell_on|fallen_on',
        'collapse|collapsed|collapsing ~3 wall|building|roof|chimney|ceiling|scaffolding|balcony|house|floor',
        'bricks|slates|tiles|masonry|glass|cladding|concrete|stonework|rubble|coping|metal_sheets|sheet_metal|panels|brics|llechi ~4 falling|raining|flying|dropping|coming_down|coming_off|crashing|fell|cwympo|disgyn ~6 street|pavement|path|people|heads|head|below|road|off|from|onto|on|school|pram|cars',
        'crack|cracks ~5 widening|growing|getting_wider|getting_bigger|moving|opened_up|opening_up|big_enough|fist|hand_in|overnight|creaking ~8 wall|house|building|ceiling|gable|room|family|noises|flats|inside',
        'creaking|groaning|cracking ~4 noise|noises|sound|sounds|wall|ceiling|building|roof',
        'gas_explosion|house_explosion',
      ],
      unless: [
        ...slow,
        'rendering|render_repair|paint|damp|mould|trampoline|wheelie|garden_fence|fence_panel|retaining_fence|our_fence|my_fence|fence_between|tree|branch|trees|hedge|dead_tree|bench|lamppost|street_light|leaves|gutter|gutters|guttering|plans|extension|application|listed|planning_permission|permission|cosmetic|tatty|eyesore|derelict_for|signpost|bookcase|bus_shelter_glass',
        'leaning|hanging|sitting|stood|leant on|against|around|about ~3 wall|walls|bridge',
        'house_prices|cake|sofa|bank|standards|market_prices|football_pitch|crumbling_plaster|crumbling_kerb',
      ],
    },
    {
      id: 'structure.leaning',
      when: [
        'wall|chimney|scaffold|scaffolding|gable|building|balcony|hoarding|roof|parapet|canopy|facade|house ~4 leaning_over|leaning_right|leaning_badly|leaning|bulging|swaying|pulling_away|coming_away|unstable|unsafe|wobbling|sagging|bowing|cracked ~6 street|pavement|path|footpath|road|people|school|bus_stop|wall|fall|wind|alley|pedestrians|playground|through',
      ],
      unless: [
        ...slow,
        'garden_fence|trampoline|leaning_on|tree|bin|bike|sofa|gutter|planning_permission|sat|stood|bollard|lamppost',
      ],
      concern: true,
    },
    {
      id: 'structure.unsafe',
      when: [
        'dangerous|unsafe|unstable|dodgy|precarious ~1 structure|building|wall|scaffold|scaffolding|chimney|roof|balcony|bridge ~8 fall|collapse|people|someone|below|pavement|path|now|lean|leaning|public|moving|swaying|kids',
        'part|side|corner|half|front|back|end|chunk|chunks|piece|bits|lump|lumps|section ~2 of ~3 wall|building|roof|chimney|ceiling|house|bridge|church|shop|flats|balcony ~5 fallen|collapsed|come_off|come_down|came_down|gone|falling|fell|dropped|coming !off_on|off_friday',
        'scaffold|scaffolding|crane|hoarding|hoardings ~5 loose|swaying|moving|wobbling|leaning|wind|rattling|poles|boards ~6 fall|falling|people|pavement|dangerous|street|below|blown|over|off|bus',
        'wal|mur|y_to|simnai|adeilad|nenfwd ~4 cwympo|disgyn|syrthio|dymchwel|peryglus|beryglus|ar_fin',
      ],
      unless: [...slow, 'trees|tree|lamppost|planning_permission|extension|noise|tatty|eyesore'],
    },
  ],
};
