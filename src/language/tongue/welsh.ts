import { bare } from './letters.ts';

// Welsh as residents write it, north and south, with and without accents. Mutated forms are not listed: they are
// derived below, since a rule knows "fin", "min" and "bin" better than any list.

/** Small words, and the forms of verbs that carry a sentence: they are in nearly every message. */
const carrying = `
mae maen maer mi ma na nad nid nac nag ni ddim dim yn yr y ynghylch ynglŷn yng ym ydy ydi yw ydw ydyn ydym ydych dydw dydy dydi dyw
dyn dydyn dyma dyna dacw oes does doedd doeddwn doedden oedd oeddwn oedden oeddech roedd roeddwn roedden roeddech bydd byddaf bydda byddwn byddwch
byddan byddant byddai bydde basai bysai baswn fasech fydd fyddwch fyddai bu buodd bues buom fues fuodd bod bo sy sydd sef os oni onid ai a'i
rwy rwyf rwyn rydw rydyn rydym rydych rwyt dwi dwin dw da'n dan dach den chi chdi ti fi finnau fo fe hi hithau nhw nhwythau eich ein eu ei fy dy eraill arall
arnaf arna arnat arno arni arnon arnom arnoch arnyn arnynt ata ataf atat ato ati aton atoch atyn atynt gen gennyf gennyt ganddo ganddi gennym gennych ganddyn gan gyda
efo wrth wrtha wrthyf wrtho wrthi wrthym wrthyn iddo iddi iddyn iddynt inni imi i'r i'w i'n i'ch o'r o'n o'i o'u o'ch a'r a'u a'n â'r gyda'r efo'r â ag ac am ar at er
dros drosto drosti drosodd drwy trwy trwodd tros dan tan hyd nes ers erbyn erbyn cyn wedyn wedi heb hebddo heblaw rhag rhwng ymhlith ymysg ymlaen yma yna yno acw hwn hon hwnnw
honno hyn hynny rhain rhai rheiny rheini hwnna honna hynna beth be pwy pam pryd ble lle sut pa faint sawl pan tra felly ond neu naill ynteu achos oherwydd gan serch er fel
hefyd tua eto etto byth erioed nawr rwan rŵan bellach weithiau heddiw heddi ddoe echdoe yfory fory neithiwr heno bore prynhawn nos wythnos wsnos pythefnos mis misoedd blwyddyn blynedd blynyddoedd diwrnod dydd
dyddiau awr oriau munud munudau eiliad tymor haf gaeaf gwanwyn hydref llun mawrth mercher iau gwener sadwrn sul ionawr chwefror ebrill mehefin gorffennaf awst medi tachwedd rhagfyr
diolch os gwelwch gweler shwmae sumae shwmai s'mae croeso ymddiheuriadau annwyl cofion dymuniadau
iawn siŵr siwr sicr efallai falle hwyrach ella wrth gwrs wir gwirioneddol hollol hynod eitha eithaf rhy mor gormod digon llawer lot mwy llai gwell gwaeth gorau gwaethaf
`;

