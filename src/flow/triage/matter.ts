import { type Case, reopenDays } from '../../core/case.ts';
import { nothing } from '../../core/decision.ts';
import { openForIssues, openUnsure } from './open.ts';
import {
  currentCase,
  decide,
  happens,
  openCases,
  type Reading,
  received,
  resident,
  type Turn,
} from './turn.ts';
import { factsOf, words } from './words.ts';

/** An answer that needs nobody: opening hours, which day, where to look. No case, and a person is one word away. */
export const selfService: Reading = (turn) => {
  const { understanding, council } = turn;
  const service = council.services.get(understanding.label);
  if (service?.answer === undefined || understanding.unsure || understanding.issues.length > 1) return null;
  if (understanding.flags.complaint || currentCase(turn)?.service === service.label) return null;
  return decide(turn, {}, [], { text: words(turn, `answers.${service.answer}`) });
};

/** "Still not done" about something resolved lately: the same case, open again, its clock going on. */
export const notFixed: Reading = (turn) => {
  const { understanding, message } = turn;
  if (!understanding.notFixed) return null;
  const since = message.sentAt.getTime() - reopenDays * 86_400_000;
  const lately = turn.conversation.cases.filter(
    ({ resolvedAt }) => resolvedAt !== null && resolvedAt.getTime() >= since,
  );
  const file =
    lately.find(({ service }) => service === understanding.label) ??
    (openCases(turn).length === 0 ? lately.at(-1) : undefined);
  if (file === undefined) return null;
  const happened = [
    received(turn, file.id),
    happens(turn, file.id, 'reopened', { reason: null, messageId: message.id }, resident),
  ];
  const text = words(turn, 'reopened', factsOf(turn, { ...file, status: 'in-progress' }));
  return decide(turn, { current: file.id, asking: null }, happened, { text, about: [file.id] });
};

/** More about a case already open: on its record. While an officer has it, the bot says so once and then keeps quiet. */
export const followUp: Reading = (turn) => {
  const file = caseContinued(turn);
  if (file === null) return null;
  const { understanding, message, conversation } = turn;
  const place = file.place === null ? (message.place ?? understanding.place) : null;
  const happened = [
    received(turn, file.id),
    ...(place === null
      ? []
      : [happens(turn, file.id, 'place-given', { place, messageId: message.id }, resident)]),
    ...(understanding.flags.complaint
      ? [happens(turn, file.id, 'flagged', { flag: 'complaint', messageId: message.id })]
      : []),
  ];
  const { withPerson } = conversation.state;
  const personHasIt = withPerson?.caseId === file.id;
  if (personHasIt && withPerson.passedOn) return decide(turn, { current: file.id }, happened, null);
  const text = words(
    turn,
    personHasIt ? 'added-person' : 'added',
    factsOf(turn, { ...file, place: place ?? file.place }),
  );
  const state = {
    current: file.id,
    ...(personHasIt ? { withPerson: { ...withPerson, passedOn: true } } : {}),
  };
  return decide(turn, state, happened, { text, about: [file.id] });
};

/** The open case a message goes on with: one of the same service at no other place, or the current one when in doubt. */
function caseContinued(turn: Turn): Case | null {
  const { understanding, council, conversation } = turn;
  const open = openCases(turn);
  if (open.length === 0) return null;
  const said = turn.message.place ?? understanding.place;
  const same = open.filter(({ service }) => service === understanding.label && !understanding.unsure);
  const here = same.find(
    ({ place }) => said === null || place === null || samePlace(place.words, said.words),
  );
  if (here !== undefined) return here;
  if (same.length > 0) return null;
  const held = open.find(({ id }) => id === conversation.state.withPerson?.caseId);
  if (understanding.unsure || !council.services.has(understanding.label) || understanding.label === 'other') {
    return held ?? currentCase(turn);
  }
  return null;
}

function samePlace(one: string, other: string): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain(one).includes(plain(other)) || plain(other).includes(plain(one));
}

/** A matter of its own: a case for each, or one with customer services when we cannot tell which it is. */
export const newMatter: Reading = (turn) => {
  const { understanding, council } = turn;
  const clear = !understanding.unsure && council.services.has(understanding.label);
  return clear || understanding.issues.length > 1 ? openForIssues(turn) : openUnsure(turn);
};

/** A file or a pin with no words and no case to put it on. */
export const wordless: Reading = (turn) => {
  const { text, attachments, place } = turn.message;
  if (text.trim() !== '') return null;
  if (attachments.length === 0 && place === null) return nothing(turn.conversation.state);
  const file = currentCase(turn);
  if (file === null) return decide(turn, {}, [], { text: words(turn, 'files-only') });
  const placed =
    place === null
      ? []
      : [happens(turn, file.id, 'place-given', { place, messageId: turn.message.id }, resident)];
  const said = words(turn, 'added', factsOf(turn, { ...file, place: place ?? file.place }));
  return decide(turn, { current: file.id }, [received(turn, file.id), ...placed], {
    text: said,
    about: [file.id],
  });
};
