import type { FamilyRules } from '../rule.ts';

const found = [
  '<past> ~9 found|home',
  'found_safe|been_found|safe_and_well_now|turned_up_safe|already_found|cat|cats|dog|dogs|bins|bin|parcel|tortoise|bike|book|books|training|policy|how_many|birth_certificate',
  'missing ~3 out|payment|payments|collection|collections|lesson|lessons|school_place|appointment|education|school',
  'missing from_the ~2 register|website|list|sorting_office|wall|box|street|bench|roll|fence|shelf|system|page|bin|door|play_area',
  'passenger|driver assistant|door|seat',
];
const who =
  '<child>|<elder>|wife|husband|partner|brother|sister|friend|mate|neighbour|person|man|woman|lady|patient|lodger|passenger|student|pupil|cyclist|swimmer|walker|runner|jogger|patients';

export const missingPerson: FamilyRules = {
  family: 'missing-person',
  rules: [
    {
      id: 'missing.person',
      when: [
        'vulnerable|autistic|dementia|confused|learning_disability ~6 missing|gone_missing',
        'missing|lost ~1 vulnerable|autistic|confused|elderly ~1 <child>|<elder>|person|man|woman|adult|lady',
        'missing|missin since ~3 last_night|yesterday|this_morning|dinnertime|lunchtime|school|monday|tuesday|wednesday|thursday|friday|saturday|sunday|about|around|noon|half ~~12 he|she|autistic|vulnerable|phone|worried|old|police|hes|shes|<child>|<elder>',
        '<child>|<elder>|wife|husband|brother|sister|friend|daughter|son|person|resident|patient|man|woman|lady ~6 gone? missing !cover|assistant|door|signs|bin|from_my|a|an|out|lessons|lid|cat|seat ~~12 phone_off|worried|night|hours|hour|days|vulnerable|autistic|not_like|since|police|help|park|centre|13|14|15|years|yr|yrs|small|little|boy|girl|lost|shes|she_is|he_is|old',
        'gone missing|missin my|our|from|since|again|in !cat|dog|bin',
        'my|our sister|brother|son|daughter|mum|dad|wife|husband|nan|mam|child|grandson|granddaughter|friend|niece|nephew|boy|girl|lad is|has|been|hes|shes|was|went? gone? missing',
        'has|have a|my|our child|boy|girl|toddler|resident|patient gone_missing|disappeared|vanished',
        'never|didnt|not ~2 got|get|gets off ~2 bus|school_bus|minibus|taxi|coach|train ~8 where|he|she|missing|home',
        'run|ran away|off again ~8 phone|foster|hours|night|child|home|hes|shes',
        'foster|looked_after child|teen|teenager|kid|lad|girl ~4 run_away|ran_away|missing|gone|absconded',
        'snatched|abducted|kidnapped|taken ~3 baby|child|toddler|girl|boy|kid ~8 outside|from|pram|shop|park|van|car|help',
        '<child> ~2 no|not ~2 home|come ~8 hour|hours|school|night|he|she',
        'resident|client|service_user|patient|lady|gentleman ~6 hasnt|has_not|never|not ~2 come|got|returned|arrived ~2 back|home',
        'dropped|left ~3 him|her|my_son|my_daughter|them ~4 wrong ~2 address|place|stop|house|school',
        'got off ~3 wrong stop ~~20 hours|dark|help|find|learning|vulnerable',
        'lost a|our|an ~1 elderly? resident|client|patient|pupil',
        'elderly|old|confused|dementia|vulnerable|gent|lady|man ~4 lost ~4 on|in|at ~4 moor|road|woods|dark|fog|snow|fell|hills|town ~~10 phone|cold|dark|crying|fog|freezing|alone',
        `${who}|year_old|yr_old|he|she ~2 missing|gone_missing|went_missing|disappeared|ar_goll|been_missing|diflannu|absconded|lost_somewhere|wandered_off|wandered_out|wandered_away|walked_out|gone_wandering|run_away|run_off|ran_away|ran_off|bolted|slipped_out|crwydro|snatched|abducted !cover|assistant|door|signs|bin|from_my|a|an|the|out|lessons`,
        'missing|lost|abducted|kidnapped|runaway|vanished child|boy|girl|baby|toddler|person|woman|man|teenager|teen|kid|son|daughter|dad|mum|pensioner|lady|elderly|vulnerable|resident|bairn|lad|lass|patient|autistic|plentyn|mam|dementia|schoolgirl|schoolboy|pupil|brother|sister',
        `${who}|him|her|he|she|my_4_year_old|my_six_year_old|my_little|year_old|old|grandaughter ~8 cant_find|cannot_find|didnt_come_home|not_come_home|never_came_home|hasnt_come_home|havent_come_home|no_come_home|not_come_back|hasnt_come_back|never_come_home|didnt_come_back|not_home|not_got_home|hasnt_got_home|never_got_home|didnt_get_home|not_been_seen|hasnt_been_seen|gone_since|never_arrived|didnt_arrive|hasnt_arrived|never_turned_up|not_turned_up|didnt_get_off|not_on_the_bus|wasnt_on_the_bus|not_dropped|not_been_dropped|ddim_wedi_dod|heb_ddod|not_been_home|no_sign|no_trace|not_returned|hasnt_returned|never_returned|isnt_home|not_back|isnt_back|hasnt_been_home|not_in_school|out_all_night|gone_out_in ~~14 school|hours|hour|hrs|since|night|bus|dark|phone|scared|worried|home|looked|everywhere|autistic|dementia|minutes|mins|yesterday|cold|anywhere|slippers|still|snow|adref|oriau|ysgol|help|police|alone|park|market|town|taxi|meds|medication|old|disabled|beach|vulnerable`,
        `cant|cannot|methu|unable ~2 find|locate|ffeindio ~2 ${who}|him|her|my_child|my_boy|my_girl|my_mum|my_dad`,
        `lost ~1 ${who} ~4 in|at ~3 market|park|shop|shops|beach|town|fair|crowd|library|precinct|festival|station|centre`,
        'lost a|our resident|client|patient|passenger|pupil',
        'let|let_go|slipped ~3 my hand ~12 cant_find|gone|lost',
        '<elder>|he|she|him|her ~6 gone_out|wandered|wandering|left_the_house|got_out|walked_out|went_out|left_home|left_hospital|left_the_home|popped_out|missing ~10 dementia|alzheimers|confused|nightie|slippers|pyjamas|gown|barefoot|no_coat|snow|dressing_gown|memory|cold|dark|doesnt_know|hospital|nightgown|freezing',
        'dementia|alzheimers|confused|autistic|nightie|slippers|pyjamas|gown|dressing_gown|gown ~12 gone_out|wandered_off|wandered_out|missing|left_the_house|got_out|walked_out|gone_missing|cant_find|disappeared|didnt_come_home|not_been_seen|walking_around_lost|crwydro|vanished',
        'school|bus|taxi|driver|escort|minibus|transport|home ~6 lost|dropped|left|forgot|forgotten|cant_find|dont_know_where|doesnt_know_where ~4 <child>|client|passenger|her|him|lady|resident ~6 wrong|alone|somewhere|address|stop|street|find|where|hours|on_the_bus|depot|roadside',
        `dont|doesnt|nobody|noone|no_one|not ~2 know|knows ~1 where ~2 ${who}|he|she|they ~3 is|are|gone|be|has`,
        'where is my|our son|daughter|child|boy|girl|kid|baby|brother|mum|dad|mab|merch|grandson|granddaughter',
        '<child> ~6 was|were ~6 and_now ~3 isnt|gone|not',
        'taken|took|snatched|abducted|run_off_with ~2 my|the|her|our? baby|kids|child|children|daughter|son|kid ~8 wont|never|gone|says|see|ex|phone_off|abroad|back|airport|where|him|didnt',
        'plentyn|mab|merch|mam|dad|bachgen|ferch|nain|taid ~4 ar goll',
        'lle mae fy',
      ],
      unless: [
        ...found,
        'application|form|card|school_bag|bus_pass|my_coat|his_coat|her_coat|glasses|passport|teddy|toy|hat|shoe|bag|wallet|jumper|scooter|register|registered|records|grave|place_for|space|parking_space|parking|changing_room|toilet|toilets|ball|balls|kite|drone|bag_on',
        'cant find ~6 a|any|school|nursery|form|link|page|info|information|place|where|anything|how|website|dentist|flat|house|details|number|the_book',
        'lost ~2 job|home|house|weight|tenancy|patience|benefits|confidence|interest|keys|key|appeal|paperwork|letter',
        'where is|are my ~4 bin|bins|permit|refund|money|order',
        'bus ~5 didnt|never|hasnt|not ~3 come|turn|turned|arrive|arrived|show|stop|stopped',
        'taxi|transport|minibus|school_bus|bus ~4 late|hasnt_arrived|not_arrived|never_arrived|hasnt_turned_up|not_turned_up|didnt_turn_up|never_turned_up|no_show|still_waiting|hasnt_come',
        'every_other_day|off_school|school_refus*|missing_school|attendance',
        'councillor|cllr|officer|inspector|crew|binmen|bin_men|the_man_from|surveyor|engineer|plumber|workmen|contractor',
      ],
    },
  ],
};

