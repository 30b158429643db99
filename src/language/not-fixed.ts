const signs: readonly RegExp[] = [
  /\bstill\s+(?:is\s?n['’]?t|isnt|not|no one|nobody|nothing|hasn['’]?t|hasnt|haven['’]?t|havent|waiting|broken|there|out|overflowing|flooded|dark|leaking|blocked|missing|here|the same|uncollected|unfixed|a mess)\b/i,
  /\b(?:has|have|had)(?:\s*n['’]?t| not)\s+(?:been\s+)?(?:fixed|done|collected|emptied|repaired|sorted|cleared|mended|moved|removed|resolved|dealt with|touched|come|turned up|arrived)\b/i,
  /\b(?:(?:is|was)(?:\s*n['’]?t| not)|not|never(?: been| got| was)?|aint|ain['’]t)\s+(?:actually\s+|been\s+)?(?:fixed|done|repaired|sorted|cleared|mended|resolved|dealt with)\b/i,
  /\b(?:no[- ]?one|nobody|noone|no body)\s+(?:ever\s+)?(?:has\s+|have\s+)?(?:came|come|turned up|showed up|shown up|been out|been round|bothered|has been|did anything|done anything)\b/i,
  /\bnothing(?:['’]s|s)?\s+(?:has\s+|have\s+)?(?:been\s+)?(?:done|happened|changed|happening)\b/i,
  /\b(?:you|u|they|council|someone)(?:['’]ve| have)?\s+(?:closed|marked|signed)\s+(?:it|this|that|my|the)\b[^.!?]{0,40}\b(?:but|yet|still|and|when|as)\b/i,
  /\b(?:closed|marked (?:as )?(?:fixed|done|complete|resolved)|says? (?:it['’]?s |its |it is |it has been )?(?:fixed|done|resolved|completed?))\b[^.!?]{0,30}\b(?:but|yet|however|isn['’]?t|isnt|not|wasn['’]?t|no\b)/i,
  /(?<!\b(?:like|want|need|get|have|bring|take|put|send|give|had|got|move) )\b(?:it|they|problem|leak|smell|pothole|hole|rats|rubbish|light|damp|mould)(?:['’]s|s|['’]re| is| are| has| have)?\s+(?:come\s+|came\s+)?back\b(?!\s+(?:to|of|garden|gate|door|lane|alley|in \d|on (?:monday|tuesday|wednesday|thursday|friday)))/i,
  /\b(?:broken|out|leaking|blocked|flooded|gone|gone off|overflowing|stopped working|failed)\s+again\b/i,
  /\b(?:same|again)\b[^.!?]{0,30}\b(?:as before|since (?:you|they) (?:came|fixed|repaired|left))\b/i,
  /\b(?:did\s?n['’]?t|didnt|did not)\s+(?:fix|do|sort|solve|clear|collect|repair|mend|work|last|turn up|come)\b/i,
  /\b(?:second|third|fourth|fifth|2nd|3rd|4th|5th|umpteenth)\s+time\b[^.!?]{0,30}\b(?:report|ask|messag|writ|call|rang|ring|told|contact|email|this has)/i,
  /\breported\s+(?:this|it)\b[^.!?]{0,50}\b(?:weeks?|months?|days?|yesterday|twice|times)\b[^.!?]{0,50}\b(?:still|nothing|no |not|but|and)\b/i,
  /\bdal\s+(?:heb|ddim|yn aros|yno|wedi torri)\b|\bheb (?:ei|eu|gael ei) (?:drwsio|thrwsio|wneud|gasglu|chasglu|glirio|drwsio)|\bneb wedi (?:dod|bod)|\bdim byd wedi (?:digwydd|newid)|\bdoes neb wedi\b/i,
];

const notThat =
  /\b(?:if|in case|until|unless|when)\s+(?:it\s+)?(?:has\s?n['’]?t|is\s?n['’]?t|not)\s+(?:been\s+)?(?:fixed|done|collected)\b/i;

/** Whether the resident says that an earlier matter is still not put right. Pure; never throws. */
export function looksNotFixed(text: string): boolean {
  const plain = text.slice(0, 8000);
  return !notThat.test(plain) && signs.some((sign) => sign.test(plain));
}
