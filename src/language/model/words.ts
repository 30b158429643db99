/** Emoji residents use in place of words. */
export const emojiWords: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '🗑': 'bin',
    '♻': 'recycling',
    '🐀': 'rat',
    '🐁': 'mouse',
    '🐭': 'mouse',
    '🐶': 'dog',
    '🐕': 'dog',
    '💩': 'poo',
    '🦊': 'fox',
    '🐝': 'wasp',
    '🐜': 'ants',
    '🪳': 'cockroach',
    '🔥': 'fire',
    '💨': 'smoke',
    '🌊': 'flood',
    '💧': 'water',
    '🌧': 'rain',
    '☔': 'rain',
    '❄': 'snow',
    '🧊': 'ice',
    '⛄': 'snow',
    '🌳': 'tree',
    '🌲': 'tree',
    '🌿': 'weeds',
    '💡': 'light',
    '🚦': 'trafficlights',
    '🚧': 'roadworks',
    '🕳': 'hole',
    '🚗': 'car',
    '🚙': 'car',
    '🅿': 'parking',
    '♿': 'wheelchair',
    '🎫': 'ticket',
    '🔊': 'loud',
    '🎶': 'music',
    '🎵': 'music',
    '🤮': 'sick',
    '🤢': 'sick',
    '🙏': 'please',
    '👍': 'thumbsup',
    '❤': 'love',
    '😊': 'smile',
    '🙂': 'smile',
    '👋': 'hello',
    '😡': 'angry',
    '🤬': 'angry',
    '😠': 'angry',
    '🏫': 'school',
    '🚌': 'bus',
    '📚': 'books',
    '🏊': 'swim',
    '🗳': 'vote',
    '🛋': 'sofa',
    '👏': 'clap',
    '🌟': 'star',
    '⭐': 'star',
    '💐': 'flowers',
    '🥶': 'cold',
    '🏠': 'house',
    '🚨': 'emergency',
  }),
);

/** Short forms, common misspellings and US words, as the words a British council uses. */
export const respelt: ReadonlyMap<string, string> = new Map(
  `u you|ur your|r are|pls please|plz please|plse please|cuz because|coz because|cos because|thx thanks|ty thanks|tnx thanks
ppl people|wanna want to|gonna going to|gotta got to|dunno do not know|wiv with|fink think|summat something|owt anything|nowt nothing
tmrw tomorrow|tomoz tomorrow|2day today|2moro tomorrow|wk week|wks weeks|mths months|yrs years|hr hour|hrs hours|mins minutes
rd road|pvmt pavement|pavment pavement|pavments pavements|pavemnt pavement|appt appointment|apt flat|govt government|dept department
trash rubbish|garbage rubbish|rubish rubbish|rubbsh rubbish|sidewalk pavement|sidewalks pavements|curb kerb|curbs kerbs
streetlight street light|streetlights street lights|streetlamp street lamp|streetlamps street lamps|lamppost lamp post
lampposts lamp posts|potholes pothole|crosswalk crossing|crosswalks crossing|tires tyres|tire tyre|truck lorry|trucks lorries
neighbor neighbour|neighbors neighbours|neighborhood neighbourhood|nieghbour neighbour|neighbur neighbour|odor smell|odour smell
dumpster skip|apartment flat|apartments flats|license licence|center centre|gray grey|color colour|mom mum|mam mum|mommy mum
couch sofa|settee sofa|poop poo|faeces poo|feces poo|muck mess|stoplight traffic light|stoplights traffic lights|wheelybin wheelie bin
wheeliebin wheelie bin|recyling recycling|recycleing recycling|recyle recycle|collecton collection|colection collection
colected collected|collectd collected|councel council|counsil council|cuncil council|flytipping fly tipping|flytip fly tip
flytipped fly tipped|flytippers fly tippers|playpark play park|carpark car park|carparks car parks|footpath path|footpaths paths
graffitti graffiti|grafitti graffiti|graffitied graffiti|vehical vehicle|vechicle vehicle|abandonned abandoned|abandond abandoned
abandon abandoned|benifit benefit|benifits benefits|libary library|seperate separate|recieved received|adress address`
    .split(/[|\n]/)
    .map((line) => {
      const space = line.indexOf(' ');
      return [line.slice(0, space), line.slice(space + 1)] as const;
    }),
);
