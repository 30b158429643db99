import { type Case, reopenDays } from '../../core/case.ts';
import { both, type Decisions, nothing } from '../../core/decision.ts';
import { conversationLabels, type Guess } from '../../core/understanding.ts';
import { factsOf, notes, paragraphs, words } from '../words.ts';
import { addTo } from './add.ts';
import { open, openedWords, openUnsure } from './open.ts';
import { samePlace } from './place.ts';
import {
  after,
  asUnfiled,
  caseInHand,
  clearService,
  currentCase,
  decide,
  flagged,
  happens,
  openCase,
  openCases,
  plain,
  type Reading,
  received,
  resident,
  type Turn,
} from './turn.ts';
import { whereQuestion } from './where.ts';

/** Files or a pin with no words: with the place we asked for, or the case in hand, or kept for the next one opened. */
export const wordless: Reading = (turn) => {
  const { text, attachments, place } = turn.message;
  if (text.trim() !== '') return null;
  if (attachments.length === 0 && place === null) return nothing(turn.conversation.state);
  const { asking } = turn.conversation.state;
  const where = asking?.about === 'place' || asking?.about === 'which';
  const asked = where && place !== null ? openCase(turn, asking.caseId) : null;
  if (asked !== null) return addTo(turn, asked, { asking: null });
  const file = caseInHand(turn);
  if (file !== null) return addTo(turn, file);
  return decide(turn, { unfiled: unfiledNow(turn) }, [], { text: words(turn, 'files-only') });
};

const mostUnfiled = 10;

/** What is on no record, with this message. */
export function unfiledNow(turn: Turn) {
  return [...(turn.conversation.state.unfiled ?? []), asUnfiled(turn)].slice(-mostUnfiled);
}

/** An answer that needs nobody: opening hours, which day, where to look. No case, and a person is one word away. */
export const selfService: Reading = (turn) => {
  const { flags } = turn.understanding;
  const service = turn.council.services.get(clearService(turn) ?? '');
  if (service?.answer === undefined || mattersOf(turn).length > 1) return null;
  if (flags.complaint || flags.informationRequest) return null;
  return decide(turn, { unfiled: unfiledNow(turn) }, [], { text: words(turn, `answers.${service.answer}`) });
};

/** "Still not done" about something resolved lately: the same case, open again, its clock going on. */
export const notFixed: Reading = (turn) => {
  const { understanding, message, conversation } = turn;
  if (!understanding.notFixed) return null;
  const since = message.sentAt.getTime() - reopenDays * 86_400_000;
  const lately = conversation.cases.filter(
    ({ resolvedAt }) => resolvedAt !== null && resolvedAt.getTime() >= since,
  );
  const label = clearService(turn);
  const open = openCases(turn);
  if (label !== null && open.some(({ service }) => service === label)) return null;
  const same = lately.filter((file) => file.service === label && here(turn, file)).at(-1);
  // A complaint that it is not done is about the last thing we said was.
  const unnamed = label === null || label === 'complaint';
  const file = same ?? (unnamed && open.length === 0 ? lately.at(-1) : undefined);
  if (file === undefined) return null;
  const happened = [
    received(turn, file.id),
    happens(turn, file.id, 'reopened', { reason: null, messageId: message.id }, resident),
    ...flagged(turn, file.id),
  ];
  const facts = factsOf(turn, { ...file, status: 'in-progress', outcome: null });
  const text = paragraphs(words(turn, 'reopened', facts), ...notes(turn, [file]));
  const state = { current: file.id, asking: null, withPerson: null };
  return decide(turn, state, happened, { text, about: [file.id] });
};

/** More about a case already open. */
export const followUp: Reading = (turn) => {
  if (mattersOf(turn).length > 1) return null;
  const file = caseContinued(turn);
  return file === null ? null : addTo(turn, file);
};

/** The open case a message goes on with: one of the same service at no other place, or the one in hand when in doubt. */
function caseContinued(turn: Turn): Case | null {
  const label = clearService(turn);
  const inHand = caseInHand(turn);
  if (label === null && inHand !== null && isElsewhere(turn, inHand)) return null;
  if (label === null || (inHand !== null && answersUs(turn, inHand))) return inHand;
  return caseOf(turn, label);
}

/** A doubtful guess that is no mere chance. */
const worthReading = 0.3;

