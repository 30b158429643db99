import type { FamilyRules } from '../rule.ts';

const settled = [
  '<past>',
  'insurance|claim|compensation|grant|risk|map|survey|defences|consultation|planning|application|foi|how_many|policy|was_flooded|sandbags_policy|fear_of|worried_it|could_flood|might_flood|will_flood|floods_every|every_time_it|whenever_it|every_winter|when_it_rains|everytime|every_time|each_time',
];

export const flood: FamilyRules = {
  family: 'flood',
  rules: [
    {
      id: 'flood.indoors',
      when: [
        '<flood> ~3 in|into|inside|through|under|entering|pouring_in|coming_in|coming_into|coming_through|filling|reached|seeping|up_through|over_the_doorstep|over_the_step|over_the_threshold ~2 my|our|the|her|his|their|a|mums|nans|and|people|peoples|residents|everyones|dementia|downstairs? ~3 house|houses|home|homes|kitchen|living_room|lounge|front_door|back_door|door|doors|hall|hallway|ground_floor|basement|cellar|bungalow|bedroom|bungalows|flat|flats|property|properties|front_room|unit|downstairs|airbricks|air_bricks|doorstep|shop|school|care_home|ty|tai|gegin|cegin',
        'house|home|kitchen|living_room|basement|cellar|flat|bungalow|ground_floor|shop|hallway|downstairs|garage|street|houses|caravan|caravans|caravan_park|tent|campsite|ty ~3 is|are|being|getting|all|completely|just|has|have|totally|yn? flooding|flooded|filling|underwater|under_water|swamped|inundated|gorlifo',
        'we|i|nan|mum are|am|is|have_been|getting|being flooded|flooding|underwater|flooded_out',
        'water|flood|flood_water|floodwater ~2 coming|came|pouring|rushing|flowing|gushing|getting in !in_handy',
        'water|dwr ~5 knee|knees|waist|ankle|ankles|sockets|windowsill|windows|bed|worktops|neck|chest|thigh|thighs|sills ~1 deep|high|now|and|.|already',
        'knee|waist|ankle|chest|thigh deep ~4 water|flood|sewage|kitchen|hall|house|lounge|living_room',
        'dwr ~4 mewn|i_mewn|i_r_ty|i_mewn_i|dod_i|llifo_i ~3',
        'sewage|sewerage|poo|effluent ~5 coming|pouring|backing|bubbling|overflowing|flooding|rising ~3 in|into|up|through ~5 <home>|toilet|shower|bath|kitchen|sink',
      ],
      unless: [
        ...settled,
        'ceiling|leak|leaking|washing_machine|upstairs_neighbour|neighbour_above|flat_above|boiler|radiator|radiators|cistern|tap|sink|dripping|drip|damp|roof_leak|mould|gutter|guttering|bath_overflow|condensation|plumber',
        'object|objection|will_cause|new_houses|developers',
        'nearly|almost|before|if|close_to|about_to_get ~5 house|houses|door|doors|doorstep|flooded|home|property',
        'playground|park|underpass|car_park|garden|gardens|alley|footpath|pavement|pitch|field|bus_stop|cycle_path|drive|driveway|allotment',
      ],
    },
    {
      id: 'flood.rising',
      when: [
        'flood|floodwater|flood_water|water ~3 up_to|at|over ~2 windows|windowsills|window_sills|letterbox|roof|sockets|bed',
        'flash flood|floods',
        '<flood> ~3 coming|came|over|in|into ~4 caravan_park|caravans|campsite|camp|houses|homes|the_houses',
        'car|cars|bus ~2 floating|swept|submerged|washed',
        'stranded|stuck ~2 on|in ~3 roof|car|attic|loft|upstairs|bungalow ~~8 water|flood|rising|river',
        'car|cars|we|driver ~6 in ~2 ford|floodwater|flood_water|flood|underpass ~6 stuck|inside|rising|help|stalled|driver|dead',
        'water|watter ~4 doors|on_the_landing|up_to|all_round|deep ~~8 car|engine|attic|roof|stuck|help|dog|come',
        'in the attic|loft ~~8 water|flood',
        'on the roof ~~10 water|flood|river',
        'river|water ~2 rising ~4 driver|fast|stuck|inside|car|people|quick',
        'pouring into ~3 unit|home|ward|house|bedrooms|dementia_unit',
        '<flood> ~4 rising|risin|rises|getting_higher|coming_up_fast|rising_fast|creeping_up|codi|still_coming ~~8 <somebody>|fast|now|quick|quickly|help|stuck|trapped|house|houses|door|doors|upstairs|car|street|please',
        'river|brook|beck|stream|canal|banks|afon|dam|reservoir|flood_defence|flood_wall ~3 burst|bursting|breached|overtopped|gone_over|over_its|overflowing_into|over_the_top|come_over|failed|giving_way|gorlifo|collapsed',
        'burst|bursting ~2 banks',
        '<somebody>|car|cars ~5 stuck|stranded|trapped|stalled|floating|cut_off|marooned ~5 <flood>|ford|underpass',
        '<flood> ~8 cant ~2 get ~2 out|upstairs|leave|door|him|her|them|down',
        '<flood> ~~12 stuck_upstairs|on_the_roof|in_the_attic|on_the_worktops|in_the_loft|trapped|cant_walk|cant_swim|bedbound|wheelchair|stranded|cut_off|ventilator|in_bed|dementia|two_babies|baby|on_the_bed|bed_bound',
        'flash flood|flooding ~6 now|car|house|people|street|coming',
        'wall of water',
        'burst|broken|bust water_main|main|mains|water_pipe ~8 house|houses|home|homes|flooding|cellar|basement|doors|gushing_into|into|school|front_door',
      ],
      unless: [...settled, 'tennis|level_crossing|rent|costs|prices|complaints', 'tide_times'],
    },
    {
      id: 'flood.welsh',
      when: [
        'llifogydd ~5 ty|tai|cartref|fflat|gegin|cegin|help|perygl|codi|drws',
        'dwr ~5 ty|gegin|cegin|lolfa|drws|codi|llawr',
        'afon ~3 gorlifo|codi|torri',
        'ty ~3 llifogydd|dan_ddwr|boddi|gorlifo',
      ],
      unless: [...settled, 'tap|poeth|bil|biliau|bob_tro|ddoe|neithiwr'],
    },
  ],
};
