// The words English-speaking residents use most when they write to a council, as they are typed.
const listed = `
a abandoned able about above abroad abuse accept access accident account across actually add address adult advice advise adviser afraid after
afternoon again against age agen agency agent ago air alarm all alley allotment allowed alone along already alright also always am ambulance an and
ankle another answer answered answering answers any anybody anyone anything anyway anywhere apart apology app apparently appeal application applied
apply appointment approach approved april are area aren't arm around arrange arrived as asbestos ask asked asking asleep assessment association at
attached attend august authority autistic autumn available avenue award away aye baby baby's back bad badge badger badly bag bags bakery balcony band
bandstand bank bar barn barrier barriers bars bath bathroom bay bays be beach because become bed bedroom beds been before behalf behind being believe
bell below bench benches bend benefit benefits bent beside best better between big bigger bike bikes bill bin bins bird birth birthday bit bits black
blind block blocked blocking bloke blown blue board boards boat body boiler bollard bonfire book booked booking books boot boots born borough boss bot
both bother bothered bottle bottles bottom bought boundary box boxes boy boyfriend boys branch branches break breathing brick bricks bridge brilliant
bring broke broken brother brought brown buggy build builder builders building built bulky bump bungalow burn burning burnt burst bus buses bushes
business busy but buy by bye bypass cabinet cable caddy cafe cake call called calls came camera can can't canal cancel cancelled cannot cans cant car
car's caravan card cardboard cards care carer carers caretaker carpet carriageway carrier carry cars case cash castle cat catch cats caught ceiling
cemetery centre ceremony certificate chair chairs challenge chance change changed changing chap chapel charge charged charges charging charity chasing
chat check checked checking cheers chemist chest chicken child childminder children children's chimney chip chips christmas chucked church cinema
claim class clean cleaned cleaner cleaning clear cleared clearing clerk client climbing clinic clock close closed closing clothes club coach coat code
coffee cold collapsed collect collected collection collections college column come comes comin coming comment comments committee common communal
community company complaint complaints computer concern concrete cones confirm consultation contact container contract contractor control conversion
cooker cooking cope copy corner cos cost costs cottage could couldn't council council's councillor count counted counter country counts county couple
course court cover covered crack cracked credit crew cricket crisp cross crossing crying cupboard cups curb customer customers cut cutting cuttings
cycle dad dad's daily damaged damp dangerous dark data date dates daughter daughter's day days dead deadline deaf deal dealt dear death decide decided
decision deep delivered delivery dementia department deposit depot desk details did didn't died different dinner direct dirt dirty disabled discount
display ditch do doctor doctor's documents does doesn't dog dogs doing don't done dont doon door door's doors doorstep doorway double down downstairs
drain drains drinking drive driven driver drivers driving drop dropped dropping drove dry due dug dump dumped during dust duty each early easter
eating edge eight either elderly eldest electric eleven else else's email emails emergency emptied empty emptying end ended ends enforcement engine
engineer english enough enquiry entitled entrance entry estate even evening ever every everyone everyone's everything everywhere evidence ex excuse
expect expired explain extension extra eye eyes fab face facing factory faded failed fair fall fallen falling falls family far farm fast father fault
february fee feed feel feet fell fella fence fetch few field file fill filled filling filthy find fine fined finish finished fire firm first fish fit
five fix fixed flags flashing flat flats flies flood flooded floor flower fly folk food foot football footbridge footpath footway for ford forgotten
form fortnight forty foster found fountain four fox frame free freezer fresh friday fridge friend frightened from front frozen full fumes funeral
funny furniture gaff gang gap garage garages garbage garden gardens gas gate gates gave gentleman get gets gettin getting girl girls give given gives
giving glass go goes going gone gonna good got gp graffiti grandson grant grass grateful gravel great green grey grid grit gritter ground group
growing grown guests gully gutter gutters gym had hair half hall hallway hand handed handle hands hanging happened happening happens happy hard has
hasn't hate have haven't having he he'd he'll he's head health heap hear heard hearing heat heating heavy hedge height held hello help her here hers
herself hes hey hi high higher highway highways hill him himself hip hire his hit hiya hoarding hold hole holes holiday home homeless homes honestly
hope horse hospital hostel hot hotel hour hours house household houses housing how human hundred hurry hurt husband husband's i i'd i'll i'm i've ice
id idea if ill illegal im in inch inches income indoors information innit inside inspection inspector instead insurance internet interview into is
isn't it it'll it's items its itself ive january job join july junction june just kebab keep keeps kept kerb key keys kicked kid kids kind kindly
kitchen knee knees knock knocked know knows lad lad's ladder lads lady lake lamp lamps land landing landlord lane large lass last late later lawn lay
layby leaf leaflet leak leaking leaning learning least leave leaves leaving left leg legal legs leisure length less let lets letter letters letting
level library licence lid life lift lifted light lighting lights like limit line lines link list listed lit litter little live lived lives living load
local lock locked loft log lol lollipop long longer loo look looked looking looks loose lorries lorry lose lost lot loud love lovely lover low lower
lunch lying machine mad madam made main make makes making man manage manager manhole many map march marked market marks marriage married massive mate
mates matter mattress may maybe mayor me meals mean means meant medical meet meeting member members memorial men mess message met metal meter metres
middle midnight might mile miles milk mill mind mine mine's minibus minute minutes miss missed missing mistake mobile mobility moment monday money
month months more morning most mother mother's motor motorbike mould move moved moving much muck mud multi mum mum's mums museum music must my myself
nah name names nan's near nearest nearly need needed needs neighbour neighbour's neighbours nest nettles never new newborn next nice nicked night
nights nine no nobody nobody's noise non none nope normal not note notes nothing notice noticed november now nowhere nuisance number numbers nurse
nursery object obliged october odd of off offer offered office officer officers oil ok okay old older on once one one's ones online only onto oot op
open opened opening opposite or orange order ordered ordinary other our ours ourselves out outside over overflowing overgrown overnight owe ower own
owner owners owns oxygen pack packed page paid paint painted panel paper papers paperwork parade parents parish park parked parking parks part partner
party pass passed passport past patch path pavement paving pay paying payment pays pension pensioner people per permission permit permits person pest
pet petition petrol phone photo photos pick picked picks pickup picture pile pipe pit pitch place places plan planning plans plant plaster plastic
plate plates play playground playing please plot pls plumber plus plz pm point pole police poll polling pond poo pool poor possible post postal
postcode posted posters posts pot pothole potholes pound power pram precinct pregnant price primary print priority private problem promised proof
proper properly property protected pub public puddle pull pulled push pushchair put putting quarry quarter query question queue quick quickly quid
quiet quite rail railings railway rain rains raised ramp ran rang rat rate rates rather rats read ready real really rear rec receipt received
reception record recorded records recycling red reduction reference refund refuse refused reg register registered registrar registration reminder
removal remove removed renew renewal rent repair repairs replacement reply report reported reporting request resident residents response responsible
rest restaurant retail retired return review rid right ring ringing ripped rise river road road's roads roadworks roll rolled roof room rooms roots
rotten rough round roundabout route row rubbish rubble rude rules run running runs sacks safe said sale salt same sand sat saturday saw say saying
says scared scheme school schools scooter scooters scrap screaming screen season seat seats second section see seen sell selling send sent separate
september service services set settee seven sewage shall shame share shared sharp she she'd she's shed sheet sheets shelter sheltered shift shoes shop
shopping shops short should shouting show shower showing shows shut sick side sides sidewalk sign signal signed signs silver simply since single sink
sirs sister sit site sits sitting six size skate skip slab slabs sleep sleeping slide slip slot small smaller smashed smell smoke snapped snow so
social sofa soil sold solid some somebody somebody's someone someone's something somewhere son son's soon sorry sort sorted sound space spare speak
special speed spent split sports spot spray sprayed spring square staff stage stairs stall stand standing start started starting starts state
statement station stay step steps stick sticker stickers sticking still stinks stolen stone stood stop stopped stopping store storey storm story
straight stream street street's stretch strip strong stuck student students stuff stuffed subscription subway such sum summer sun sunday sundays sunk
supermarket supply support supposed sure surface surgery survey swap swapped sweep sweeper swept swim swimming swing swings system ta table tables tag
take takeaway taken takes taking talk talking tall tarmac tax taxi tea teacher team tell telling tells telly temporary ten tenancy tenant tenants term
terrace test text tha than thank thanks that that's thats the their theirs them themselves then there there's theres these they they'd they're they've
thick thing things think thinking thinks third thirty this those though thought three through thrown thru thursday ticket ticketed tickets tidy tied
tiles till time times timetable tins tip tipped to today toddler together toilet toilets told tomorrow tonight too took top touch towards town track
tractor trade traffic trailer training transfer transit transport trapped trash travel treat treated tree trees tried trip trouble truck true try
trying tub tuesday turn turned turning turns twelve twenty twice twins two type tyre tyres uncle under underpass understand uni unit unless until up
update upon upstairs urgent us use used user uses using usually van vans vehicle vehicles verge very view village visit visitor visitors visits
volunteer vote voting wagon wait waiting walk walked walking walks walkway wall want wanted wants war ward warden wardens wardrobe warm warning was
wash washed washing wasn't wasps waste watched water way we we'd we're we've website wedding wednesday wee weeds week weekend weekly weeks well went
were weren't wet wharf what what's whatever whats wheel wheelchair wheelie wheels when when's where where's whether which while white who who's
whoever whole whom whose why wife will wind window windows windscreen winter wire wires wish with within without woman won't wont wood word words work
worked worker working works worn worried worse worth wot would wouldn't write writing written wrong wrote yard yards ye yeah year year's years yellow
yellows yep yer yes yesterday yet yo you you'd you'll you're you've young your yours yous youth zebra zone
`;

// Those that hold a sentence together, or are only ever English.
const small = `the and to in my it of is for you do it's me up has by have out that been not no from we all there get was our off got i'm i've what so are or now
about this who how over just down they your there's like as since them an outside when her him his he she does could if where us every only know is
before after don't because again any i'd he's will with would into its help were we've then something won't that's nothing too than their why much still
hasn't haven't isn't wasn't doesn't didn't aren't can't you've you're they're please thanks thank hello cannot theres whats im ive dont didnt isnt wasnt hasnt
wont doesnt u ur plz pls these those which through without between yes not never anyone someone anybody somebody`;

const set = (words: string): Set<string> => new Set(words.split(/\s+/).filter((word) => word !== ''));

/** Those that hold a sentence together, or are only ever English. */
export const englishSmall: ReadonlySet<string> = set(small);

/** All of them. */
export const englishWords: ReadonlySet<string> = set(`${listed} ${small}`);