/** Nouns, verb-nouns and adjectives, as a dictionary has them. */
const naming = `
cyngor cynghorydd cynghorwyr swyddog swyddogion adran gwasanaeth gwasanaethau tîm staff criw lori lorri fan ffôn ffon rhif ebost e-bost gwefan safle ffurflen ffurflenni dolen neges llythyr cyfeiriad cyfeirnod
cod post cerdyn enw enwau dyddiad cais ceisiadau cwyn cwynion cwyno adrodd adroddiad gwybod gwybodaeth cwestiwn cwestiynau ymholiad ateb atebion ymateb help cymorth cyngor problem problemau trafferth trafferthion
ofnadwy gwarthus warthus gwych ardderchog rhagorol da dda drwg ddrwg gwael neis hyfryd hawdd anodd peryglus perygl diogel diogelwch brys argyfwng pwysig
biniau bin bins sbwriel gwastraff ailgylchu compost bwyd gardd gerddi casglu casgliad casgliadau gwagio wagio llawn gwag bag bagiau sach sachau bocs bocsys blwch blychau cadi caddy gwyrdd brown du glas melyn coch gwyn llwyd
gorlifo drewi drewdod drewllyd cynrhon gwydr plastig cardbord papur dillad batri batris paent hen newydd matres soffa oergell rhewgell dodrefn taflu tipio anghyfreithlon dympio dymp
stryd strydoedd ffordd ffyrdd lôn lon lonydd heol heolydd palmant palmentydd pafin llwybr llwybrau troedffordd priffordd cyffordd cylchfan croesfan pont pontydd twll tyllau ceudwll tarmac wyneb cerbydlon ymyl
golau goleuadau goleuo lamp lampau llusern polyn tywyll tywyllwch diffodd fflachio traffig arwydd arwyddion signal rhwystr rhwystro blocio blocedig ffens wal waliau clawdd cloddiau gwrych gwrychoedd coeden coed cangen canghennau
brigau gwreiddiau dail deilen mieri chwyn danadl gwair glaswellt torri tyfu gordyfu wedi'i cwympo syrthio disgyn llithro llithrig baglu
dŵr dwr llif llifogydd gorlif draen draeniau gwter gwteri gyli carthffos carthion pibell pibellau gollwng gollyngiad llaith lleithder llwydni tamprwydd rhew eira iâ ia graean graeanu halen gwynt storm glaw
ci cŵn cwn baw cath cathod anifail anifeiliaid llwynog mochyn daear marw gwylan gwylanod colomen colomennod llygod llygoden mawr fawr pryfed chwilod morgrug gwenyn cacwn pla plâu dafad defaid ceffyl ceffylau
sŵn swn swnllyd cyfarth cerddoriaeth parti larwm gweiddi sgrechian ymladd dadlau bygwth bygythiad meddw cyffuriau gwerthu fandaliaeth graffiti hiliol ieuenctid ifanc pobl person dyn dynes menyw merch merched bachgen bachgen hogyn hogan plentyn plant
babi mam tad nain taid mamgu tadcu gŵr gwraig chwaer brawd mab cymydog cymdogion cymdogaeth teulu ffrind ffrindiau tenant tenantiaid landlord perchennog
tŷ ty tai fflat fflatiau cartref cartrefi adeilad adeiladau to drws drysau ffenest ffenestr ffenestri grisiau cegin llofft stafell ystafell ymolchi toiled toiledau bath cawod gwres gwresogi boeler trydan nwy mwg tân tan coelcerth llosgi arogl aroglau
trwsio atgyweirio atgyweiriad gosod cloi clo allwedd goriad rhent rhentu dyled dyledion talu taliad taliadau tâl arian pres bil biliau treth trethi budd-dal budd-daliadau gostyngiad ad-daliad fforddio costio cost pris ceiniog punt punnoedd
digartref digartrefedd cysgu allan rhestr aros tystysgrif geni genedigaeth marwolaeth priodas priodi cofrestru cofrestrydd angladd mynwent claddu
ysgol ysgolion disgybl athro athrawes dosbarth blwyddyn cynradd uwchradd meithrin bws bysiau tacsi trên gorsaf cludiant teithio gyrrwr gyrru parcio trwydded trwyddedau tocyn tocynnau dirwy dirwyon car ceir cerbyd cerbydau beic beiciau beicio beicwyr cerddwyr carafan carafán
maes caeau parc parciau chwarae siglen siglenni llithren mainc meinciau pwll nofio hamdden llyfrgell llyfrgelloedd llyfr llyfrau amgueddfa neuadd canolfan theatr clwb
gofal gofalwr gofalwyr gofalu iechyd meddyg ysbyty ambiwlans heddlu nyrs salwch sâl sal gwenwyn anabl anabledd anghenion cadair olwyn olwynion canllaw bathodyn henoed oedrannus unig unigrwydd pryder pryderu pryderus poeni ofn ofnus anaf anafu brifo gwaedu anadlu anymwybodol
pleidlais pleidleisio etholiad etholiadau etholwyr cynllunio caniatâd caniatad estyniad gwrthwynebu gwrthwynebiad datblygiad datblygu adeiladu cyfarfod cyfarfodydd cofnodion pwyllgor deiseb ymgynghoriad penderfyniad polisi
siop siopau tafarn bwyty caffi marchnad capel eglwys ficerdy llan pentref pentre tref tre dinas gwlad ardal lle llefydd mannau afon llyn môr mor traeth mynydd bryn cwm coedwig fferm ffermwr castell
tu mewn allan fewn mas lan lawr fyny i'n ben pen diwedd dechrau canol gwaelod top ochr ochor cornel gyferbyn ger nesaf nesa agos agosaf pell blaen cefn chwith dde drws
gwneud neud gwneud mynd dod cael rhoi cymryd gadael gweld gwylio clywed clywais dweud deud siarad gofyn ateb ffonio galw anfon danfon hala derbyn dychwelyd cysylltu cyrraedd aros dal disgwyl disgwyl gobeithio meddwl credu deall cofio anghofio helpu
hoffi caru casáu colli ffeindio chwilio ceisio trio gallu medru methu angen eisiau isio isie moyn rhaid dylai dylid modd bosib posib posibl amhosib newid symud agor cau dechrau stopio gorffen gweithio gwaith gwaith chwalu malu difrodi difrod dinistrio dwyn lladrad
prynu benthyg defnyddio cadw gwirio edrych darllen ysgrifennu llenwi llofnodi archebu bwcio canslo cwblhau cyflwyno apelio herio egluro esbonio cadarnhau cytuno anghytuno ystyried trefnu rheoli cyfrifol cyfrifoldeb
annheg anghywir cywir gwir celwydd araf cyflym hwyr cynnar barod parod poeth oer cynnes gwlyb sych brwnt budr glân lan glanhau ysgubo bach fach mân hir byr uchel isel trwm ysgafn llydan cul anwastad rhydd am ddim agored ar gau cyhoeddus preifat lleol
gweddill cynllun ffurf maint lled uchder hyd llinell gogledd gorllewin dwyrain corff cyfnod rhan rhannau math mathau enghraifft dyddiad union isel uchel brig copa clawr
un dau dwy tri tair pedwar pedair pump chwe chwech saith wyth naw deg ugain cant mil cyntaf ail trydydd olaf unwaith dwywaith teirgwaith tridiau bob pob holl cyfan unrhyw rhywun rhywbeth rhywle rhyw neb dim byd popeth pawb nifer
plis plîs helo sori cymraeg cymru cymreig saesneg sais cymro cymraes iaith
nadolig pasg gwyliau penwythnos bellach diweddaraf newyddion hanes ddiweddar rheolaidd cyson parhau para ers talwm ynghynt gynt
annifyr trafferthus difrifol brys ymhobman pobman drosto gilydd hunan hun gwasanaethu llithriad sgaffald sgaffaldiau sgip gwaith ffordd gweithwyr contractwr teiar olwyn ffrynt gwbl hollol tybed sgwar sgwâr cwrt stad ystad
`;

