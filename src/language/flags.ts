import { type DangerSign, type Flags, type Label, safeguardingFamilies } from '../core/understanding.ts';
import { isImmediate } from './danger/screen.ts';

const complaint: readonly RegExp[] = [
  /\b(?:formal(?:ly)?|official(?:ly)?|stage (?:one|two|1|2)|make (?:a|this)|making a|raise a|raising a|lodge (?:a|this)|log a|file a|put in a|submit a|register a|my|this is a|new|your|second|escalate (?:my|this|the)|upheld|corporate)\s+(?:\w+\s+)?complaints?\b/i,
  /\b(?:want|wish|like|need|going|have|has|had|trying|how (?:do|can) i|where (?:do|can) i|who (?:do|can) i)\s+(?:to\s+)?complain(?:ing|ed)?\b|\bcomplain(?:ing)? (?:about|to) (?:the way|how|your|a (?:member|manager)|you|staff|someone|the ombudsman)\b|\bcomplaints? (?:procedure|process|policy|team|department|form|officer|manager|handling)\b/i,
  /\b(?:officer|staff|driver|crew|warden|receptionist|inspector|advis[eo]r|handler|binm[ae]n|bin m[ae]n|bin lad|clerk|worker|attendant|your (?:man|woman|lad|lady|people|lot)|on the (?:phone|desk))\b[^.!?\n]{0,30}\b(?:rude|swore|sworn|swearing|shouted|abusive|aggressive|unprofessional|dismissive|sarcastic|condescending|laughed|laughing|gave (?:me|my \w+) the finger)\b[^.!?\n]{0,20}\b(?:to|at|with|on the phone)\s+(?:me|my|us|an? (?:pensioner|elderly|old|disabled|pregnant))\b|\b(?:rude|unprofessional|abusive|lazy|incompetent) (?:officer|staff|warden|parking warden|driver|crew|receptionist|inspector|advis[eo]r|call handler)\b/i,
  /\b(?:rung|rang|called|phoned|emailed|e-mailed|written|messaged|chased|reported)\b[^.!?\n]{0,24}\b(?:(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) times|twice)\b|\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) (?:emails|phone calls|automatic replies)\b/i,
  /\bstage (?:one|two|1|2)\b|\bescalat(?:e|ed|ion)\b(?! me| to (?:a )?(?:staff|human|person))|\bto (?:the|your) chief executive\b|\blooked at (?:again )?by some(?:one|body) (?:else|senior|who)|\bnot satisfied with (?:the|your)\b|\btake (?:it|this) (?:to the next level|further)\b|\bgoing to (?:the (?:local )?(?:paper|press|papers)|my mp)\b|\bwho(?:'s| is) (?:his|her|their|your) (?:boss|manager)\b/i,
  /\b(?:apology|apologi[sz]e)\b[^.!?\n]{0,20}\b(?:from|received|for|after|owed|yet)\b|\b(?:no|an?|single|want|not (?:a )?single) apology\b|\b(?:lied to (?:me|us|my)|officer lied|staff lied|hung up on|put the phone down on|fobbed off|palmed off|(?:call|phone|line|they|she|he|then) cut me off)\b|\b(?:closed|shut) my case\b|\bcallback never\b|\bnever (?:returns?|returned) (?:my )?calls?\b/i,
  /\bombudsman\b|\blgsco\b|\bgross negligence\b|\bmaladministration\b/i,
  /\b(?:second|third|fourth|fifth|sixth|seventh|eighth|tenth|nth|umpteenth|2nd|3rd|[4-9]th|\d{1,2}th)\s+(?:time|times|report|email|call|message)s?\b[^.!?\n]{0,40}\b(?:report|reported|reporting|rang|called|phoned|told|asked|ask|asking|emailed|contacted|messaged|written|complain|complained|chased|said|ignored|i(?:['’]ve| have))/i,
  /\b(?:reported|rang|called|phoned|told you|asked|emailed|contacted|messaged|written|chased|complained|been on to you|been in touch)\b[^.!?\n]{0,40}\b(?:(?:two|three|four|five|six|seven|eight|ten|several|multiple|many|countless|numerous|umpteen|hundred|dozens? of|\d{1,2}) times|over and over|again and again|repeatedly)\b/i,
  /\b(?:disgust(?:ed|ing|ingly)?|appall(?:ed|ing)|disgrace(?:ful)?|shocking|shameful|dreadful|atrocious|abysmal|diabolical|pathetic|shambolic|shambles|useless|incompeten(?:t|ce)|unacceptable|unprofessional|terrible|awful|rubbish|poor|worst|lousy|dire|rude|rudeness)\b[^.!?\n]{0,40}\b(?:service|services|response|customer|council|staff|officer|attitude|communication|handled|handling|department|team|call handler|receptionist|advis[eo]r|manager|manners|way (?:i|we|you|my|this|it)|treat(?:ed|ment)|job you|work(?:manship)?)\b/i,
  /\b(?:service|response|staff|officer|attitude|communication|handling|treatment|council|receptionist|advis[eo]r|call handler|man on the phone|woman on the phone|lady on the phone|crew|driver)\b[^.!?\n]{0,30}\b(?:is|was|were|are|has been|been|were being|so|absolutely|utterly|simply|completely|just|very|really)\s+(?:\w+\s+){0,2}(?:disgust\w*|appall\w*|disgrace\w*|shocking|shameful|dreadful|atrocious|abysmal|diabolical|pathetic|a? ?shambles|useless|incompetent|unacceptable|unprofessional|terrible|awful|rude|abrupt|dismissive|a joke|poor|not good enough|condescending|patroni[sz]ing|aggressive)\b/i,
  /\b(?:unhappy|not happy|dissatisfied|fed up|angry|furious|upset|displeased|disappointed|let down|annoyed)\b[^.!?\n]{0,30}\b(?:with|by|about|at|over)\s+(?:how|the way|your|you|the council|the service|the response|the handling|the reply|the outcome of my|council|this council|staff|the lack of)\b/i,
  /\b(?:no ?one|nobody|noone|not one person|you(?: lot| people)?|council|they)\b[^.!?\n]{0,20}\b(?:never (?:reply|replied|answer|answered|got back|called back|rang back|phoned back|respond|responded)|has(?:n['’]?t| not)? (?:replied|got back|answered|responded|called back)|have(?:n['’]?t| not)? (?:replied|got back|answered|responded)|ever (?:replies|answers|gets back|rings back|calls back)|ignor(?:e|es|ed|ing) (?:me|us|my|our|residents|every|all))\b/i,
  /\b(?:i|we|i['’]?ve|we['’]?ve|i['’]?m|feel|felt|feeling)\b[^.!?\n]{0,20}\bignored\b|\b(?:been|being|am|getting|feel|felt) (?:completely |totally |constantly |continually )?(?:fobbed off|passed from pillar|passed around|lied to|palmed off|brushed off|sent round in circles|given the run ?around|hung up on|spoken to like|talked down to)\b|\bpillar to post\b|\bhung up on me\b|\bfobb(?:ed|ing) (?:me|us) off\b/i,
  /\b(?:i|we) (?:expect|demand|want|deserve|require) (?:an? )?(?:apology|explanation|compensation|full apology|written response|response in writing|refund and an apology)\b|\bspeak to (?:a|your|the) (?:manager|supervisor|boss|person in charge)\b/i,
  /\b(?:sack|fire|discipline|reprimand) (?:him|her|them|whoever|the (?:person|member|officer|driver))\b|\bshould be (?:sacked|disciplined|ashamed)\b|\bashamed of (?:yourself|yourselves)\b/i,
  /\b(?:gwneud|wneud|cyflwyno|gofnodi|codi) cwyn\b|\bcwyn (?:ffurfiol|swyddogol)\b|\beisiau cwyno\b|\bgwasanaeth (?:gwarthus|ofnadwy|gwael)\b|\bgwarthus\b/i,
];

const praised =
  /\b(?:no|without|not a|nothing to|never any|rather than a|can['’]?t|cannot|not here to) complain(?:ts?|ing)?\b|\bnot (?:really )?(?:a|making a) complaint\b/i;

const informationRequest: readonly RegExp[] = [
  /\bfreedom of info(?:rmation)?\b|\bf\.?o\.?i\.?(?:a|r)?\b|\benvironmental information reg|\beir(?:s)?\b|\bunder (?:the )?(?:foi|eir|dpa|gdpr|data protection)\b|\bdeddf rhyddid gwybodaeth\b|\brhyddid gwybodaeth\b/i,
  /\bsubject access\b|\bd?sar request\b|\bdsar\b|\bdata (?:subject )?access request\b|\bsubject data request\b|\bright of access\b|\bmynediad at (?:ddata|wybodaeth)\b/i,
  /\b(?:all|any|every|what|copy of|copies of|whatever|everything)\b[^.!?\n]{0,50}\b(?:data|info|information|records?|files?|notes|emails|documents|paperwork|details|personal data)\b[^.!?\n]{0,30}\b(?:hold|held|holds|have|has|got|keep|kept|stored?)\b[^.!?\n]{0,24}\b(?:on|about|of|for|regarding|relating to|concerning)\s+(?:me|my|us|myself|our)\b/i,
  /\b(?:what|everything|whatever|anything)\b[^.!?\n]{0,20}\b(?:you|council|youve|you['’]ve)\b[^.!?\n]{0,20}\b(?:have|hold|got|keep|know)\s+(?:on file |written |recorded |stored )?(?:on|about)\s+(?:me|us|my)\b/i,
  /\b(?:copy|copies|see|access|send me|obtain|request|want|view) (?:of |to |a copy of |all |all of )?(?:my|our) (?:own )?(?:social (?:services|care|work) |housing |care |council |personal |case |complete |full )*(?:file|files|records?|personal data|case notes|data)\b/i,
  /\b(?:how (?:many|much|often|long))\b[^.!?\n]{0,120}\b(?:(?:between|since|in|from|during|over|for|by)\s+(?:the (?:last|past|year|financial year|previous|calendar year)|each (?:of|year)|(?:20)\d\d|\d{4}|(?:january|february|march|april|may|june|july|august|september|october|november|december) 20\d\d)|20\d\d ?[/-] ?(?:20)?\d\d|last (?:financial )?year|per year|each year|in the (?:last|past) (?:two|three|four|five|six|ten|\d+) (?:years|months))/i,
  /\b(?:please|can you|could you|kindly|i (?:would like|request|wish)|would like to know)\b[^.!?\n]{0,60}\b(?:provide|supply|disclose|release|publish|send|give|confirm)\b[^?\n]{0,80}\b(?:figures?|statistics|stats|breakdown|total (?:number|cost|amount|spend)|spend(?:ing)?|expenditure|contracts? (?:with|for|value|register)|number of|copies of (?:all|any|the)|correspondence|minutes|recorded information|dataset|data (?:on|for|about|relating)|cost of|amount (?:spent|paid)|list of all)\b/i,
  /\b(?:what|which) (?:was|is|were|did)\b[^.!?\n]{0,60}\b(?:total (?:cost|spend|amount|number)|spent|annual (?:cost|budget|spend))\b[^.!?\n]{0,80}\b(?:20\d\d|year|years)\b/i,
  /\b(?:copy|copies|transcript|recording|footage|cctv|bodycam)\b[^.!?\n]{0,30}\b(?:of|about|from)\s+(?:me|my|myself|the warden and me)\b|\b(?:info|information|data|notes?|everything|what(?:ever)?)\b[^.!?\n]{0,24}\b(?:held|written|wrote|recorded|hold|kept|sharing|shared)\b[^.!?\n]{0,16}\b(?:about|on|of|with)\s+(?:me|my|myself|us)\b|\b(?:every|all) (?:the )?emails?\b[^.!?\n]{0,20}\b(?:about me|my name|between)\b/i,
  /\b(?:right to be forgotten|right of access|delete my (?:data|details|personal)|data breach|lawful basis|recorded information|audit log|information act|freedom of infomation|under the act|raw data|20 working days)\b/i,
  /\binformation (?:request|commissioner)\b|\brequest(?:ing)? (?:for )?(?:the following )?(?:recorded )?information\b|\binternal review\b[^.!?\n]{0,40}\b(?:request|refusal|response)\b|\bcais (?:am wybodaeth|rhyddid)\b/i,
];

const notInformation = /\bfoi(?:l|ls|led|ling|bles?)\b/i;

const abuse: readonly RegExp[] = [
  /\b(?:you|u|ur|you['’]?re|youre|your(?: a| an)?|yous|ye)\b(?:['’]?re)?\s+(?:are\s+|r\s+|all\s+|lot\s+|lot are\s+|people\s+(?:are\s+)?|a\s+|an\s+|just\s+|nothing but\s+|such\s+|bunch of\s+|a bunch of\s+|load of\s+|absolute\s+|complete\s+|total\s+|utter\s+|fucking\s+|stupid\s+|lazy\s+|useless\s+|fat\s+|bloody\s+|thick\s+|dumb\s+|ugly\s+|little\s+|pathetic\s+|f\W*ing\s+)*(?:idiots?|morons?|cunts?|c[*u]nts?|twats?|tw\*ts?|bastards?|b\*stards?|wankers?|w\*nkers?|arseholes?|assholes?|pricks?|dickheads?|knobheads?|bellends?|scum(?:bags?)?|retards?|bitch(?:es)?|slags?|tossers?|imbeciles?|muppets?|cretins?|parasites?|vermin|pigs|thick(?:os?)?|shits?|shitheads?|fuckers?|fuckwits?|knobs?|gits?|clowns|maggots?|spastics?|mongs?)\b/i,
  /\b(?:f+u+c+k+|f\*+k?|f\W?ck|fk|screw|sod|piss|stuff|bugger) (?:you|u|off|ya|yourself|yourselves|the lot of you|all of you|yous)\b(?! (?:to|the) (?:see|find))/i,
  /\b(?:go (?:and )?(?:die|kill (?:yourself|yourselves)|hang yourself)|kill yourself|kys|hope (?:you|u|your (?:kids?|family|mum|wife|house))\b[^.!?\n]{0,24}\b(?:die|dies|cancer|burns?|rot|get (?:hit|run|sick|what)|suffer))\b/i,
  /\b(?:i(?:['’]?ll| will| am going to|['’]?m going to|m gonna|['’]?m gonna| swear i(?:['’]?ll| will))|gonna|going to|i know where|we know where|someone will|watch your|waiting (?:outside|for) (?:you|your))\b[^.!?\n]{0,30}\b(?:smash your|burn (?:down )?(?:your|the council|you|the (?:town hall|office|place))|break your|knock you|batter (?:you|the|him|her|your|whoever)|kill (?:you|your|the (?:officer|warden|woman|man|lad|driver)|whoever)|punch (?:you|the|your|him|her|that)|hurt (?:you|your)|beat (?:you|the|up|your)|come (?:down there and|for you|after you|round there and)|find you|find out where you live|you live|your (?:kids?|family) (?:go|goes|live|lives)|stab|shoot|rip your|do time for|make you pay|get you|run (?:you|the warden|him|her) over|put a brick|brick (?:your|through)|throttle|lamp (?:you|him|her|the|that|your)|slap (?:you|the|him|her|that)|deck (?:you|him|the|that))\b/i,
  /\b(?:your|that|the|this) (?:stupid|thick|useless|fat|ugly|lazy|dumb|rude|fucking|f\W?cking|horrible|nasty|evil)?\s*(?:(?:council|call|desk|customer|office) )?(?:woman|girl|man|bloke|lad|officer|warden|receptionist|staff|worker|clerk|driver|manager|lady)\b[^.!?\n]{0,24}\b(?:is|are|was) (?:an? |such an? |nothing but an? )?(?:absolute |complete |total |utter |fat |stupid |thick |fucking |ugly )*(?:idiots?|morons?|cunts?|twats?|bastards?|wankers?|arseholes?|pricks?|dickheads?|knobheads?|bellends?|scum|retards?|bitch(?:es)?|slags?|tossers?|cow|cretins?|pigs?)\b/i,
  /\b(?:n[i1!]gg(?:er|a)s?|p[a4]kis?|f[a4]gg?[o0]ts?|ch[i1]nks?|k[i1]kes?|sp[a4]st[i1]cs?|tr[a4]nn(?:y|ies)|g[o0]ll[i1]wogs?|w[o0]gs|c[o0]{2}ns|r[a4]ghe[a4]ds?|p[i1]keys?|gypp?os?|m[o0]ngs?|dirty (?:foreigners|immigrants|muslims|jews|gypsies|travellers)|filthy (?:foreigners|immigrants|muslims|jews|gypsies))\b/i,
  /\b(?:lazy|useless|thick|stupid|thieving|corrupt|fat|incompetent|fucking|f\W?cking|bunch of|load of|shower of|pack of|set of|total|absolute|complete|you)\s+(?:\w+\s+){0,2}(?:cunts?|c\*nts?|twats?|bastards?|b\*stards?|wankers?|w\*nkers?|arseholes?|pricks?|dickheads?|bellends?|scumbags?|retards?|bitch(?:es)?|slags?|tossers?|fuckers?|shithouses?|knobheads?|morons?|imbeciles?|cretins?|idiots)\b/i,
  /^\W*(?:@\w+\s+)?(?:(?:absolute|total|complete|utter|corrupt|useless|bunch of|you) )*(?:bellends?|wankers?|w\*nkers?|b\*?stards?|bastards?|c\W?nts?|twats?|scum|parasites?|clowns|muppets|losers|crooks|thieves|pricks|tossers?|idiots|morons)\b(?: (?:the )?(?:all|lot) of (?:you|ya|them))?\W*(?:$|in suits)|\b(?:f u|stfu|eff off|rot in hell|you suck|i hate you all|worst people alive|go boil your head|waste of (?:space|oxygen))\b/iu,
  /\b(?:thick|stupid|useless|lazy|dumb) (?:bot|robot|machine)\b|\bsuck (?:my|a)\b|\beat sh[i1]t\b|\bshut (?:the fuck |the f\W?\w* )?up\b|\bshow (?:me|us) (?:your|ya) (?:tits|boobs|body)\b|\bsend nudes\b|\bwhat are you wearing\b/i,
  /\b(?:cer i grafu|cau dy (?:geg|ben)|twll din|bastad|coc oen|y diawl(?:iaid)? (?:diog|twp))\b/i,
];

/** Who a hard word is thrown at: swearing at a neighbour, a dog owner or a bin is not abuse of staff. */
const atOthers =
  /\b(?:neighbou?rs?|dog owners?|fly ?tippers?|drivers?|parkers?|yobs?|kids|youths?|teenagers?|vandals?|litterers?|people who|whoever (?:dumped|parked|left|did)|they|someone|some|he|she|the one)\b[^.!?\n]{0,40}$/i;
const quoted =
  /\b(?:called|calling|calls|shouted|shouting|shouts|screamed|screaming|yelled|yelling|told|telling|said|saying|says|abuse|wrote|written|writing|sprayed|spray|graffiti|saying|threatened|threatening|threatens|reads|daubed|painted|word|words|sprayed)\b[^.!?\n]{0,60}$/i;

function isAbuse(text: string): boolean {
  return abuse.some((shape) => {
    const match = shape.exec(text);
    if (!match) return false;
    const before = text.slice(Math.max(0, match.index - 80), match.index);
    return !atOthers.test(before) && !quoted.test(before);
  });
}

/**
 * What holds of a message beside its label: danger now, safeguarding, a complaint in substance if not in name,
 * a request for information however worded, abuse aimed at a person. Pure; never throws.
 */
export function flagsOf(text: string, label: Label, danger: readonly DangerSign[]): Flags {
  const plain = text
    .slice(0, 8000)
    .normalize('NFKC')
    .replace(/[‘’`´]/g, "'");
  const safeguarding = danger.some((sign) => safeguardingFamilies.includes(sign.family));
  const information = informationRequest.some((shape) => shape.test(plain)) && !notInformation.test(plain);
  return {
    emergency: label === 'emergency' || danger.some(isImmediate),
    safeguarding: safeguarding || label === 'safeguarding',
    complaint:
      label === 'complaint' || (complaint.some((shape) => shape.test(plain)) && !praised.test(plain)),
    informationRequest: label === 'foi-request' || information,
    abuse: isAbuse(plain),
  };
}