export const slavery: FamilyRules = {
  family: 'slavery',
  rules: [
    {
      id: 'slavery.named',
      when: [
        'slaves|slave_labour|slave_labor',
        'slavery $|.',
        'prostitution|prostitute ~6 forced|forcing|debt|into|against|made',
        'modern slavery|slave|slaves',
        'slave|slaves|slavery|trafficked|trafficking|traffickers|trafficker|caethwas*|masnachu|people_smuggling|smuggled ~6 people|workers|women|girls|men|car_wash|nail|nail_bar|farm|working|work|house|kept|labour|in|from|like|pobl|here|being|think|they|forced|report|treated|brothel|her|him|victim|for_sex|sexual',
        'slavery|trafficking|caethwasiaeth|gangmaster|gangmasters',
        'brothel|brothels|sex_trafficking|pimp|pimps|pimping|puteindy',
        'forced|made|make|makes|making|forcing|gorfodi ~3 to? ~3 work|prostitution|beg|labour|sell_her_body|sell_sex|have_sex|weithio|clean ~8 pay|paid|money|passport|locked|free|unpaid|wages|men|threat*|debt|hours|day|night|escape|nothing|against|van|boss|house',
      ],
      unless: [
        'drug|rat|human_trafficking_training|training|policy|statement|awareness|course|museum|statue|history|history_month|foi|how_many|street_name|heritage|procurement|trail',
        'slave to|labour_of_love|like_a_slave_on|labour_for_council|labour_of|wages_for_council|drug_trafficking',
      ],
    },
    {
      id: 'slavery.signs',
      when: [
        'workers|people|women|girls|men|lads|staff|they|someone|pickers|cleaners ~8 kept|held|locked|living|sleep|sleeping|sleeps|live ~4 in|at|there|against|inside ~4 will|there_will|factory|container|work|kitchen|night|car_wash|farm|shop|salon|warehouse|unit|lock_up|garage',
        'works|work|working|worked ~4 all|every|15|16|14|18|long ~2 day|night|hours ~6 without|no|never|for ~2 pay|money|wages|nothing|free',
        'without pay|wages ~10 sleeps|sleep|passport|restaurant|kitchen|locked',
        'held|kept against ~2 will',
        'sold to men',
        'keep|keeps|kept|hold|holds|took|taken|has ~1 our|my|their|her|his documents|passports|passport|papers|passeport',
        'never|not allowed ~1 out|outside|to_leave ~10 factory|salon|house|work|shop|farm|nail|upstairs',
        'workers|lads|girls|men|women ~6 scared|frightened|terrified|no_shoes|hungry|bruised|beaten ~10 work|car_wash|site|farm|container|factory|salon|boss|owner|van|house',
        'salon|nail_bar|car_wash|massage ~8 sleep|sleeping|not_allowed|locked|scared|underage',
        'boss|employer|they|he|agent|gangmaster|family|man|owner|landlord|couple|madam|gangers|she|bos ~4 took|taken|take|keeps|keep|has|have|hold|holds|holding|kept|hid|got|confiscated|gymryd|cadw ~3 my|our|her|his|their|all? ~1 passport|passports|document|documents|id|papers|id_card|pasbort|paperwork_and ~~14 work|leave|pay|paid|sleep|escape|debt|boss|shop|house|owe|wages|employer|scared|cant|gweithio|job|free|give|back|and|nanny|farm|workers|men',
        'passport|passports|documents ~6 taken|took|confiscated|kept|hidden ~~14 work|boss|employer|farm|shop|car_wash|leave|nanny|workers|pay|wages|factory',
        'workers|staff|women|girls|men|lads|people|nanny|maid|boys|cleaner|girl|woman|man|she|he|i|we|gweithwyr|lad|cook|they ~10 not_paid|never_paid|arent_paid|no_pay|isnt_paid|dont_get_paid|no_wages|no_money|dont_pay|doesnt_pay|not_allowed_to_leave|not_allowed_out|cant_leave|locked_in|never_leave|never_allowed|against_their_will|against_her_will|against_his_will|kept_there|sleep_on_the_floor|sleeping_on_the_floor|sleep_there|sleep_in|sleeping_in|live_there|crammed_in|held_there|beaten_if|held_against|without_day_off|no_day_off|no_days_off|cloi ~~12 car_wash|nail_bar|farm|factory|restaurant|takeaway|boss|house|shop|work|works|passport|van|locked|hours|employer|floor|kept|nails|unit|site|shed|polytunnels|nail_salon|container|kitchen|caravan|barn|wages|dim_tal|brick|massage_parlour|family|gang',
        'car_wash|nail_bar|nail_salon|cannabis_farm|massage_parlour|farm|factory|polytunnels|takeaway|restaurant|salon|barn|warehouse|building_site ~12 workers|staff|girls|lads|people|men|women|boys|young_men|kids|families ~10 scared|frightened|locked|sleep|sleeping|live|living|never_speak|wont_speak|forced|kept|not_allowed|no_english|beaten|bruises|hungry|thin|passport|against|never_leave|controlled|crammed|dropped_off|shoes|underage|driven|minded|guarded|will|terrified',
        'van|minibus ~8 picks_up|drops|takes|collects|brings|dropped|taken ~6 girls|women|workers|men|them|people|young ~6 night|every|morning|5am|different|house|dark|dawn|curtains|back',
        'men ~6 in_and_out|coming_and_going|visit|visiting|queue|all_hours|different ~8 girls|women|young_women|girl|house|flat|foreign|curtains',
        'girls|women|young_women ~8 house|flat|locked|curtains ~8 men|van|different|night|night_after_night|visiting|never_come_out|never_leave|in_and_out',
        'women|girls ~4 kept|locked|held|selling|sold ~4 in|house|flat|men|upstairs|sex',
        'debt|owe|owes ~8 work|works|working|pay_off|paying_off ~8 boss|them|passport|cant_leave|free|gang|agent|traffick*|leave',
        'treat|treated|live|lives|kept|works|work|worked ~2 like|as ~1 slave|slaves|prisoner|animals|servant|dogs ~10 boss|house|passport|pay|work|leave|employer|car_wash|farm|caravan|family|nanny|shed',
        'domestic|nanny|maid|servant|au_pair|housekeeper|cleaner ~10 no_pay|not_paid|unpaid|passport|locked|cant_leave|not_allowed|sleep|beat*|day_off|isnt_paid|never_goes_out|floor',
        'work ~3 all ~1 day ~3 night ~4 without|no|never ~2 day_off|pay|money|food|sleep',
      ],
      unless: [
        'council|pothole|school|carers|volunteer|volunteers|sleep_in_shift|nhs|training|apply|application|passport_photo|passport_office|council_workers|library_staff|binmen|bin_men|noise|barking|tenant_wont|birth_certificate|proof_of_id|homeless|deposit',
        'landlord ~6 deposit|repairs',
      ],
    },
  ],
};

