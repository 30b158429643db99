import type { Case } from '../../core/case.ts';
import type { Decisions } from '../../core/decision.ts';
import { findReference } from '../../core/ids.ts';
import { factsOf, words } from '../words.ts';
import {
  caseNamed,
  clearService,
  decide,
  happens,
  openCases,
  plain,
  type Reading,
  received,
  resident,
  type Turn,
} from './turn.ts';

/** More cases than these are too many to read about in one message. */
const mostTold = 10;

/**
 * "What is happening?": the case named, or every open one, with when to expect news. A reference given alone asks the
 * same. One that is not of this conversation is as good as none: it may be another resident's.
 */
export const statusEnquiry: Reading = (turn) => {
  const reference = findReference(turn.council.facts.referencePrefix, turn.message.text);
  const open = openCases(turn);
  if (!asksHow(turn) && !(reference !== null && givenAlone(turn))) return null;
  if (open.length > 0 && withdraws.test(plain(turn))) return null;
  const named = caseNamed(turn);
  return tell(turn, named !== null ? [named] : open.length > 0 ? open : lately(turn, reference));
};

/** The last case resolved, unless another was asked for by its reference. */
function lately({ conversation }: Turn, reference: string | null): Case[] {
  return reference === null ? conversation.cases.slice(-1) : [];
}

const withdraws =
  /^\W*(please |can you |i('d| would) like to |i want to )?(cancel|withdraw|close|drop|canslo|canslwch|tynnu)\b/i;

/** Asked by someone with a case, a question like these is about it. */
const when =
  /^\W*((so|and|but|ok) )?(when (will|is|are) (you|they|it|this|that|some(one|body)|any(one|body))|how (much )?long(er)?|any (news|updates?|progress|word)|what('s| is) (happening|going on)|(is|are) (you|they|some(one|body)|any(one|body)) (coming|there|here|on (the|your|their) way))\b/i;

function asksHow(turn: Turn): boolean {
  const { label, unsure } = turn.understanding;
  if (label === 'status-enquiry' && !unsure) return true;
  return (
    clearService(turn) === null &&
    turn.conversation.cases.length > 0 &&
    (when.test(plain(turn)) || whenInWelsh.test(plain(turn)))
  );
}

const whenInWelsh =
  /^\W*((iawn|helo|wel|a|ond|ocê|oce),? )?(pryd (fydd|bydd|mae|ma|fyddwch|byddwch|dach|ydych|fyddan)|faint o amser|pa mor hir|(oes|unrhyw|rhyw)( yna)?( unrhyw| rhyw)? newyddion|(beth|be) (sy'n|sydd yn|sy yn) (digwydd|mynd ymlaen)|(ydych|dach|ydyn|oes) (chi|nhw|rhywun) (yn|'n) dod|lle (dach|ydych) chi|ble ydych chi)(?!\p{L})/iu;

const asksMore = /\b(cancel|stop|withdraw|close|wrong|canslo|stopio|anghywir)\b/i;

/** "MB-482-913-605?", "any news on MB-482-913-605": little but the reference, and nothing asked but how it stands. */
function givenAlone(turn: Turn): boolean {
  const said = plain(turn);
  const words = said.split(/[^\p{L}']+/u).filter((word) => word !== '').length;
  if (words <= 1) return true;
  return words <= 4 && !asksMore.test(said) && !turn.understanding.notFixed && clearService(turn) === null;
}

/** Where these cases stand. That the resident had to ask goes on their records. */
export function tell(turn: Turn, files: readonly Case[]): Decisions {
  if (files.length === 0) return decide(turn, {}, [], { text: words(turn, 'status-none') });
  const told = files.slice(-mostTold);
  const happened = told.flatMap((file) => [
    received(turn, file.id),
    happens(turn, file.id, 'chased', { messageId: turn.message.id }, resident),
  ]);
  const lead = files.length > 1 ? [words(turn, 'status-many', { count: files.length })] : [];
  const lines = told.map((file) =>
    words(turn, file.status === 'resolved' ? 'closed' : 'status-one', factsOf(turn, file)),
  );
  const { current } = turn.conversation.state;
  const spokenOf = told.find(({ id }) => id === current) ?? told.at(-1);
  return decide(turn, { current: spokenOf?.id ?? null }, happened, {
    text: [...lead, ...lines].join('\n\n'),
    about: told.map(({ id }) => id),
  });
}
