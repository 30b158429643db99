const signs: readonly RegExp[] = [
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

const kitchenFoil = /\bfoi(?:l|ls|led|ling|bles?)\b/i;

/** Whether the message asks for recorded information or for the resident's own data, in law or in plain words. */
export const asksForInformation = (text: string): boolean =>
  !kitchenFoil.test(text) && signs.some((sign) => sign.test(text));
