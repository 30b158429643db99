import type { Case } from '../../core/case.ts';
import type { Decisions } from '../../core/decision.ts';
import { factsOf, words } from '../words.ts';
import { addTo, keep } from './add.ts';
import { tell } from './status.ts';
import { caseInHand, decide, openCases, plain, type Reading, type Turn } from './turn.ts';

const ok =
  'ok(ay|ie)?|k+|kk|fine|great|good|cool|perfect|brilliant|lovely|super|alright|all right|right|got it|understood|noted|will do|no worries|no problem|sure|fab|iawn|da iawn|iawn te|ocê|oce|grêt|gret|gwych|perffaith|bendigedig|ardderchog|hyfryd|popeth yn iawn|dim problem|deall';
const nod = new RegExp(
  `^((${ok})( then)?[\\s,.!]*)+(thanks?|thank you|thx|ta|cheers|diolch( yn fawr( iawn)?| i chi)?)?[\\s.!]*$`,
  'i',
);
const yesOrNo =
  /^(y|n|yes|yep|yeah|yea|aye|no|nope|nah|none( of (them|these|those))?|neither|maybe|ie|ia|na|nage|ydw|ydy|ydi|nac? ydw|nac? ydy|nac? ydi|nag (ydw|ydy|ydi|oes)|oes|nac oes|do|naddo|bydd|dim (un|yr un)( o'?r? ?(honyn(t| nhw)|rhain|rheini))?|efallai|falle)[\s,.!]*(please|thanks?|thank you|ta|plis|plîs|diolch)?[\s.!]*$/i;
const enough =
  /^(stop|cancel|never ?mind|forget (it|that)|ignore( that| me)?|test(ing)?|end|quit|exit|stopiwch|canslo|canslwch|anghofiwch( (e|o|hynny|am y peth))?|dim ots|hidiwch befo|peidiwch (â|a) phoeni|prawf|profi)[\s.!]*(please|thanks?|now|plis|plîs|diolch)?[\s.!]*$/i;
const putRight =
  /^((hi|hello|hey|ok|update)[\s,.:!]*)?(it'?s|its|it is|it has|that'?s|all|they'?ve|they have|been)( been| now| all)* (fixed|sorted|done|resolved|collected|emptied|repaired|cleared|gone)( now| today| already)*[\s,.!]*(thanks?|thank you|thx|ta|cheers|diolch)?( (so|very) much| a lot| for (that|this|it|your help|everything)| all| everyone)?[\s.!]*$/i;
const putRightInWelsh =
  /^((helo|iawn|oce|ocê)[\s,.!]*)?(mae|ma)('r| y)?( (hi|o|e|bin|golau|twll|popeth|problem|cyfan))?( wedi|'i di)(('i| ei| cael ei| eu)? (th?rwsio|drwsio|ch?asglu|gasglu|wneud|ddatrys|g?lirio|chlirio|w?agio|sortio)|( mynd| dod| gorffen))( nawr| rwan| rŵan| heddiw| erbyn hyn| yn barod)*[\s,.!]*(diolch( yn fawr( iawn)?| i chi)?)?[\s.!]*$/i;

/**
 * Words that ask for nothing: a nod, a row of signs, "stop". They open no case and need no answer of their own, but
 * while a case is open they are on its record. Question marks alone ask how it stands.
 */
export const aside: Reading = (turn) => {
  const said = plain(turn)
    .replace(/\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f/gu, ' ')
    .trim();
  const signs = !/[\p{L}\p{N}]/u.test(said);
  const asks = signs && said.includes('?');
  const file = caseInHand(turn);
  if (file !== null)
    return onRecord(turn, file, { asks, nods: signs || nod.test(said), answers: yesOrNo.test(said) });
  const last = turn.conversation.cases.at(-1);
  if (last !== undefined) return afterwards(turn, last, said, { asks, nods: signs || nod.test(said) });
  if (nod.test(said) && turn.conversation.state.unfiled.length > 0) return decide(turn, {}, [], null);
  if (enough.test(said)) return decide(turn, {}, [], { text: words(turn, 'wrong-none') });
  return signs || nod.test(said) || yesOrNo.test(said)
    ? decide(turn, {}, [], { text: words(turn, 'files-only') })
    : null;
};

interface Read {
  readonly asks: boolean;
  readonly nods: boolean;
}

function onRecord(
  turn: Turn,
  file: Case,
  { asks, nods, answers }: Read & { readonly answers: boolean },
): Decisions | null {
  const { asking } = turn.conversation.state;
  if (file.status === 'waiting-on-resident') return asks || nods || answers ? addTo(turn, file) : null;
  if (asks) return tell(turn, openCases(turn));
  // "None of these" is all the answer that offer asks for.
  if (answers && asking?.about === 'service') return keep(turn, file, { asking: null });
  return nods ? keep(turn, file) : null;
}

/** Nothing is open, but something was lately. */
function afterwards(turn: Turn, last: Case, said: string, { asks, nods }: Read): Decisions | null {
  if (asks) return tell(turn, [last]);
  if (nods) return keep(turn, last);
  if (enough.test(said)) return keep(turn, last);
  const text = yesOrNo.test(said)
    ? words(turn, 'closed', factsOf(turn, last))
    : putRight.test(said) || putRightInWelsh.test(said)
      ? words(turn, 'thanks')
      : null;
  return text === null ? null : decide(turn, {}, keep(turn, last).happened, { text, about: [last.id] });
}