export const terror: FamilyRules = {
  family: 'terror',
  rules: [
    {
      id: 'terror.bomb',
      when: [
        'pecyn|bag|parsel amheus',
        'bomb|bombs|explosives ~3 stuff|making|recipe|instructions ~6 computer|phone|room|online|lodger|flatmate',
        'bomb|bombs|bomber|explosive|explosives|ied|grenade|pipe_bomb|nail_bomb|ffrwydryn|bom|suicide_vest|detonator ~8 under|in|at|on|outside|threat|scare|planted|going_off|making|make|vest|station|school|bus|bag|car|town|library|council|mosque|church|synagogue|garage|building|shed|found|looks_like|says|has|strapped|plant|centre|online|ysgol|canal|field|digging|old|ww2|war|unexploded|fishing',
        'unexploded|undetonated|ww2|wwii|wartime|second_world_war ~2 bomb|shell|grenade|device|ordnance|mortar|ammunition|mine',
        'bomb threat|scare|alert|plot',
        'there is a bomb',
        'plant|planted|planting|making|building|left|make|buying ~3 bomb|bombs|explosives|explosive',
        'suspicious|unattended|strange|abandoned|dodgy|weird|suspect|amheus ~2 package|bag|rucksack|suitcase|backpack|device|parcel|holdall|object|pecyn|bag|case|van ~10 station|town_hall|library|outside|wires|ticking|left|train|bus|nobody|precinct|market|ran_off|centre|school|mosque|church|synagogue|shopping|council|platform|hall|stadium|gorsaf|toilets|beeping|crowd|concert|ysgol|cenotaph|parade',
        'bag|rucksack|suitcase|package|parcel|backpack|holdall|box|case ~6 wires|ticking|beeping|ran_off|run_off|walked_off|dumped_and_ran|smoking|left_by|fuse',
        'ticking ~6 bag|package|parcel|box|rucksack|suitcase|case',
      ],
      unless: [
        '<past>',
        'bath|photo|training|exercise|anniversary|fly_tipped|flytipped|flytipping|fly_tipping|bomb_site|seed|shelter|memorial|museum|bin_bag|fireworks_like|sound_like_bombs|sounds_like_bombs|dog_bag|bags_of_rubbish|recycling|like_bombs|sound_like_a_bomb|litter|charity_bag',
      ],
    },
    {
      id: 'terror.attack',
      when: [
        'terror|terrorist|terrorists|terrorism|terfysg* ~6 attack|attacks|threat|suspect|plan|planning|plot|cell|neighbour|bomb|report|concern|material|stuff|videos|group|line|he|worried|radicalised|in|flat|looking|think|online|happening|concerns|hotline',
        'suspect|suspected|report|think|possible ~6 terrorist|terrorists|terrorism|terror|extremist|extremists|jihadi|isis|nazi_group',
        'radicalised|radicalized|radicalising|radicalisation|extremist|extremists|extremism|jihad|jihadi|isis|islamic_state|neo_nazi|neo_nazis|far_right_group|white_supremacist|radicaleiddio|incel|eithafol|eithafwyr|eithafwr|al_qaeda',
        'attack|shoot_up|blow_up|blow|mass_shooting|bomb|bombing|massacre|kill_everyone|kill_lots|behead|burn_down ~5 school|mosque|synagogue|church|parade|concert|town_hall|crowd|station|council|market|people|hotel|asylum|asylum_seekers|migrants|hostel|place_of_worship|temple|stadium|hall|pride|festival|vigil|everyone|carnival|everybody ~~8 planning|going_to|says|said|threat*|wants|talking|plans|plan|plotting|will|gonna|saturday|tomorrow|tonight|online|posted|posts|posting|someone|he|group|neighbour|bragging|saying',
        'planning|plotting|plans|talking_about|talks_about|threatening|gonna|going_to|says_hell|cynllunio|bragging_about ~4 attack|bomb|shoot|blow|shooting|massacre|bombing|ymosodiad|ram|drive_into ~4 school|mosque|synagogue|church|parade|concert|town_hall|crowd|station|council|people|someone|something|online|hotel|on|up|in|here|temple|hostel|pride|festival|us',
        'van|car|lorry ~4 ploughed|driving|driven|drove|rammed|ramming ~3 into ~2 crowd|crowds|people|pedestrians|shoppers|market|parade',
        'hostile reconnaissance',
        'taking|takes|taken|filming|photographing|sketching ~6 photos|pictures|videos|cameras|entrances|exits|security|guards|cctv ~8 entrances|exits|cameras|security|guards|every_day|substation|water_works|police_station|barriers|suspicious|mosque|synagogue|station',
        'storing|stockpiling|buying|bought|collecting|deliveries|stashed|hiding|delivering|barrels|drums|cans|sacks ~6 fertiliser|chemicals|peroxide|acetone|weapons|guns|explosives|ammunition|petrol|chemical|gas_canisters|ball_bearings|nails ~10 garage|flat|lockup|lock_up|shed|night|neighbour|watching|videos|unit|masks|strange|suspicious|odd|weird|house|secret*|allotment',
        'suicide bomber|vest|belt',
        'manifesto ~10 attack|kill|guns|posted|online|school|weapons|shoot|hate|bomb',
      ],
      unless: [
        '<past>',
        'labour|tory|green|lib_dem|party|local_elections|election_leaflet|training|prevent_training|policy|exercise|kids_terror*|terrorising|terrors|little_terrors|holy_terror|heart_attack|speech|panic_attack|attacks_on_trees|terrorists_lol|dog_terror*|bins|cat|wasps|seagulls|gulls|pigeons|foxes|verge|budget|cuts|consultation',
      ],
    },
  ],
};
