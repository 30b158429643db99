import { bare } from './letters.ts';

// The small words of a language, and a few that residents need: without accents, since many keyboards have none.
const lists: Readonly<Record<string, string>> = {
  pl: `nie jest sie to ze na do w z i jak za od czy po dla ale mam prosze dzien dobry dziekuje smieci kosz ulica ulicy moj moja moje jestem sa byla bylo bardzo kiedy gdzie dlaczego pomoc pomocy nasz naszej nasza juz tylko moge
    mozna chce potrzebuje dom domu mieszkanie mieszkaniu przed przez przy tam tu tez jeszcze ktos cos mnie mi nas nam ich ten ta te tego tej ktory ktora bo lub oraz aby albo dni dzis wczoraj jutro tydzien tygodniu znowu drugi raz
    dziecko dzieci sasiad sasiedzi woda swiatlo telefon rozmawiac po polsku nikt nic wszystko jeden dwa trzy zostaly odebrane odebrali zaplacic`,
  ro: `nu este si ca pe de la cu un o in din pentru sunt mai am ai are fost va rog buna ziua multumesc gunoi gunoiul strada casa mea meu mele cand unde ajutor vreau trebuie noastra nostru langa nimeni sa se au ati avem aveti
    dar sau dupa pana acum aici acolo foarte fara ce cum cine cat doua trei ori iar doar deja inca tot toata toate cineva ceva copil copilul copii vecinii apa lumina saptamana saptamani zile azi ieri maine nevoie va ne imi mi nou noua vorbesc pot este`,
  pt: `nao e o os as um uma de do da dos das em no na nos nas para pra por com que se mas muito obrigado obrigada bom boa dia lixo rua minha meu meus esta estou estao quando onde ajuda favor casa tem tenho ter foi sao ja ainda aqui
    ate mais como quem eu voce voces eles ninguem alguem hoje ontem amanha semana tambem porque preciso gostaria quero posso pode fazer noite toda filho crianca vizinhos luz agua recolhido buscar passam`,
  es: `no es el la los las un una unos unas de del en y que se por para con mi mis su sus muy gracias hola buenos buenas dias basura calle esta estan estoy cuando donde ayuda favor casa tengo tiene hay pero porque como quien yo usted
    ustedes nos le les lo al mas ya han ha he sido ser fue todo toda noche hoy ayer manana semana tambien necesito quiero puedo puede hablar alguien nadie nada nuevo nueva mucho ruido vecinos agua luz agujero roto persona desde hace sin`,
  fr: `ne pas est le la les un une des de du en et que qui je vous nous dans pour avec sur mon ma mes bonjour bonsoir merci poubelle poubelles rue suis il elle on quand ou aide plait maison mais cette ce cet ces c'est j'ai n'ai d'une
    d'un l'eau qu'il svp sont ont ete etait avoir etre fait faire plus tres depuis jours jour semaine nuit toute tout tous chez moi leur leurs votre notre voudrais besoin peut peux parler quelqu'un personne rien encore toujours trou
    voisins lumiere enfant devant gros y a il-y-a n'ont qu'est est-ce`,
  de: `nicht ist der die das ein eine einen und ich sie wir mit fur von zu auf den dem bitte danke guten tag mull strasse mein meine meiner wann wo hilfe haus aber sind haben wurde hat auch noch kein keine es im am an bei nach seit wie was
    ihr uns mir mich kann konnen muss heute gestern morgen woche immer schon sehr wegen warum jemand niemand`,
  it: `non e il lo la gli le un una uno di del della dei in che si per con mio mia miei grazie buongiorno spazzatura strada sono quando dove aiuto favore casa ma ho hanno questo questa stata stato piu molto anche ancora perche come chi
    nessuno qualcuno oggi ieri domani settimana bisogno vorrei posso parlare da nella nel alla al`,
  lt: `ne yra ir kad su i is prasau laba diena aciu siuksles siuksliu gatve gatves musu mano man as kada kur pagalba pagalbos namas namu nera bet ar jau dar kaip kodel kas nuo iki del prie ant po per buvo nebuvo reikia noriu galiu turiu
    neturiu negaliu labai visa visi nakti savaite dienas kaimynai vanduo sviesa vaikas sia tai mums jums padeti padekite gyventi kalbeti sumoketi`,
  lv: `nav ir un ka ar no uz ludzu labdien paldies atkritumi iela manu mana kad kur palidziba maja bet es mes jus vai jau vel loti tas sis nedelu dienas kaimini udens gaisma berns vajag gribu varu`,
  tr: `bir ve bu icin degil var yok lutfen merhaba tesekkurler cop sokak evim evde benim bizim ne zaman nerede nasil yardim ben biz siz cok ama de da mi mu ile gibi daha kadar gun hafta gece bugun dun yarin her hic kimse bana beni
    istiyorum geliyor gelecek yeni eski cocuk komsular komsu su isik ev yer yerim edin edilir odenir konusmak biriyle kutusu gundur butun`,
  so: `waa iyo ku ka uu ay ayay ayaa waxaan waxa waxay fadlan mahadsanid qashinka guriga caawimo caawa xaggee goorma maya haa ma la lama aan inaan si kuma ah oo ee u soo leh jirta jira lagu qof maalin maalmood toddobaad toddobaadkan
    habeenkii deriska carruurta ilmaha biyaha nalka waddada rabaa baahanahay hadlo haysto meel saddex badan shaqeynayo shaqaynayo iga igu idin annaga aniga way wuu`,
  hu: `nem es az egy van hogy kerem koszonom jo napot szemet utca nincs mikor hol segitseg haz en meg de mert vagy ez is mar csak nagyon mi ki hetek nap szomszed viz`,
  sq: `nuk eshte dhe nje ne per me ju lutem faleminderit mbeturinat rruga ku kur ndihme shtepia une kam por shume nga te se qe jane ditet jave femija uji drita askush`,
  cs: `neni je se na ze a s prosim dobry den dekuji odpadky ulice kde kdy pomoc dum jsem jsou byl ale jak pro uz jeste nikdo tyden voda dite soused potrebuji chci`,
  sk: `nie je sa na ze a s prosim dobry den dakujem odpad ulica kde kedy pomoc dom som su bol ale ako pre uz este nikto tyzden voda dieta sused potrebujem chcem`,
  nl: `niet is het een en van de ik wij met voor alstublieft dank goedendag vuilnis straat mijn wanneer waar hulp huis maar zijn heeft nog geen ook op aan naar bij deze`,
  tl: `ang ng mga sa na ay ako po opo hindi salamat basura kalye bahay kailan saan tulong ko namin kami ito yung walang wala may dito kailangan gusto lang din`,
  vi: `khong la va cua toi co cho xin chao cam on rac duong nha khi nao o dau giup nay mot nhung nguoi den`,
  ur: `hai hain nahi nahin ka ki ke ko se mein main mera meri mere hamara hamari hamare aap ap tum hum ham kya kab kahan kaise kyun kyu koi kuch ghar gali kachra koora kura pani bijli batti madad chahiye karo karna karein kar raha rahi rahe
    gaya gayi diya hua hui tha thi the aur lekin magar bohot bahut bohat sab abhi phir wala wali log din hafte mahine mujhe hamen humein unka uska iska yeh ye woh wo salam shukriya meherbani bacha bache bimar kharab naya nayi jawab deta dete
    hota hoti hogi hoga ho sakta sakte jama batao bhai`,
  bn: `ami amar amader apni apnar na nai hoy hoyni achhe ache korte koren kobe kothay keno kemon ekta ebong kintu ghore bari rasta moyla pani dorkar lagbe sahajjo dhonnobad din theke amake please bhai niye nei`,
  pa: `sada sadi sade saadi mainu menu tusi tuhada tuhadi nahi haiga hega kithe kado kiven kidan da di de nu ne te vich wich ghar gali koora paani bijli madad chahidi chahida karo kar reha rahi gaya si sat sri akal ji dhanvaad`,
};

function shared(): Map<string, readonly string[]> {
  const languages = new Map<string, string[]>();
  for (const [language, words] of Object.entries(lists)) {
    for (const word of new Set(
      words
        .split(/\s+/)
        .filter((word) => word !== '')
        .map(bare),
    )) {
      const known = languages.get(word);
      if (known) known.push(language);
      else languages.set(word, [language]);
    }
  }
  return languages;
}

/** A word without its accents, to the languages beside English and Welsh that it is common in. */
export const commonWords: ReadonlyMap<string, readonly string[]> = shared();

/** Letters a language is told by, each worth less than a common word: names carry them too. */
export const tellingLetters: readonly (readonly [string, RegExp])[] = [
  ['pl', /[łąęśżźćń]/gi],
  ['ro', /[ășțşţ]/gi],
  ['tr', /[ğışİç]/g],
  ['pt', /[ãõ]/gi],
  ['es', /[ñ¿¡]/gi],
  ['de', /[äöüß]/gi],
  ['cs', /[ěřů]/gi],
  ['lt', /[ėįųūšž]/gi],
  ['lv', /[āēīģķļņ]/gi],
  ['hu', /[őű]/gi],
  ['vi', /[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ]/gi],
];
