import type { Council } from '../../core/catalogue.ts';
import { type CannedReply, type Officer, toldChannel } from '../../core/desk.ts';
import {
  caseTitle,
  dangerWords,
  liftElsewhereWords,
  liftHereWords,
  liftHint,
  liftWords,
  nameInWords,
  serviceTitle,
} from '../../core/officer-words.ts';
import { type PersonalDetail, type Piece, piecesOf } from '../../core/personal.ts';
import type { CaseFile, Decision, ThreadMessage } from '../../core/record.ts';
import { type Choices, choicesFor } from './choices.ts';
import { type Clock, clock, nextDue } from './clocks.ts';
import { type Fact, placeFacts } from './place.ts';
import { type Entry, thread } from './thread.ts';
import { type Moment, question, timeline } from './timeline.ts';
import { languageWords, statusTag, type Tag } from './words.ts';

/** One case as its page shows it. */
export interface CaseView {
  readonly reference: string;
  readonly version: number;
  readonly title: string;
  readonly tag: Tag;
  readonly open: boolean;
  readonly team: string;
  readonly assignee: CaseFile['assignee'];
  readonly mine: boolean;
  readonly restricted: boolean;
  /** What may be ticked where it is passed on; null while it is not restricted. */
  readonly lift: { readonly text: string; readonly hint: string } | null;
  /** How the restriction is lifted without moving the case: `team` is its own, null where all cases of the team are restricted. */
  readonly liftHere: { readonly team: string | null; readonly words: string } | null;
  /** Families of danger in words; empty when the case is not urgent. */
  readonly danger: readonly string[];
  readonly dangerRules: readonly string[];
  /** Whether a danger waits for a person to say that they have it. */
  readonly dangerWaits: boolean;
  /** Whether the resident can be written to. */
  readonly wayBack: boolean;
  readonly entries: readonly Shown[];
  readonly history: readonly Moment[];
  readonly clocks: readonly (Clock & { readonly title: string })[];
  /** The clock that runs out next. */
  readonly due: Clock;
  readonly received: Date;
  readonly channel: string;
  /** What to know of the resident's language; null for English. */
  readonly language: string | null;
  readonly worked: number;
  readonly paused: number;
  readonly teamOpen: boolean;
  readonly place: readonly Fact[];
  readonly answers: readonly Answer[];
  readonly urgentWhen: readonly string[];
  /** What it is taken for now, then what the model first made of it where that differs. */
  readonly guesses: readonly GuessView[];
  readonly others: readonly { readonly reference: string; readonly title: string; readonly tag: Tag }[];
  readonly choices: Choices;
}

/** An entry of the thread, with what is secret in each of its texts set apart. */
interface Shown extends Entry {
  readonly pieces: readonly Piece[];
  readonly earlier: readonly (Entry['earlier'][number] & { readonly pieces: readonly Piece[] })[];
}

interface Answer {
  readonly question: string;
  /** Null while the resident has not answered. */
  readonly answer: string | null;
  readonly messageId: string | null;
}

interface GuessView {
  readonly title: string;
  readonly percent: number | null;
  readonly alternatives: readonly { readonly title: string; readonly percent: number }[];
  readonly decidedBy: string;
  readonly reason: string | null;
  readonly model: string | null;
}

interface Surroundings {
  readonly council: Council;
  readonly officer: Officer;
  readonly officers: readonly Officer[];
  readonly ready: readonly CannedReply[];
  readonly personal: (text: string) => readonly PersonalDetail[];
  readonly now: Date;
}

