const shapes: readonly RegExp[] = [
  /\b(?:you|u|ur|you['’]?re|youre|your(?: a| an)?|yous|ye)\b(?:['’]?re)?\s+(?:are\s+|r\s+|all\s+|lot\s+|lot are\s+|people\s+(?:are\s+)?|a\s+|an\s+|just\s+|nothing but\s+|such\s+|bunch of\s+|a bunch of\s+|load of\s+|absolute\s+|complete\s+|total\s+|utter\s+|fucking\s+|stupid\s+|lazy\s+|useless\s+|fat\s+|bloody\s+|thick\s+|dumb\s+|ugly\s+|little\s+|pathetic\s+|f\W*ing\s+)*(?:idiots?|morons?|cunts?|c[*u]nts?|twats?|tw\*ts?|bastards?|b\*stards?|wankers?|w\*nkers?|arseholes?|assholes?|pricks?|dickheads?|knobheads?|bellends?|scum(?:bags?)?|retards?|bitch(?:es)?|slags?|tossers?|imbeciles?|muppets?|cretins?|parasites?|vermin|pigs|thick(?:os?)?|shits?|shitheads?|fuckers?|fuckwits?|knobs?|gits?|clowns|maggots?|spastics?|mongs?)\b/i,
  /\b(?:f+u+c+k+|f\*+k?|f\W?ck|fk|screw|sod|piss|stuff|bugger) (?:you|u|off|ya|yourself|yourselves|the lot of you|all of you|yous)\b(?! (?:to|the) (?:see|find))/i,
  /\b(?:go (?:and )?(?:die|kill (?:yourself|yourselves)|hang yourself)|kill yourself|kys|hope (?:you|u|your (?:kids?|family|mum|wife|house))\b[^.!?\n]{0,24}\b(?:die|dies|cancer|burns?|rot|get (?:hit|run|sick|what)|suffer))\b/i,
  /\b(?:i(?:['’]?ll| will| am going to|['’]?m going to|m gonna|['’]?m gonna| swear i(?:['’]?ll| will))|gonna|going to|i know where|we know where|someone will|watch your|waiting (?:outside|for) (?:you|your))\b[^.!?\n]{0,30}\b(?:smash your|burn (?:down )?(?:your|the council|you|the (?:town hall|office|place))|break your|knock you|batter (?:you|the|him|her|your|whoever)|kill (?:you|your|the (?:officer|warden|woman|man|lad|driver)|whoever)|punch (?:you|the|your|him|her|that)|hurt (?:you|your)|beat (?:you|the|up|your)|come (?:down there and|for you|after you|round there and)|find you|find out where you live|you live|your (?:kids?|family) (?:go|goes|live|lives)|stab|shoot|rip your|do time for|make you pay|get you|run (?:you|the warden|him|her) over|put a brick|brick (?:your|through)|throttle|lamp (?:you|him|her|the|that|your)|slap (?:you|the|him|her|that)|deck (?:you|him|the|that))\b/i,
  /\b(?:your|that|the|this) (?:stupid|thick|useless|fat|ugly|lazy|dumb|rude|fucking|f\W?cking|horrible|nasty|evil)?\s*(?:(?:council|call|desk|customer|office) )?(?:woman|girl|man|bloke|lad|officer|warden|receptionist|staff|worker|clerk|driver|manager|lady)\b[^.!?\n]{0,24}\b(?:is|are|was) (?:an? |such an? |nothing but an? )?(?:absolute |complete |total |utter |fat |stupid |thick |fucking |ugly )*(?:idiots?|morons?|cunts?|twats?|bastards?|wankers?|arseholes?|pricks?|dickheads?|knobheads?|bellends?|scum|retards?|bitch(?:es)?|slags?|tossers?|cow|cretins?|pigs?)\b/i,
  /\b(?:n[i1!]gg(?:er|a)s?|p[a4]kis?|f[a4]gg?[o0]ts?|ch[i1]nks?|k[i1]kes?|sp[a4]st[i1]cs?|tr[a4]nn(?:y|ies)|g[o0]ll[i1]wogs?|w[o0]gs|c[o0]{2}ns|r[a4]ghe[a4]ds?|p[i1]keys?|gypp?os?|m[o0]ngs?|dirty (?:foreigners|immigrants|muslims|jews|gypsies|travellers)|filthy (?:foreigners|immigrants|muslims|jews|gypsies))\b/i,
  /\b(?:lazy|useless|thick|stupid|thieving|corrupt|fat|incompetent|fucking|f\W?cking|bunch of|load of|shower of|pack of|set of|total|absolute|complete|you)\s+(?:\w+\s+){0,2}(?:cunts?|c\*nts?|twats?|bastards?|b\*stards?|wankers?|w\*nkers?|arseholes?|pricks?|dickheads?|bellends?|scumbags?|retards?|bitch(?:es)?|slags?|tossers?|fuckers?|shithouses?|knobheads?|morons?|imbeciles?|cretins?|idiots)\b/i,
  /^\W*(?:@\w+\s+)?(?:(?:absolute|total|complete|utter|corrupt|useless|bunch of|you) )*(?:bellends?|wankers?|w\*nkers?|b\*?stards?|bastards?|c\W?nts?|twats?|scum|parasites?|clowns|muppets|losers|crooks|thieves|pricks|tossers?|idiots|morons)\b(?: (?:the )?(?:all|lot) of (?:you|ya|them))?\W*(?:$|in suits)|\b(?:f u|stfu|eff off|rot in hell|you suck|i hate you all|worst people alive|go boil your head|waste of (?:space|oxygen))\b/iu,
  /\b(?:thick|stupid|useless|lazy|dumb) (?:bot|robot|machine)\b|\bsuck (?:my|a)\b|\beat sh[i1]t\b|\bshut the f\W?\w* up\b|(?:^|\byou |\bjust )\W*shut up\b|\bshow (?:me|us) (?:your|ya) (?:tits|boobs|body)\b|\bsend nudes\b|\bwhat are you wearing\b/i,
  /\b(?:cer i grafu|cau dy (?:geg|ben)|twll din|bastad|coc oen|y diawl(?:iaid)? (?:diog|twp))\b/i,
];

/** Who a hard word is thrown at: swearing at a neighbour, a dog owner or a bin is not abuse of staff. */
const atOthers =
  /\b(?:neighbou?rs?|dog owners?|fly ?tippers?|drivers?|parkers?|yobs?|kids|youths?|teenagers?|vandals?|litterers?|people who|whoever (?:dumped|parked|left|did)|they|someone|some|he|she|the one)\b[^.!?\n]{0,40}$/i;
const quoted =
  /\b(?:called|calling|calls|shouted|shouting|shouts|screamed|screaming|yelled|yelling|told|telling|said|saying|says|abuse|wrote|written|writing|sprayed|spray|graffiti|saying|threatened|threatening|threatens|reads|daubed|painted|word|words|sprayed)\b[^.!?\n]{0,60}$/i;

/** Whether hard words or a threat are aimed at staff or at people for what they are; swearing about a bin is not. */
export function abuses(text: string): boolean {
  return shapes.some((shape) => {
    const match = shape.exec(text);
    if (!match) return false;
    const before = text.slice(Math.max(0, match.index - 80), match.index);
    return !atOthers.test(before) && !quoted.test(before);
  });
}