/** Finite forms that residents use: what happened, what is asked. */
const happening = `
daeth daethon daethant des dest aeth aethon es est gwnaeth gwnes gwnaethon gwnaethoch nath nes nest cafodd cafwyd ces cawson cawsom cawsoch gafodd ges gawson dywedodd dywedais dwedodd wedodd gwedodd gwelodd gwelais gwelwyd clywais clywodd
gofynnais gofynnodd ffoniais ffoniodd anfonais anfonodd adroddais adroddodd cwympodd syrthiodd disgynnodd torrodd torrwyd collais collodd collwyd casglwyd casglodd gadawodd gadawyd symudodd symudon symudais rhoddodd rhoddwyd talais talodd derbyniais derbyniodd
arhosais digwyddodd dechreuodd stopiodd gweithiodd gyrrodd pasiodd taflodd taflwyd dwynwyd difrodwyd brifodd anafwyd ganwyd bu farw
alla allaf allwn allwch all gallwch gallaf galla gallwn gallan gallai gallech allech ellir gellir fedra fedrai fedrwch medrwch hoffwn hoffem hoffai carwn liciwn licen dylech ddylai dylwn wnewch wnaiff wneith gwnewch gawn gewch caf cewch ga gaf gai gawn
cysylltwch ffoniwch anfonwch rhowch dewch dowch ewch helpwch brysiwch peidiwch arhoswch edrychwch dywedwch cofiwch atebwch trwsiwch casglwch stopiwch gadewch danfonwch
sgen sgennoch sgynnon sdim sai smo so'r dyfod deud deutha rhaid'chi gwn gwyddom gwyddoch gwybyddwch dwn wn wyddoch wariwyd gwariwyd golygu
`;

/** What a consonant at the start of a word may become: soft, nasal and aspirate mutation. */
const mutations: readonly (readonly [string, readonly string[]])[] = [
  ['ll', ['l']],
  ['rh', ['r']],
  ['p', ['b', 'mh', 'ph']],
  ['t', ['d', 'nh', 'th']],
  ['c', ['g', 'ngh', 'ch']],
  ['b', ['f', 'm']],
  ['d', ['dd', 'n']],
  ['g', ['', 'ng']],
  ['m', ['f']],
];

function mutated(word: string): string[] {
  if (/^(?:th|ch|ph|dd)/.test(word)) return [];
  const [initial, become] = mutations.find(([from]) => word.startsWith(from)) ?? [];
  if (initial === undefined || become === undefined)
    return /^[aeiouwy]/.test(word) && word.length > 3 ? [`h${word}`] : [];
  return become.map((to) => to + word.slice(initial.length)).filter((form) => form.length > 2);
}

const listed = `${carrying} ${naming} ${happening}`.split(/\s+/).filter((word) => word !== '');

const set = (words: string): Set<string> =>
  new Set(
    words
      .split(/\s+/)
      .filter((word) => word !== '')
      .map(bare),
  );

/** Words that carry a sentence. */
export const welshSmall: ReadonlySet<string> = set(carrying);

/** Words that names of streets, schools and villages are made of, in messages of any language. */
export const welshInNames: ReadonlySet<string> = set(`
heol ffordd stryd lon lôn rhodfa clos cwrt maes parc bryn cwm nant afon llyn pont bont capel ysgol eglwys llan pen tre dre tref pentre coed rhiw allt glan glyn dol dôl mynydd craig cefn castell felin
ty tŷ plas bedw derwen dderwen onnen celyn eithin rhos gwaun ynys aber mawr fawr bach fach las glas goch coch wen gwyn wyn du ddu uchaf isaf ganol newydd
`);

/** Words as a dictionary or a grammar has them, without accents. */
export const welshWords: ReadonlySet<string> = new Set(listed.map(bare));

/** The same as they stand after other words: "fin", "min" and "phont". */
export const welshMutated: ReadonlySet<string> = new Set(listed.map(bare).flatMap(mutated));
