import type { FamilyRules } from '../rule.ts';

const service = [
  'training|policy|course|apply|application|assessment_wait|how_do_i_get|blue_badge|bus_pass|council_tax|attendance_allowance|carers_allowance|leaflet|job|jobs|vacancy|recruit*',
];

export const adult: FamilyRules = {
  family: 'adult-at-risk',
  rules: [
    {
      id: 'adult.left-without-care',
      when: [
        'gofalwr|gofalwyr|gofal ~4 heb|ddim|byth',
        'seen ~8 curtains|milk|post ~3 shut|drawn|closed|outside|piling|still',
        'gofalwr|gofalwyr ~4 heb|ddim|byth ~3 dod|cyrraedd ~8 llawr|gwely|unig|bwyd',
        'gymydog|cymydog|mam|dad|hen_wraig|hen_ddyn ~8 ddim_yn_ateb|heb_ateb|heb_ei_gweld|heb_ei_weld',
        'nobody|noone|no_one ~3 come|came|been ~8 get_me_out_of_bed|out_of_bed|feed_me|change_me|wash_me',
        'nobody|noone|no_one|havent|not ~3 seen ~8 curtains|milk|post ~8 worried|shut|days|week|door',
        'i am 7*|8*|9* ~~16 on_the_floor|cant_get_up|had_a_fall|fallen|stuck|alone_and|no_food|so_cold',
        'had a fall ~~20 alone|cant_reach|hip|behind|on_my_own|help',
        'she|he|her|him ~3 on_the_floor|ar_y_llawr ~~8 calling|shouting|cant|alone|hours|help|carer',
        '<elder>|she|he ~3 is? 8*|9* ~6 blind|confused|alone ~6 out|popped_out|snow|minus|cold|freezing',
        'carer|carers|care_worker|care_agency|home_help|care_team|gofalwr|gofalwyr|district_nurse|caregiver|care_company|homecare|helper ~5 not|hasnt|havent|never|didnt|dont|no|failed|isnt|forgot|missed|wont|heb|ddim|nobody|stopped ~4 come|came|turned_up|turn_up|shown|showed|show|arrived|been|here|appeared|visited|coming|turned|visit|call|dod|cyrraedd|troi_lan ~~14 floor|bed|alone|fed|eaten|food|insulin|tablets|meds|medication|soiled|stuck|cant_get_up|cant_move|cold|wet|hungry|since_last_night|all_day|two_days|yesterday|days|frail|lawr|gwely|toilet|sat_in|nightie|dementia|on_her_own|on_his_own|90|91|92|93|94|86|87|88|89|worried|tonight|emergency',
        'no|without carer|carers ~2 today|since|come|came|all_day|yet|this_morning|tonight|two_days|days ~~12 bed|floor|alone|food|eaten|insulin|tablets|fed|medication|stuck|mum|nan|dad',
        '<elder>|he|she|him|her|wife|husband|neighbour ~8 no_food|without_food|not_eaten|hasnt_eaten|no_insulin|no_medication|without_medication|no_meds|missed_medication|not_had_her_tablets|not_had_his_tablets|no_tablets|soiled|wet_bed|left_in_bed|stuck_in_bed|sat_in_own|in_own_mess|lying_in|sat_in_wee|not_been_fed|hasnt_been_fed|not_been_changed|hasnt_been_changed|cant_get_out_of_bed|been_in_bed|left_in_chair|stuck_in_chair|no_heating_and',
        '<elder> ~3 on|ar the|y? floor|lawr !every|again_by|flat',
        '<elder>|neighbour|lady|man|woman|gent|tenant|friend|fella|cymydog|someone ~8 not_answering|wont_answer|hasnt_answered|not_answered|no_answer|not_been_seen|hasnt_been_seen|havent_seen|not_seen|isnt_answering|nobody_has_seen|no_sign_of|no_reply|curtains_still|curtains_shut|curtains_drawn|milk_outside|post_piling|doesnt_answer|dont_answer|ddim_yn_ateb|not_opened_her_curtains|not_opened_his_curtains|not_picking_up ~~14 days|worried|week|since|door|morning|usually|milk|yesterday|phone|lives_alone|elderly|old|drws|concerned|poeni|letterbox|curtains|knock',
        'havent|not|hasnt|didnt|nobody ~3 seen|heard ~6 neighbour|elderly|old_lady|old_man|mrs|mr|him|her ~~10 days|week|worried|curtains|milk|post|lights|alone|usually',
        'welfare|wellbeing|safe_and_well check|checks|visit',
        '<elder> ~6 locked|shut|trapped|tied|strapped ~3 in|out|to|up ~6 room|house|bed|chair|bedroom|home|day|work|flat',
      ],
      unless: [
        'once_a_week|every_week|on_the_floor_plan',
        ...service,
        '<ago>',
        'bin|bins|meter|parcel|phone_line|hold|reception|your_phone|switchboard|councillor|your_office|helpline|repairs|repair_man|plumber|engineer|email|emails|council_not_answering|housing_officer',
        'havent_seen ~3 gritter|gritting_lorry|sweeper|road_sweeper|bin_lorry|police|councillor|pcso|mobile_library',
        'carers_allowance|carer_badge|carers_card|carers_group|carers_week|young_carers',
      ],
    },
    {
      id: 'adult.being-hurt',
      when: [
        '<elder>|vulnerable|disabled|learning_disability|learning_disabilities|learning_difficulties|autistic|downs|dementia|alzheimers|client|clients|residents|care_home|brother|sister|son ~6 <hit>|beaten|bullied|mistreated|tormented|restrained|slapped|molested|raped ~3 by|her|him|again|carer|staff|son|daughter|nephew|grandson|care_home|in|at',
        '<elder>|vulnerable|disabled|old|client ~6 being|getting|been|gets ~2 <hit>|abused|beaten|bullied|mistreated|robbed|conned|scammed|starved|drugged|neglected|harmed|intimidated|threatened|exploited|cam_drin|esgeuluso|cuckooed|ill_treated',
        'carer|carers|staff|son|daughter|nephew|grandson|niece|care_home|nurse|nurses|helper|gofalwr|night_staff|granddaughter|her_lad|his_lad|support_worker ~4 <hit>|rough|swears|shouts|screams|steals|stealing|robbing|taking|takes|took|bullies|bullying|withholds|withholding|neglecting|neglects|force|forces|locks|lock|locked|threatens|helping_himself|helping_herself|dwyn|cam_drin|pinching|nicking|drugging|overdosing ~8 <elder>|money|cash|bank|pension|card|resident|residents|patient|savings|vulnerable|disabled|client|clients|tablets|medication|food|him|her|them|jewellery|purse',
        'elder|elderly|adult|vulnerable_adult|care_home|dementia|disabled|old_people|residents|resident ~3 abuse|abused|abusing|neglect|neglected|exploited|exploitation|safeguarding',
        'abuse|neglect|abused|safeguarding|mistreatment|abusing ~5 care_home|nursing_home|elderly|vulnerable|carer|supported_living|dementia|disabled|carers|nan|day_centre|adults',
        '<elder> ~8 bruise|bruises|bruised|bruising|finger_marks|black_eye|marks|sores|bedsores|bed_sores|pressure_sores|pressure_sore|pressure_damage|cleisiau|filthy|starving|unexplained_injuries|rope_marks|injuries',
        'bruise|bruises|bruised|bruising|marks|black_eye|injuries|bedsores|sores ~8 <elder>|care_home|resident|residents|carer|day_centre|respite|disabled',
        'is this abuse',
        'is it abuse',
      ],
      unless: [
        ...service,
        'bus|parking|ticket|pcn|scam_email|text_scam|council_scam|bin|bins|gulls|seagulls|tree|abuse_of_power|abuse_of_office|pothole|noise|kerb|fell|trip',
        'staff ~3 abuse|abused|abusing|rough ~6 reception|library|phone|me_at',
      ],
    },
    {
      id: 'adult.exploited',
      when: [
        '<elder>|vulnerable|disabled|dementia|neighbour|old|learning_difficulties|learning_disability|brother|auntie|friend|fella|lad ~10 taken_over|took_over|taking_over|cuckooed|cuckooing|moved_themselves|moved_intae|using_his_flat|using_her_flat|living_in_his|dealing_from|strangers_in|squatting_in|stops_in_his',
        'cuckooing|cuckooed',
        'taken_over|took_over|taking_over|moved_into|using ~3 his|her|their|mans|neighbours ~2 flat|home|house',
        '<elder>|vulnerable|disabled|dementia|widow|neighbour|old|confused ~12 scam|scammed|scammer|scammers|conned|conman|conmen|con|rogue|cash_machine|cashpoint|bank_card|pin|power_of_attorney|savings|cheques|withdrawn|withdrawing|takes_her_pension|takes_his_pension|taking_her_pension|taking_his_pension|signed_the_house|signed_over|signed_his_house|signed_her_house|changed_her_will|changed_his_will|dodgy_builder|ripped_off|thousands|money_missing|money_going|money_is_going|fleeced|fleecing|twyllo|attorney',
        'scam|scammed|scammers|conned|conning|conmen|fleecing|stealing|robbing|robbed|fleeced|twyllo|steals ~8 <elder>|vulnerable|disabled|dementia|widow|old|pensioner',
        'money ~2 missing|going|gone|disappearing|vanishing ~6 <elder>|account|purse|savings',
        'dealers|drug_dealers|gang|lads|strangers|men|youths ~6 using|taken_over|moved_into|in_and_out|coming_and_going ~6 vulnerable|disabled|learning|his_flat|her_flat|neighbour|lads_flat',
      ],
      unless: [
        ...service,
        'parking|pcn|council_tax|bus|road|business|shop|pub|taken_over_by_weeds|bins|tip|park|playing_field|pension_credit|state_pension|lost_my_card|meter|weeds|spaces|paypoint|text_message|phishing|email|my_savings|my_pension_and|housing_benefit',
      ],
      concern: true,
    },
    {
      id: 'adult.neglect',
      when: [
        '<elder>|neighbour|lady|man|tenant|brother|friend|gent ~10 not_coping|isnt_coping|cant_cope|self_neglect|self_neglecting|neglecting_himself|neglecting_herself|hoarding|hoarder|not_eating|isnt_eating|stopped_eating|losing_weight|very_thin|dead_thin|gettin_dead_thin|so_thin|skin_and_bone|living_in_filth|in_squalor|wandering|confused|no_food_in|empty_fridge|bare_cupboards|not_washed|unwashed|no_heating_and|not_safe_alone|isnt_safe|not_safe|wont_let_anyone|refuses_help|malnourished|esgeuluso|ddim_yn_bwyta|mewn_perygl|ar_goll|drysu ~~10 alone|worried|help|someone|days|old|weeks|food|dementia|neighbour|lives|thin|doctor|concerned|him|her|poeni|home|care|anyone',
        'self neglect|neglecting',
        'worried|concerned|concern|fear|poeni ~3 about|for|am ~5 elderly|neighbour|vulnerable|old_lady|old_man|adult|pensioner|resident|cymydog|old_fella|old_boy|disabled|dementia|auntie|aunt|friend|lady',
        'vulnerable adult|person|man|woman|lady|resident|neighbour|oedolyn',
        'oedolyn ~3 bregus|agored',
        'adult_social_care|adult_services|social_worker|social_services ~4 emergency|urgent|urgently|duty|out_of_hours|now|tonight',
        'emergency duty team',
        'edt',
        'check|chek ~2 on ~3 her|him|nan|neighbour|old_lady|old_man|mum|dad|mam',
        'isnt|not safe ~2 with ~2 him|her|them|carer|son',
      ],
      unless: [
        ...service,
        'worried|concerned ~4 about|for ~8 parking|pavement|road|crossing|bus|bins|noise|planning|bill|tax|steps|stairs|trip|ice|icy|fall|tree|street_light|light|traffic|speeding|moped*',
        'bin_collection|assisted|bins|pull_out|green_bin|bus_stop|benches|pension_credit|winter_fuel|garden|hedge|speaking_as|as_a|vulnerable_road',
        'check_on_my|check_on_the ~3 application|report|claim|status|progress|order',
      ],
      concern: true,
    },
  ],
};
