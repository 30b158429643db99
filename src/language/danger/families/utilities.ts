import type { FamilyRules } from '../rule.ts';

const settled = [
  '<past>',
  'after|since|following the|a|that gas|leak',
  'repaired|was_fixed|has_been_fixed|been_repaired|reopen|reopens|road_closed|closure|diversion|permit|reinstate*',
  'how_many|foi|statistics',
];

export const gas: FamilyRules = {
  family: 'gas',
  rules: [
    {
      id: 'gas.smell',
      when: [
        '<smell> &6 <gas>',
        '<gas> ~1 everywhere|strong|fumes|really_strong',
        'strong|reeks|reek|full_of|filled_with <gas>',
        '<smell> ~3 rotten|bad ~1 egg|eggs ~8 boiler|cooker|meter|dizzy|sick|faint|hallway|stairs|stairwell|kitchen|flats|landing|our_flat|my_flat|the_flat|the_block|our_block|in_the_house|in_my_house',
        'rotten|bad ~1 egg|eggs ~~10 stairs|block|faint|dizzy|boiler|flat|flats|hallway|stairwell',
        'whiff|smell|stink ~2 egg|eggs ~4 boiler|meter|hob|cooker',
        'wyau wedi_pydru|drwg|pwdr',
        'zapach|czuc|miros|pachnie gazu|gazem|gaz|de_gaz',
      ],
      unless: [
        ...settled,
        'drain|drains|sewer|sewers|sewage|manhole|bin|bins|food|caddy|canal|river|farm|weed|cannabis|laughing_gas|exhaust_gas|toilet|landfill|tip',
      ],
    },
    {
      id: 'gas.smell-strong',
      when: [
        '<smell> ~3 of|like ~3 <gas>',
        '<gas> <smell>',
        '<smell> <gas>',
        'arogl ~2 nwy',
        'can|could|i smell ~3 <gas>',
      ],
      unless: ['<past> ~9 fixed|sorted|repaired', 'weed|cannabis|laughing'],
    },
    {
      id: 'gas.leak',
      when: [
        'hissing ~3 noise|sound ~4 gas|meter',
        'gas|meter ~3 hissing|hiss',
        '<gas> &3 <escape>',
        '<gas>|meter|pipe|boiler ~4 hissing|hiss|hisses|whistling',
        'hissing ~5 <gas>|meter|pipe|cupboard|boiler|cooker|ground',
        'gas emergency',
        'hit|dug|dig|cut|drilled|burst|broke|broken|snapped|fractured|ruptured|severed|damaged|struck|split|cracked|went_through|nicked|put_a_nail ~5 gas ~2 pipe|main|line|mains|supply',
        'hit|dug|cut|digger ~4 pipe ~6 hissing|hiss|smell|gas',
        'nwy yn gollwng|dianc',
        'gas ~3 left|turned|been|still on|running ~6 hob|cooker|overnight|hours|all_night|windows|dizzy',
        'hob|cooker|gas|ring ~4 left_on|wont_turn_off|wont_switch_off|cant_turn_off|wont_go_off',
        'gas_hob|gas_ring|gas_tap ~5 wont|cant|broken|stuck|snapped|left',
      ],
      unless: [...settled, 'water_pipe|water_main|laughing|canister|canisters|electric_hob'],
    },
    {
      id: 'gas.carbon-monoxide',
      when: [
        'sleepy|drowsy|headache|headaches|dizzy|faint|sick ~~10 boiler|flue|gas_fire|heater|flame',
        'camping_stove|barbecue|bbq|generator|heater ~4 in|inside ~3 tent|caravan|flat|room|bedroom|garage ~~14 headache|headaches|dizzy|sick|passed_out|sleepy',
        'headaches|headache|dizzy|sleepy|passed_out|fainting ~~10 camping_stove|barbecue|bbq|generator|tent|fumes',
        'fumes ~6 garage|boiler|below ~~8 alarm|fainting|dizzy|sick|headache',
        'carbon monox*|minoxide',
        'co|carbon|monox* !op ~2 alarm|detector|beeper|sensor|monitor|poisoning ~6 going|gone|went|bleeping|beeping|sounding|ringing|screaming|off|mad|wont|red|keeps|headache|headaches|flashing|shows|reading|set_off|triggered',
        'monox* ~3 poison*',
        'boiler|fumes|heater|stove|generator|bbq|barbecue|cooker|fire|flue|exhaust ~~14 dizzy|headache|headaches|bad_heads|sleepy|fainting|faint|passed_out|drowsy|sick_and|been_sick|feel_sick|woozy|light_headed|lightheaded|throwing_up|nauseous|vomiting|conked_out|collapsed',
        'larwm carbon|monocsid|co',
        'carbon monocsid|monoxide',
        'gas ~~10 dizzy|headache|headaches|faint|fainting|light_headed|woozy|feel_sick|passed_out|sick',
      ],
      unless: [
        '<past> ~9 replaced|fitted|checked',
        'fit|fitted|install|installed|free|supply|provide|battery|batteries|low_battery|chirp|chirping|replace|expired|out_of_date|regulations|law|landlord_required|legally|test|new_alarm|do_i_need|should_i|neighbours_bonfire|traffic|lorries|idling|dioxide|missing_an_alarm|no_carbon|not_got_a|havent_got|footprint|emissions|need_a',
        'bins|bin|drains',
      ],
    },
  ],
};

