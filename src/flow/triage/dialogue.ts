import type { Case } from '../../core/case.ts';
import { dueBy } from '../../core/clock.ts';
import { calendarOf, serviceOf, teamOf } from '../../core/council.ts';
import { findReference } from '../../core/ids.ts';

import { open, titleFor } from './open.ts';
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

/** The resident changed or took back something said earlier: on the record of its cases, and no answer. */
export const revision: Reading = (turn) => {
  const { revises, id, digest } = turn.message;
  if (revises === null) return null;
  const happened = revises.caseIds.map((caseId) =>
    happens(
      turn,
      caseId,
      'message-revised',
      { messageId: id, digest, revises: revises.messageId, kind: revises.kind },
      resident,
    ),
  );
  return decide(turn, {}, happened, null);
};

/** Which of the offered services it is, by number or by name; anything else is read as a message of its own. */
export const choice: Reading = (turn) => {
  const { asking } = turn.conversation.state;
  if (asking?.about !== 'service') return null;
  const file = turn.conversation.cases.find(
    ({ id, status }) => id === asking.caseId && status !== 'resolved',
  );
  if (file === undefined) return null;
  const chosen = chosenLabel(turn, asking.options);
  if (chosen === null) return null;
  return reclassify(turn, file, chosen);
};

function chosenLabel(turn: Turn, options: readonly string[]): string | null {
  const said = turn.message.text
    .trim()
    .toLowerCase()
    .replace(/[.!)]+$/, '');
  const byNumber = /^\d$/.test(said) ? options[Number(said) - 1] : undefined;
  const byTitle = options.find((label) => titleFor(turn, label).toLowerCase() === said);
  if (byNumber !== undefined || byTitle !== undefined) return byNumber ?? byTitle ?? null;
  const { understanding, council } = turn;
  return !understanding.unsure && council.services.has(understanding.label) && understanding.label !== 'other'
    ? understanding.label
    : null;
}

/** The resident told us what a case is really about: it takes that service, and goes to the team that owns it. */
function reclassify(turn: Turn, file: Case, label: string) {
  const { council, understanding, message } = turn;
  const service = serviceOf(council, label);
  const team = teamOf(council, service.team);
  const resolutionDue = dueBy(calendarOf(council, team), file.openedAt, service.resolution);
  const reason = 'The resident said what it is about.';
  const place = understanding.place ?? message.place;
  const placeless =
    (place ?? file.place) === null && (service.location === 'point' || service.location === 'address');
  const after: Case = {
    ...file,
    service: service.label,
    team: team.id,
    resolutionDue,
    place: place ?? file.place,
  };
  const happened = [
    received(turn, file.id),
    happens(
      turn,
      file.id,
      'reclassified',
      { from: file.service, to: service.label, reason, resolutionDue: resolutionDue?.toISOString() ?? null },
      resident,
    ),
    ...(team.id === file.team
      ? []
      : [
          happens(turn, file.id, 'routed', {
            from: file.team,
            to: team.id,
            restricted: team.restricted,
            reason,
          }),
        ]),
    ...(place === null
      ? []
      : [happens(turn, file.id, 'place-given', { place, messageId: message.id }, resident)]),
  ];
  const text =
    words(turn, 'chosen', factsOf(turn, after)) +
    (placeless ? `\n\n${words(turn, 'ask-place', factsOf(turn, after))}` : '');
  const asking = placeless ? ({ about: 'place', caseId: file.id } as const) : null;
  const decided = decide(turn, { asking, current: file.id }, happened, { text, about: [file.id] });
  return { ...decided, classified: [correction(turn, file.id, label, reason)] };
}

function correction(turn: Turn, caseId: string, label: string, reason: string) {
  const { ids, message, understanding, at } = turn;
  return {
    id: ids.id(),
    messageId: message.id,
    caseId,
    label,
    probability: null,
    alternatives: [],
    flags: null,
    danger: [],
    language: understanding.language,
    model: null,
    decidedBy: 'resident',
    reason,
    at,
  };
}

/** Where it is, when that is what we asked. Short words that read as nothing else are taken as the place. */
export const placeGiven: Reading = (turn) => {
  const { asking } = turn.conversation.state;
  const { message, understanding } = turn;
  if (asking?.about !== 'place') return null;
  const file = turn.conversation.cases.find(
    ({ id, status }) => id === asking.caseId && status !== 'resolved',
  );
  if (file === undefined) return null;
  const said = message.text.trim();
  const reads = message.place ?? understanding.place;
  const elsewhere =
    !understanding.unsure && understanding.label !== file.service && understanding.label !== 'other';
  if (reads === null && (elsewhere || said === '' || said.split(/\s+/).length > 12)) return null;
  const place = reads ?? { words: said };
  const happened = [
    received(turn, file.id),
    happens(turn, file.id, 'place-given', { place, messageId: message.id }, resident),
  ];
  const text = words(turn, 'added', { ...factsOf(turn, file), place: place.words });
  return decide(turn, { asking: null, current: file.id }, happened, { text, about: [file.id] });
};

