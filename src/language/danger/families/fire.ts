import type { FamilyRules } from '../rule.ts';

const over = [
  '<past>',
  'fire|fires|it|flames|blaze is|was|were|got put|gone|went out',
  'after|since|because_of|following|in|lost|had|had_a|a_small|weve_had the|a|that|our|my? house|bathroom|kitchen|flat|small? fire',
  'temporary|accommodation|put_out|insurance|insurers|homeless|burnt_out_house|was_on_fire|was_set|third_this|just_the|shell|melted|bonfire_night|puddle|new_one|replace*|smouldering_since',
  'burnt|burned out',
  'prevent*|in_case_of|in_the_event_of|how_many|what_if|policy|would_happen|could_cause|risk_of|before_there|before_it|will_cause',
];

export const fire: FamilyRules = {
  family: 'life-at-risk',
  rules: [
    {
      id: 'life.on-fire',
      when: [
        'on fire',
        'caught|catching|catches|cought fire|light|alight',
        '<home>|bed|sofa|car|van|bus|lorry|tree|hedge|fence|pole|blanket|curtains|cooker|pan|bin|bins|skip|truck|boat ~3 alight|ablaze',
        '<home> ~2 burning !rubbish|wood|timber|stuff|garden|plastic|leaves|weed|incense|things|wire|cable|pallets|waste|coal|candles',
        'gone|going|went up in? flames',
        'setting|set ~3 alight|fire_to|afire ~6 <home>|car|van|people|someone|bins|now|flats|woods|playground',
      ],
      unless: over,
    },
    {
      id: 'life.flames',
      when: [
        'flames ~5 coming|from|out|window|windows|roof|shooting|high|licking|everywhere|door|balcony|<home>|spreading|inside',
        'see|big|huge|massive|orange|can_see flames',
        '^ flames',
        'flames $',
      ],
      unless: [...over, 'bonfire|barbecue|bbq|fire_pit|firepit|chimenea|burner'],
    },
    {
      id: 'life.fire-there',
      when: [
        'house|flat|kitchen|car|van|bus|lorry|wood|woods|forest|grass|gorse|moor|heath|field|bin|chip_pan|pan|tumble_dryer|fryer|electrical|hob|oven|cooker|boiler|train|boat|balcony|scrapyard|bush fire !alarm|alarms|brigade|brigades|engine|doors',
        'fire !alarm|alarms|brigade|engine|engines ~4 in|on|under|inside|next_to|above ~4 <home>|car|van|woods|wood|heath|field|moor|bins|building|caravan|train|recycling',
        'big|huge|massive|a|terrible|bad|large|serious|real fire !brigade|alarm|engine ~4 <now>|next_door|opposite|upstairs|downstairs|spreading|happening|started|getting',
        '^ fire $',
        '^ fire fire|help|please|now',
        'fire . fire',
        'there is a|big|huge|massive? big|huge|massive? fire !brigade|alarm|engine',
        '<home> ~2 burning down',
        'something|stuff|it|everything is? burning|burnin ~4 in|inside|upstairs|flat|loft|wall|walls',
        'fire ~3 spreading|spread|spreads',
        'fire has? broken|broke out',
        'arson*',
      ],
      unless: [...over, 'bonfire ~6 every', 'smokeless|fire_alarm_goes|arson_attack_on'],
    },
    {
      id: 'life.smoke',
      when: [
        'smoke ~4 coming|pouring|billowing|filling|everywhere|seeping|out|thick|full|under ~5 <home>|window|windows|door|bonnet|vent|vents|socket|wall|walls|letterbox|bus|engine|washing_machine|dryer|fuse|meter|car',
        'full_of|filled_with smoke',
        'thick|black|heavy|lots_of|loads_of smoke ~8 <home>|window|windows|upstairs|downstairs|next_door',
        'smoke ~4 filling|filled ~3 <home>|room',
        '<home> ~3 full|filled|filling of|with|up? with? smoke',
        'smoke alarm|alarms|detector ~5 going|ringing|wont_stop|still|been|sounding',
        'smoke ~6 cant|unable breathe|see|get_out',
        'can smell burning|smoke ~6 <home>|socket|wall|plug|strong',
      ],
      unless: [
        ...over,
        'bonfire|bonfires|bbq|barbecue|chimney|wood_burner|log_burner|woodburner|burning_rubbish|burning_garden|stove|cigarette|cigarettes|weed|cannabis|smoker|smokers|vape|fire_pit|firepit|chiminea|burning_plastic|burning_wood|garden_fire|incinerator|neighbours_fire|washing_in|washing|allotment|allotments|vaping',
        'smoke ~5 from ~3 neighbour|next_door garden|fire',
      ],
    },
    {
      id: 'life.send-help',
      when: [
        'need|send|call|get|ring|want|phone ~4 fire_brigade|fire_engine|fire_engines|firemen|fireman|firefighters|fire_crew',
        'fire_brigade|fire_engine|fire_engines ~3 <quick>',
      ],
      unless: [...over, 'space|parked|parking|fete|visit|cannot_get|cant_get|couldnt_get|access'],
    },
    {
      id: 'life.burning-through-letterbox',
      when: [
        'burning|lit|firework|fireworks|petrol|fire|rocket|accelerant|lighter_fluid ~4 letterbox|letter_box|front_door',
        'poured|pouring|poring|throwing|threw ~3 petrol',
      ],
      unless: ['<past>', 'station'],
    },
    {
      id: 'life.fire-welsh',
      when: [
        'mae ~3 tan|dan ~4 ty|fflat|cegin|car|adeilad|to|ysgol|yma|yn',
        'ar dan',
        'tan yn y|yr',
        'fflamau',
        'mwg ~4 dod|ffenest|ty|fflat|adeilad|du|trwchus|llenwi',
        'wedi mynd ar dan',
        'llosgi ~3 ty|fflat|adeilad|car',
        'tan tan',
        '^ tan $',
        'pozar|pozaru|incendiu|incendio|feu_dans|pali_sie|foc_in',
      ],
      unless: [
        'nos_tan_gwyllt',
        'dan_y|dan_glo|gorsaf_dan|diogelwch_tan|tan_yfory|tan_dydd|ar_gau|coelcerth',
        'neithiwr|ddoe',
        'diffodd*',
      ],
    },
  ],
};