/** Whether a doubtful message is more likely a matter of its own: it reads as another service, at another place. */
function isElsewhere(turn: Turn, file: Case): boolean {
  const { label, probability } = turn.understanding;
  const other = turn.council.services.has(label) && label !== 'other' && label !== file.service;
  return other && probability >= worthReading && !here(turn, file) && file.status !== 'waiting-on-resident';
}

const shortAnswer = 8;

/** A few words are the answer to what an officer asked, whatever else they may look like: "the brown bin". */
function answersUs(turn: Turn, file: Case): boolean {
  if (file.status !== 'waiting-on-resident') return false;
  const said = turn.message.place ?? turn.understanding.place;
  return said === null && plain(turn).split(/\s+/).length <= shortAnswer;
}

function caseOf(turn: Turn, label: string): Case | null {
  const same = openCases(turn).filter((file) => file.service === label && here(turn, file));
  const current = currentCase(turn);
  return same.find((file) => file === current) ?? same.at(-1) ?? null;
}

/** Whether a message is about no other place than a case is. */
function here(turn: Turn, { place }: Case): boolean {
  const said = turn.message.place ?? turn.understanding.place;
  return said === null || place === null || samePlace(place, said);
}

/**
 * The separate matters of a message, each service once. Two bins are one matter. What is only said in passing, a
 * greeting or thanks, is none; what is doubtful is for customer services to read.
 */
function mattersOf({ understanding, council }: Turn): Guess[] {
  const matters = understanding.issues
    .filter(({ label }) => !(conversationLabels as readonly string[]).includes(label))
    .map((issue) =>
      issue.probability >= council.facts.askBelow && council.services.has(issue.label)
        ? issue
        : { ...issue, label: 'other' },
    );
  return matters.filter(({ label }, i) => matters.findIndex((other) => other.label === label) === i);
}

/** A matter of its own: a case for each, or one with customer services when we cannot tell which it is. */
export const newMatter: Reading = (turn) => {
  const matters = mattersOf(turn);
  if (matters.length > 1) return openFor(turn, matters);
  const { unsure, label, probability } = turn.understanding;
  // `other` is no answer to "what is it about": a person decides, and the resident may say.
  return unsure || label === 'other' || !turn.council.services.has(label)
    ? openUnsure(turn)
    : openFor(turn, [{ label, probability }]);
};

/** A case for each matter not open yet, and one answer for all of them. */
function openFor(turn: Turn, matters: readonly Guess[]): Decisions {
  let decisions = nothing(turn.conversation.state);
  const parts = matters.map((matter) => {
    const part = partFor(after(turn, decisions), matter, matters.length > 1);
    decisions = both(decisions, part.decisions);
    return part;
  });
  const files = parts.flatMap(({ file }) => file ?? []);
  const opened = decisions.opened.map((file) => files.find(({ id }) => id === file.id) ?? file);
  const question = whereQuestion(turn, opened);
  const text = paragraphs(...parts.map((part) => part.text), ...notes(turn, files), question?.text ?? null);
  const about = files.map(({ id }) => id);
  const state = { asking: question?.asking ?? null, withPerson: null };
  const choices = question?.choices ?? [];
  return both(decisions, decide(after(turn, decisions), state, [], { text, about, choices }));
}

/** One matter of a message: more on the case it has, an answer at once, or a new case. */
function partFor(turn: Turn, matter: Guess, oneOfMany: boolean): Part {
  const standing = caseOf(turn, matter.label);
  if (standing !== null) {
    const happened = [received(turn, standing.id), ...flagged(turn, standing.id)];
    const decisions = decide(turn, { current: standing.id }, happened, null);
    return {
      decisions,
      text: words(turn, 'added', factsOf(turn, { ...standing, place: null })),
      file: standing,
    };
  }
  const answer = oneOfMany ? turn.council.services.get(matter.label)?.answer : undefined;
  if (answer !== undefined) {
    const decisions = nothing(turn.conversation.state);
    return { decisions, text: words(turn, `answers.${answer}`), file: null };
  }
  const { file, decisions } = open(turn, { ...matter, model: turn.understanding.model });
  return { decisions, text: openedWords(turn, file), file };
}

interface Part {
  readonly decisions: Decisions;
  readonly text: string;
  readonly file: Case | null;
}