export const electricity: FamilyRules = {
  family: 'electricity',
  rules: [
    {
      id: 'electricity.live-wire',
      when: [
        'gwifren|gwifrau|cebl|ceblau ~3 trydan? ~3 wedi ~1 cwympo|disgyn|torri',
        '<wire> ~3 low|hanging|down|on ~3 over|car|cars|playground|school|road|path|gate|roof|fence|garden',
        'pole|pylon ~2 broke|broken|snapped|fell|down ~4 wire|wires|cable|cables',
        'live cable|wire|electric|wires',
        'cable|cables|wire|wires ~3 snapped|fallen|swinging|snaking|whipping',
        'live|sparking|fallen|downed|snapped|severed|arcing|buzzing|fizzing|noeth|byw ~2 <wire>',
        '<wire> ~6 live|hanging|dangling|sparking|sparks|fallen|snapped|arcing|buzzing|fizzing|ripped|on_the_ground|on_the_floor|on_ground|in_the_road|across_the|across_a|in_puddle|puddle|into_a_puddle|touching|hangin|low|smoking|snaking|whipping|flapping|noeth|live_and|come_down|came_down|is_down|are_down|down|wet|swinging',
        '<wire> down',
        'electric|electricity|power|overhead|leccy ~2 <wire> ~4 fallen|down|hanging|low|snapped|touching|tree|broken|on',
        'tree|branch ~5 on|against|into|through|hit|touching|resting|leaning|brought_down ~3 <wire>',
        'electric|electricity|telegraph|power|electrical pole|pylon ~4 down|fallen|leaning|snapped|fire|broken|collapsed',
      ],
      unless: [
        ...settled,
        'phone|telephone|bt|openreach|broadband|internet|fibre|virgin|tv|aerial|telecom|telecoms|christmas|ethernet|barbed|chicken|fairy|bunting|bell|wire_fence|wire_mesh|mesh|razor|fence_wire|sky|zip_wire|zipwire|catenary_lights|dumped|fly_tipped|flytipped|fishing|trip|clothes_line|fencing|chargers|charging',
      ],
    },
    {
      id: 'electricity.lamp-open',
      when: [
        'meter|fuse_box|fusebox|fuse_board|consumer_unit|socket|plug|electric_blanket|charger|switch ~2 smoking|fizzing|crackling|on_fire|sparking|melting',
        'kids|children|child|lads|boys|people|man|someone ~4 in|into|inside|climbing|climbed|on|playing ~3 substation|sub_station',
        'substation|sub_station ~6 kids|children|child|climb*',
        'fuse_board|fuse_box|fusebox|electric_meter|consumer_unit|electric_blanket|socket ~4 wet|crackling|smoking|fizzing|buzzing|hot|caught|burning|sparks|sparking',
        'column|lamppost|lamp|street_light|railings|bollard ~2 is live',
        'meter|fuse ~3 smoking|fizzing|crackling',
        'lamppost|lamp|column|street_light|streetlight|lantern|street_lamp|feeder_pillar|electric_box|electrical_box|bollard ~8 live|sparking|sparks|wires|wiring|shock|electrocuted|fizzing|arcing|electrics|crackling|zapped|cables|belt_off ~4 exposed|showing|out|hanging|kids|children|open|wet|rain|loose|bare|everywhere|visible|reach|touch|off|child|live|dogs',
        'live|sparking|arcing wires|wiring|cables|electrics|electric|cable ~6 lamppost|lamp|column|street_light|streetlight|light|bollard|sign|pole|box|traffic_light',
        'exposed|bare|open|loose|sticking_out|hanging ~3 wires|wiring|cables ~~10 child|children|kids|toddler|toddlers|school|nursery|puddle|wet',
        'wires|wiring|cables ~4 showing|sticking_out|poking_out|hanging|exposed|bare ~~10 child|children|kids|toddler|toddlers|school|nursery|puddle|wet',
        'lamppost|lamp|street_light|streetlight|column|electric_box|electrical_box|socket|fuse_box|fusebox|meter|plug|substation|junction_box|cooker|shower|consumer_unit ~5 sparking|sparks|arcing|fizzing|crackling|smoking|melting|melted|smouldering|on_fire|smoke|buzzing_loudly|blue_flashes|flashing_blue',
        'sparks ~5 from|out|off|flying|coming|everywhere',
        'arcing',
        'sparking !joy|debate ~4 bad|badly|on|from|everywhere|pavement|path|socket|wet|now|like_mad|$|.',
        'substation|sub_station ~6 open|door|kids|children|buzzing|smoke|smoking|fire|humming|sparking|bang|exploded|broken|lads|lock|gate',
        'gwreichion|gwreichioni',
      ],
      unless: [...settled, 'grinder|welding|sparks_joy|fireworks|debate|flickering_only|bonfire|dumped'],
    },
    {
      id: 'electricity.exposed',
      when: [
        'exposed|bare|noeth ~2 <wire>|wires',
        '<wire>|wires ~5 exposed|bare|showing|sticking_out|poking_out|coming_out|uncovered|visible|noeth',
        'water ~6 light_fitting|lights|light|socket|sockets|electrics|fuse_box|fusebox|fuse_board|consumer_unit|light_switch|wiring',
        'exposed|bare|open|loose wires|wiring|cables|electrics ~6 lamppost|lamp|column|street_light|light|bollard|pole|box',
      ],
      unless: [
        ...settled,
        'phone|telephone|bt|openreach|broadband|internet|fibre|virgin|tv|aerial|telecoms|christmas|barbed|chicken|bell|mesh|fence|dumped|fly_tipped|laptop|charger|headphones',
        'hot_water|heating|pool|street_lights',
      ],
      concern: true,
    },
    {
      id: 'electricity.shock',
      when: [
        'shock|shocks off|from ~3 street_light|lamppost|lamp|column|light|shower|railings|fence|socket|tap|switch|cooker|metal|sign|bollard|it',
        'electric shock|shocks !absorber',
        'got|had|felt|gave ~2 a shock|belt|jolt !when_i|at|to',
        'thrown back',
        'electrocuted|electrocution|electrocute|electrocutes|trydanu',
        '<somebody>|electric|got|getting|gave|gives|had ~3 electric? shock|shocks|zapped|belt ~4 off|from|when|touch|touched|touching|lamp|tap|shower|fence|metal|switch|socket|water|wall',
        'electric shock|shocks',
        'sioc drydanol|trydan',
        'thrown back ~6 touched|touching',
        'socket|plug|light_switch|fuse_box|switch ~4 wet|hot|burning|sparks|bang|melted|burnt',
      ],
      unless: [
        ...settled,
        'water_bottle|culture|price|bill|therapy',
        'cosmetic|paint',
        'heating_and|hot_water_and|no_hot_water',
      ],
    },
    {
      id: 'electricity.cut-with-need',
      when: [
        'no|without electric|electricity|power|leccy ~4 needs|need|mum|dad|nan|baby ~6 machine|oxygen|breathing|nebuliser|ventilator|insulin|heating',
        'power|electric|electricity ~6 off|out|gone|cut ~~8 breathing|oxygen|ventilator|machine|dialysis|feeding|pump',
        'power|electric|electricity|lights|supply|current ~5 cut|out|off|gone|down|lost|no|failure|outage|failed ~~16 oxygen|ventilator|breathing|dialysis|machine|nebuliser|stairlift|medical|vulnerable|disabled|insulin|baby|newborn|elderly|feeding_pump|hoist|bed|concentrator|nan|mum|pensioner|pensioners|care_home|wheelchair|lifeline|freezing|insulin',
        'oxygen|ventilator|breathing_machine|dialysis|nebuliser|feeding_pump|hoist|stairlift|concentrator ~~16 power|electric|electricity|battery|powercut|blackout',
        'no|without power|electric|electricity|trydan ~~12 oxygen|ventilator|baby|disabled|medical|elderly|pensioner|pensioners|freezing|newborn|insulin|mam',
      ],
      unless: [
        ...settled,
        'bill|bills|tariff|credit|top_up|meter_key|grant|fund|afford|debt|street_light|street_lights|playground|park',
      ],
    },
    {
      id: 'electricity.cut',
      when: [
        'power|electricity cut|cuts|outage|failure|is_off|gone_off|is_out|has_gone|has_gone_off|off|down ~8 street|road|estate|area|whole|block|flats|house|everyone|all|again|still|village|hours',
        '^ power_cut|powercut|power_outage',
        'power_cut|powercut|power_outage|blackout|power_failure ~~8 whole|street|estate|still|hours|block|village|again|when',
        'no|lost power|electricity|electric|leccy|trydan ~6 street|road|estate|area|whole|block|anywhere|village|everyone|hours|row|close|flats|stryd',
        'whole|entire street|road|estate|block|village|town ~6 no|lost|without|dark power|electric|electricity|lights',
        'toriad trydan|pwer',
      ],
      unless: [
        ...settled,
        'traffic_lights|street_lights|street_light|streetlights|library|website|lamppost|planned|bill|grant|compensation|hot_water|boiler|playground|christmas',
      ],
      concern: true,
    },
  ],
};