/** "Wrong": the case goes on, and the resident is offered what else it could have been. */
export const wrong: Reading = (turn) => {
  if (
    !/^\W*(that'?s\s+|its\s+|it'?s\s+|this\s+is\s+)?(wrong|not right|incorrect|anghywir)\W*$/i.test(
      turn.message.text,
    )
  )
    return null;
  const file = currentCase(turn);
  if (file === null) return decide(turn, {}, [], { text: words(turn, 'wrong-none') });
  const options = turn.conversation.state.couldBe
    .filter((label) => label !== file.service && turn.council.services.has(label))
    .slice(0, 3);
  const choices = options.map((label) => titleFor(turn, label));
  const text = words(turn, 'wrong-offer', factsOf(turn, file));
  const asking = { about: 'service', caseId: file.id, options } as const;
  return decide(turn, { asking, current: file.id }, [received(turn, file.id)], {
    text,
    about: [file.id],
    choices,
  });
};

/** "What is happening?": the case named, or every open one, with when to expect news. */
export const statusEnquiry: Reading = (turn) => {
  const reference = findReference(turn.council.facts.referencePrefix, turn.message.text);
  const named = turn.conversation.cases.find((file) => file.reference === reference);
  const asks = turn.understanding.label === 'status-enquiry' && !turn.understanding.unsure;
  if (!asks && (named === undefined || turn.message.text.trim().split(/\s+/).length > 3)) return null;
  const open = openCases(turn);
  const files = named !== undefined ? [named] : open.length > 0 ? open : turn.conversation.cases.slice(-1);
  const chased = files.flatMap((file) => [
    received(turn, file.id),
    happens(turn, file.id, 'chased', { messageId: turn.message.id }, resident),
  ]);
  const about = files.map(({ id }) => id);
  const [first] = files;
  if (first === undefined) return decide(turn, {}, [], { text: words(turn, 'status-none') });
  const text = files
    .map((file) => words(turn, file.status === 'resolved' ? 'closed' : 'status-one', factsOf(turn, file)))
    .join('\n\n');
  const lead = files.length > 1 ? `${words(turn, 'status-many', { count: files.length })}\n\n` : '';
  return decide(turn, { current: first.id }, chased, { text: lead + text, about });
};

/** "A person, please": on the record of the case in hand, or of a new one with customer services. */
export const personAskedFor: Reading = (turn) => {
  if (turn.understanding.label !== 'human-handoff' || turn.understanding.unsure) return null;
  const standing = currentCase(turn);
  const asked = (caseId: string) =>
    happens(turn, caseId, 'person-asked-for', { messageId: turn.message.id }, resident);
  if (standing !== null) {
    const text = words(turn, 'person', factsOf(turn, standing));
    return decide(
      turn,
      { current: standing.id, asking: null },
      [received(turn, standing.id), asked(standing.id)],
      { text, about: [standing.id] },
    );
  }
  const { file, decisions } = open(turn, {
    label: 'other',
    probability: turn.understanding.probability,
    model: turn.understanding.model,
  });
  const said = decide(turn, { ...decisions.state, asking: null }, [asked(file.id)], {
    text: words(turn, 'person', factsOf(turn, file)),
    about: [file.id],
  });
  return { ...said, opened: decisions.opened, happened: [...decisions.happened, ...said.happened] };
};

/** Greetings, thanks and abuse: answered, and no case. */
export const courtesy: Reading = (turn) => {
  const { label, unsure } = turn.understanding;
  if (unsure) return null;
  const keys = { greeting: 'greeting', thanks: 'thanks', 'spam-or-abuse': 'abuse' } as const;
  if (!(label in keys)) return null;
  const current = currentCase(turn);
  const onRecord = label === 'thanks' && current !== null ? [received(turn, current.id)] : [];
  if (label === 'thanks' && turn.conversation.state.withPerson !== null)
    return decide(turn, {}, onRecord, null);
  return decide(turn, {}, onRecord, {
    text: words(turn, keys[label as keyof typeof keys]),
    about: onRecord.map(({ caseId }) => caseId),
  });
};
