import type { Case } from '../../core/case.ts';
import { dueBy } from '../../core/clock.ts';
import type { Asking } from '../../core/conversation.ts';
import { calendarOf, serviceOf, teamOf } from '../../core/council.ts';
import type { Classified, Decisions } from '../../core/decision.ts';
import { route } from '../route.ts';
import { factsOf, paragraphs, words } from '../words.ts';
import { addTo } from './add.ts';
import { titleFor } from './open.ts';
import { numberIn } from './pick.ts';
import {
  clearService,
  currentCase,
  decide,
  flagged,
  happens,
  openCase,
  placed,
  plain,
  type Reading,
  received,
  resident,
  type Turn,
} from './turn.ts';
import { whereQuestion } from './where.ts';
import { whoseWords } from './whose.ts';

const inEnglish =
  "(?:no\\W+)?(?:(?:that'?s|it'?s|this is|that is|it is)\\s+)?(?:wrong|not right|incorrect|anghywir)";
const inWelsh =
  "(?:(?:na|nage)\\W+)?(?:(?:mae|ma)(?:\\s+(?:hyn|hynny|hwn|hwnna|o|e))?(?:'n|\\s+yn)\\s+anghywir|anghywir(?:\\s+(?:yw|ydy|ydi)\\s+(?:hyn|hynny|hwn|hwnna))?|(?:(?:dyw|dydi|dydy|nid yw)\\s+(?:hyn|hynny|hwn|hwnna|o|e)\\s+)?(?:ddim\\s+)?yn\\s+(?:gywir|iawn)|ddim\\s+yn\\s+(?:gywir|iawn))";
const saysWrong = `(?:${inEnglish}|${inWelsh})`;
const wrongAlone = new RegExp(`^\\W*${saysWrong}\\W*$`, 'i');
const wrongAndMore = new RegExp(
  `^\\W*${saysWrong}(?:\\s*[,.;:!–-]+\\s*|\\s+(?=(?:it'?s|this is|i meant?|about|mae|am|meddwl)\\b))\\S`,
  'i',
);

/**
 * "Wrong": the case goes on, and the resident is offered what else it could have been, unless they say so at once.
 * Said after an officer spoke, it is for the officer.
 */
export const wrong: Reading = (turn) => {
  const said = plain(turn);
  const more = wrongAndMore.test(said);
  if (!more && !wrongAlone.test(said)) return null;
  const file = currentCase(turn);
  const meant = clearService(turn);
  if (more && meant !== null && (file === null || meant === file.service)) return null;
  if (file === null) return decide(turn, {}, [], { text: words(turn, 'wrong-none') });
  if (turn.conversation.state.withPerson?.caseId === file.id) return addTo(turn, file);
  return more && meant !== null ? reclassify(turn, file, meant) : offer(turn, file);
};

function offer(turn: Turn, file: Case): Decisions {
  const options = turn.conversation.state.couldBe
    .filter((label) => label !== file.service && label !== 'other' && turn.council.services.has(label))
    .slice(0, 3);
  const asking = {
    about: 'service',
    caseId: file.id,
    options,
    at: turn.message.sentAt.toISOString(),
  } as const;
  const choices = options.map((label) => titleFor(turn, label));
  const text = words(turn, 'wrong-offer', factsOf(turn, file));
  return decide(turn, { asking, current: file.id }, [received(turn, file.id)], {
    text,
    about: [file.id],
    choices,
  });
}

/** Which of the offered services it is, by number or by name or, soon after, in other words. */
export const choice: Reading = (turn) => {
  const { asking } = turn.conversation.state;
  if (asking?.about !== 'service') return null;
  const file = openCase(turn, asking.caseId);
  if (file === null) return null;
  const chosen = picked(turn, asking.options) ?? inOtherWords(turn, asking);
  return chosen === null ? null : reclassify(turn, file, chosen);
};

function picked(turn: Turn, options: readonly string[]): string | null {
  const said = plain(turn).toLowerCase();
  const number = numberIn(said);
  if (number !== null) return options[number - 1] ?? null;
  return options.find((label) => titles(turn, label).includes(named(said))) ?? null;
}

/** What a service is called in every language: the resident may have changed theirs since it was offered. */
function titles({ council }: Turn, label: string): string[] {
  const { en, cy } = council.services.get(label)?.plain ?? {};
  return [en, cy].flatMap((words) => (words === undefined ? [] : [named(words)]));
}

/** A name as far as it must be the same: without an article, and whatever keyboards make of apostrophes. */
function named(words: string): string {
  return words
    .toLowerCase()
    .replace(/’/g, "'")
    .replace(/^(an?|the)\s+|[.!]+$/g, '');
}

const soonMs = 3_600_000;
/** What a resident says of a matter, not what the matter is. */
const aboutUs = ['complaint', 'compliment', 'foi-request'];

/** Later, the same words are more likely about something new. */
function inOtherWords(turn: Turn, asking: Asking & { about: 'service' }): string | null {
  const label = clearService(turn);
  const soon = turn.message.sentAt.getTime() - Date.parse(asking.at) <= soonMs;
  return label !== null && soon && (!aboutUs.includes(label) || asking.options.includes(label))
    ? label
    : null;
}

/** The resident told us what a case is really about: it takes that service, and goes to the team that owns it. */
function reclassify(turn: Turn, file: Case, label: string): Decisions {
  const { council, understanding, message } = turn;
  const service = serviceOf(council, label);
  const place = message.place ?? understanding.place;
  const owner = route(council, label, [], file.openedAt, place ?? file.place).team;
  // Only a person may take a case from where danger brought it.
  const stays = file.urgent || file.restricted || file.team === owner.id;
  const team = teamOf(council, stays ? file.team : owner.id);
  const resolutionDue = dueBy(calendarOf(council, team), file.openedAt, service.resolution);
  const reason = 'The resident said what it is about.';
  const now: Case = {
    ...file,
    service: service.label,
    team: stays ? file.team : team.id,
    resolutionDue,
    place: place ?? file.place,
  };
  const changed = { from: file.service, to: service.label, reason };
  const moved = { from: file.team, to: team.id, restricted: team.restricted, reason };
  const happened = [
    received(turn, file.id),
    happens(
      turn,
      file.id,
      'reclassified',
      { ...changed, resolutionDue: resolutionDue?.toISOString() ?? null },
      resident,
    ),
    ...(stays ? [] : [happens(turn, file.id, 'routed', moved)]),
    ...placed(turn, file.id, place),
    ...flagged(turn, file.id),
  ];
  const whose = whoseWords(turn, now);
  const facts = factsOf(turn, now);
  const question = whereQuestion(turn, [now]);
  const text = paragraphs(
    whose === null ? words(turn, 'chosen', facts) : words(turn, 'opened-elsewhere', { ...facts, whose }),
    question?.text ?? null,
  );
  const state = { asking: question?.asking ?? null, current: file.id };
  const choices = question?.choices ?? [];
  const decided = decide(turn, state, happened, { text, about: [file.id], choices });
  return { ...decided, classified: [correction(turn, file.id, label, reason)] };
}

function correction(turn: Turn, caseId: string, label: string, reason: string): Classified {
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
