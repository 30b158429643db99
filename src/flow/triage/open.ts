import type { Case } from '../../core/case.ts';
import { rootOf } from '../../core/chain.ts';
import { serviceOf } from '../../core/council.ts';
import { both, type CaseHappening, type Decisions, nothing } from '../../core/decision.ts';
import { makeReference } from '../../core/ids.ts';
import type { DangerSign, Guess } from '../../core/understanding.ts';
import { route } from '../route.ts';
import { bot, decide, happens, received, type Turn } from './turn.ts';
import { factsOf, paragraphs, words } from './words.ts';

/** A case opened in this turn, and the decisions that open it and put the message on its record. */
interface Opening {
  readonly file: Case;
  readonly decisions: Decisions;
}

/** Open a case for one matter. Nothing is said yet. */
export function open(
  turn: Turn,
  guess: Guess & { readonly model: string | null },
  danger: readonly DangerSign[] = [],
): Opening {
  const { council, conversation, message, ids } = turn;
  const to = route(council, guess.label, danger, message.sentAt);
  const id = ids.id();
  const file: Case = {
    id,
    reference: makeReference(council.facts.referencePrefix, ids.digits()),
    conversationId: conversation.id,
    replyTo: conversation.replyTo,
    service: to.service.label,
    team: to.team.id,
    status: 'new',
    outcome: null,
    assignee: null,
    urgent: to.urgent,
    danger: [],
    restricted: to.restricted,
    place: null,
    details: {},
    openedAt: message.sentAt,
    firstResponseDue: to.firstResponseDue,
    resolutionDue: to.resolutionDue,
    firstRespondedAt: null,
    resolvedAt: null,
    version: 0,
    head: rootOf(id),
  };
  const opened = happens(turn, id, 'opened', {
    reference: file.reference,
    channel: file.replyTo.channel,
    service: file.service,
    team: file.team,
    urgent: file.urgent,
    restricted: file.restricted,
    guess: { label: guess.label, probability: guess.probability },
    model: guess.model,
    messageId: message.id,
    openedAt: file.openedAt.toISOString(),
    firstResponseDue: file.firstResponseDue?.toISOString() ?? null,
    resolutionDue: file.resolutionDue?.toISOString() ?? null,
  });
  const place = turn.understanding.place ?? message.place;
  const { flags } = turn.understanding;
  const happened: CaseHappening[] = [
    opened,
    received(turn, id),
    ...(place === null
      ? []
      : [happens(turn, id, 'place-given', { place, messageId: message.id }, { kind: 'resident' })]),
    ...(flags.complaint
      ? [happens(turn, id, 'flagged', { flag: 'complaint', messageId: message.id }, bot)]
      : []),
    ...(flags.informationRequest
      ? [happens(turn, id, 'flagged', { flag: 'information-request', messageId: message.id }, bot)]
      : []),
  ];
  const decisions = {
    ...nothing({
      ...conversation.state,
      current: id,
      couldBe: turn.understanding.alternatives.map(({ label }) => label),
    }),
    opened: [file],
    happened,
  };
  return { file: { ...file, place }, decisions };
}

/** Open a case for each separate matter of the message and tell the resident, in one answer. */
export function openForIssues(turn: Turn): Decisions {
  const { understanding } = turn;
  const openings = understanding.issues.map((issue) => open(turn, { ...issue, model: understanding.model }));
  const decisions = openings.map((each) => each.decisions).reduce(both, nothing(turn.conversation.state));
  const files = openings.map(({ file }) => file);
  const placeless = files.find((file) => file.place === null && needsPlace(turn, file));
  const text = paragraphs(
    ...files.map((file) => openedWords(turn, file)),
    understanding.flags.complaint && !files.some(({ service }) => service === 'complaint')
      ? words(turn, 'complaint-note')
      : null,
    understanding.flags.informationRequest && !files.some(({ service }) => service === 'foi-request')
      ? words(turn, 'information-note')
      : null,
    placeless === undefined ? null : words(turn, 'ask-place', factsOf(turn, placeless)),
  );
  const asking = placeless === undefined ? null : ({ about: 'place', caseId: placeless.id } as const);
  return both(
    decisions,
    decide(
      { ...turn, conversation: { ...turn.conversation, state: decisions.state } },
      { asking, withPerson: null },
      [],
      {
        text,
        about: files.map(({ id }) => id),
      },
    ),
  );
}

function openedWords(turn: Turn, file: Case): string {
  const outside = turn.council.teams.get(file.team)?.kind === 'outside';
  const advice = serviceOf(turn.council, file.service).advice;
  return paragraphs(
    words(turn, outside ? 'opened-outside' : 'opened', factsOf(turn, file)),
    advice === undefined ? null : words(turn, `advice.${advice}`),
  );
}

function needsPlace(turn: Turn, file: Case): boolean {
  const location = turn.council.services.get(file.service)?.location;
  return location === 'point' || location === 'address';
}

/** The label is too doubtful to act on: customer services take the case, and the resident may say which it is. */
export function openUnsure(turn: Turn): Decisions {
  const { understanding, council, conversation } = turn;
  const opening = open(turn, {
    label: 'other',
    probability: understanding.probability,
    model: understanding.model,
  });
  const options = [understanding, ...understanding.alternatives]
    .map(({ label }) => label)
    .filter((label) => label !== 'other' && council.services.has(label))
    .slice(0, 3);
  const asking =
    options.length === 0 ? null : ({ about: 'service', caseId: opening.file.id, options } as const);
  const choices = options.map((label) => titleFor(turn, label));
  const list = choices.map((choice, i) => `${i + 1}. ${choice}`).join('\n');
  return both(
    opening.decisions,
    decide(
      { ...turn, conversation: { ...conversation, state: opening.decisions.state } },
      { asking, withPerson: null },
      [],
      {
        text: words(turn, 'opened-unsure', { ...factsOf(turn, opening.file), list, count: options.length }),
        about: [opening.file.id],
        choices,
      },
    ),
  );
}

/** A service in the resident's words, as an option to choose. */
export function titleFor(turn: Turn, label: string): string {
  const plain = turn.council.services.get(label)?.plain;
  return plain?.[turn.conversation.state.language] ?? plain?.en ?? label;
}