export function viewCase(file: CaseFile, around: Surroundings): CaseView {
  const { council, officer, officers, personal, now } = around;
  const { timezone } = council.facts;
  return {
    reference: file.reference,
    version: file.version,
    title: caseTitle(file),
    tag: statusTag(file.status, file.outcome),
    open: file.status !== 'resolved',
    team: file.teamName,
    assignee: file.assignee,
    mine: file.assignee?.id === officer.id,
    restricted: file.restricted,
    lift: file.restricted ? { text: liftWords, hint: liftHint } : null,
    liftHere: file.restricted ? liftHere(file, council) : null,
    danger: file.urgent ? [...new Set(file.danger.map(({ family }) => dangerWords[family]))] : [],
    dangerRules: file.danger.map(({ rule }) => rule),
    dangerWaits: file.status !== 'resolved' && dangerWaits(file),
    wayBack: file.channel !== toldChannel,
    entries: thread(file.messages).map((entry) => shown(entry, personal)),
    history: timeline(file.events, council),
    clocks: [
      { title: 'First answer by a person', ...clock(file.clocks.firstResponse, 'Answered', now, timezone) },
      { title: 'Resolution', ...clock(file.clocks.resolution, 'Resolved', now, timezone) },
    ],
    due: nextDue(file, now, timezone),
    received: file.openedAt,
    channel: nameInWords(file.channel),
    language: languageWords(file.language, council),
    worked: file.clocks.workedSeconds,
    paused: file.clocks.pausedSeconds,
    teamOpen: file.clocks.openNow,
    place: placeFacts(file.place),
    answers: answers(file, council),
    urgentWhen: council.services.get(file.service)?.urgentWhen ?? [],
    guesses: guesses(file, council, officers),
    others: file.others.map((other) => ({
      reference: other.reference,
      title: other.serviceTitle,
      tag: statusTag(other.status, null),
    })),
    choices: choicesFor(file, around),
  };
}

/** Whether nobody has said, since a danger was last told of, that they have it, nor answered. */
function dangerWaits({ events }: CaseFile): boolean {
  const raised = events.findLastIndex(({ type }) => type === 'danger-raised');
  const inHand = events
    .slice(raised + 1)
    .some(({ type, actor }) => type === 'confirmed' || (type === 'reply-sent' && actor.kind === 'officer'));
  return raised !== -1 && !inHand;
}

function shown(entry: Entry, personal: Surroundings['personal']): Shown {
  const pieces = (text: string | null) =>
    text === null ? [] : piecesOf(text, entry.voice === 'resident' ? personal(text) : []);
  const earlier = entry.earlier.map((version) => ({ ...version, pieces: pieces(version.text) }));
  return { ...entry, pieces: pieces(entry.text), earlier };
}

function answers(file: CaseFile, council: Council): Answer[] {
  const questions = council.services.get(file.service)?.questions ?? [];
  const asked = questions.filter(({ key, optional }) => !optional || key in file.details);
  const extra = Object.keys(file.details).filter((key) => !asked.some((each) => each.key === key));
  const said = new Map(file.messages.map((message) => [message.id, message]));
  return [
    ...asked.map(({ key, ask }) => ({
      question: ask.en,
      ...answer(file.details[key], said),
    })),
    ...extra.map((key) => ({
      question: question(key, council),
      ...answer(file.details[key], said),
    })),
  ];
}

/** A detail names the message that gave it. */
function answer(
  detail: string | undefined,
  said: ReadonlyMap<string, ThreadMessage>,
): Pick<Answer, 'answer' | 'messageId'> {
  if (detail === undefined) return { answer: null, messageId: null };
  const message = said.get(detail);
  return message === undefined
    ? { answer: detail, messageId: null }
    : { answer: message.text ?? 'Erased', messageId: message.id };
}

const percent = (probability: number) => Math.round(probability * 100);

function guesses(file: CaseFile, council: Council, officers: readonly Officer[]): GuessView[] {
  // Later messages are classified too, such as "thanks": what the case stands for is what its service came from.
  const standing = file.decisions.findLast(({ label }) => label === file.service) ?? file.decisions[0];
  const first = file.decisions.find(({ decidedBy }) => decidedBy === null);
  const told = first === undefined || first === standing ? [standing] : [standing, first];
  return told.flatMap((decision) => (decision === undefined ? [] : [guess(decision, council, officers)]));
}

function guess(decision: Decision, council: Council, officers: readonly Officer[]): GuessView {
  return {
    title: serviceTitle(council, decision.label),
    percent: decision.probability === null ? null : percent(decision.probability),
    alternatives: decision.alternatives.slice(0, 3).map(({ label, probability }) => ({
      title: serviceTitle(council, label),
      percent: percent(probability),
    })),
    decidedBy: decider(decision, officers),
    reason: decision.reason,
    model: decision.model,
  };
}

function decider({ decidedBy }: Decision, officers: readonly Officer[]): string {
  if (decidedBy === null) return 'Guessed from the resident’s words';
  if (decidedBy === 'resident') return 'Chosen by the resident';
  return `Chosen by ${officers.find(({ id }) => id === decidedBy)?.name ?? 'an officer'}`;
}

function liftHere({ team }: CaseFile, { teams }: Council): CaseView['liftHere'] {
  return teams.get(team)?.restricted === true
    ? { team: null, words: liftElsewhereWords }
    : { team, words: liftHereWords };
}
