/** Street types that are hardly ever anything else, with the short ways they are written. */
export const surelyStreets: Readonly<Record<string, string>> = {
  street: 'Street',
  st: 'Street',
  road: 'Road',
  rd: 'Road',
  lane: 'Lane',
  ln: 'Lane',
  avenue: 'Avenue',
  crescent: 'Crescent',
  cres: 'Crescent',
  cresent: 'Crescent',
  terrace: 'Terrace',
  grove: 'Grove',
  mews: 'Mews',
  boulevard: 'Boulevard',
  blvd: 'Boulevard',
  streat: 'Street',
  raod: 'Road',
  streeet: 'Street',
};

/** Words that end a street's name but are everyday words too: believed with a number, capitals or a gazetteer. */
export const maybeStreets: Readonly<Record<string, string>> = {
  ave: 'Avenue',
  av: 'Avenue',
  ter: 'Terrace',
  terr: 'Terrace',
  str: 'Street',
  parade: 'Parade',
  esplanade: 'Esplanade',
  promenade: 'Promenade',
  broadway: 'Broadway',
  close: 'Close',
  cl: 'Close',
  clo: 'Close',
  drive: 'Drive',
  dr: 'Drive',
  drv: 'Drive',
  way: 'Way',
  court: 'Court',
  ct: 'Court',
  crt: 'Court',
  place: 'Place',
  pl: 'Place',
  gardens: 'Gardens',
  gdns: 'Gardens',
  garden: 'Garden',
  square: 'Square',
  sq: 'Square',
  hill: 'Hill',
  rise: 'Rise',
  row: 'Row',
  walk: 'Walk',
  view: 'View',
  green: 'Green',
  park: 'Park',
  gate: 'Gate',
  bank: 'Bank',
  end: 'End',
  mount: 'Mount',
  vale: 'Vale',
  croft: 'Croft',
  fold: 'Fold',
  yard: 'Yard',
  side: 'Side',
  path: 'Path',
  wharf: 'Wharf',
  quay: 'Quay',
  house: 'House',
  heights: 'Heights',
  field: 'Field',
  fields: 'Fields',
  meadow: 'Meadow',
  meadows: 'Meadows',
  bridge: 'Bridge',
  cross: 'Cross',
  common: 'Common',
  alley: 'Alley',
  passage: 'Passage',
  arcade: 'Arcade',
  buildings: 'Buildings',
  cottages: 'Cottages',
  villas: 'Villas',
  precinct: 'Precinct',
  estate: 'Estate',
  circus: 'Circus',
  chase: 'Chase',
  garth: 'Garth',
  dale: 'Dale',
  ridge: 'Ridge',
  lea: 'Lea',
  towers: 'Towers',
  tower: 'Tower',
  mill: 'Mill',
};

/** Those of `maybeStreets` that are more often a place than an address, unless a number says otherwise. */
export const grounds: ReadonlySet<string> = new Set(
  'park house mill bridge precinct estate common wharf quay tower towers field fields green arcade garden gardens'.split(
    ' ',
  ),
);

/** Words that cannot be the name in front of a street's type, small letters. */
export const neverNames: ReadonlySet<string> = new Set(
  (
    'listed party somewhere anywhere nr holiday a an the my our your their his her its this that these those every each any some no all both same other another whole entire next last first second one two three ' +
    'main side back busy quiet dark narrow private public unadopted trunk ring slip bus cycle fast slow outside inside middle right left wrong long short half through by in on at of off to from up down along ' +
    'across over under near into onto behind beside between around round past opposite and or but for with is are was were be been am i we you he she they it who where when why what how which so too very just also ' +
    'cross bike country dirt access service residential local nearby adjoining new old dead empty flooded icy bumpy blocked closed open council best worst block tarmac concrete gravel can cant could would should will please not ' +
    'dont do does did have has had get got go going went cross walk driving drive live lives living dogs dog bin bins get there here still across only about down like than as if then because until since after before during ' +
    'single double high-speed traffic shared wide steep winding car cars vehicle vehicles people kids children school schools our mine parts part bits bit stretch end top bottom corner entrance side edge way'
  ).split(' '),
);

/** Landmarks people name a place by when no street is at hand. */
export const landmarkNouns =
  "library|school|academy|college|university|nursery|church|chapel|mosque|temple|synagogue|cathedral|abbey|hospital|surgery|health centre|medical centre|doctors|clinic|pharmacy|chemist|post office|town hall|civic centre|council offices|police station|fire station|bus station|train station|railway station|station|bus stop|taxi rank|park|playground|play area|play park|rec|recreation ground|playing fields?|skate ?park|cemetery|crematorium|graveyard|churchyard|leisure centre|swimming pool|sports centre|sports hall|pool|gym|pub|inn|hotel|cinema|theatre|museum|market|market hall|shopping centre|precinct|retail park|supermarket|co-?op|coop|tesco|asda|aldi|lidl|morrisons|sainsbury'?s|spar|londis|greggs|boots|b&q|iceland|corner shop|shops?|newsagents?|chip shop|chippy|takeaway|kebab shop|barbers?|hairdressers?|bakers?|butchers?|launderette|garage|petrol station|car park|multi-?storey|roundabout|crossroads|junction|traffic lights|level crossing|zebra crossing|bridge|footbridge|subway|underpass|war memorial|cenotaph|clock tower|statue|bandstand|boating lake|pond|canal|river|weir|lock|towpath|allotments?|community centre|village hall|scout hut|youth club|care home|nursing home|flats|garages|recycling banks?|bottle bank|bowling green|tennis courts?|football pitch|swings|slide|pavilion|golf course|caravan park|industrial estate|business park|court|prison|bingo|bank|vets?|dentists?|arches|viaduct|lido|quay|harbour|castle|mill|farm shop|garden centre|food bank|children'?s centre|bike shed|toilets|public toilets";
