import { type Outcome, type Rating, reopenDays, type Status } from './case.ts';
import { afterWorkingSeconds, type Calendar, workingMilliseconds, workingSeconds } from './clock.ts';
import type { Clock } from './council.ts';
import { type Opening, repeatsOf } from './repeats.ts';
import { ratingOf } from './satisfaction.ts';
import { dataOf, standingOf } from './standing.ts';
import {
  type Course,
  courseOf,
  dueAfterPauses,
  figuresOf,
  type Happened,
  inOrder,
  timelineOf,
  withoutPauses,
} from './timeline.ts';
import type { DangerFamily } from './understanding.ts';

/** What the measures read of one case. Times in working minutes are by the hours of the team that has it now. */
export interface CaseFacts {
  readonly caseId: string;
  readonly conversationId: string;
  /** Number of the last event they are made from. */
  readonly version: number;
  readonly channel: string;
  /** What the resident was to be answered in when the case was opened, BCP 47. */
  readonly language: string;
  /** As it stands now, and as the first message was taken for. */
  readonly service: string;
  readonly openedService: string;
  readonly team: string;
  readonly openedTeam: string;
  /** GSS code; null where the place is not known or lies in none. */
  readonly ward: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly urgent: boolean;
  readonly restricted: boolean;
  readonly danger: readonly DangerFamily[];
  readonly status: Status;
  readonly outcome: Outcome | null;
  readonly openedAt: Date;
  /** When the clock that now counts started: `openedAt`, or the last reopening later than 14 days after a close. */
  readonly startedAt: Date;
  readonly clock: number;
  readonly acknowledgedAt: Date | null;
  readonly acknowledgementSeconds: number | null;
  readonly firstResponseAt: Date | null;
  readonly firstResponseMinutes: number | null;
  readonly firstResponseDue: Date | null;
  /** Working minutes each later message waited for an officer, of those answered; in order. */
  readonly nextResponses: readonly number[];
  /** Since when a message after the first response waits for an officer; null when none does. */
  readonly waitingSince: Date | null;
  /** The close that stands. */
  readonly resolvedAt: Date | null;
  readonly resolutionMinutes: number | null;
  /** When it is to be resolved: as promised, and the working time it waited on the resident later. */
  readonly resolutionDue: Date | null;
  readonly pausedMinutes: number;
  /** Working minutes with another body, in this clock. */
  readonly partnerMinutes: number;
  /** Resolution less the time with another body. */
  readonly ownMinutes: number | null;
  /** The last close, whether it stands or not, and how often a close was made void by a reopening within 14 days. */
  readonly closedAt: Date | null;
  readonly reopenings: number;
  /** How often a person or the resident moved it to another team. */
  readonly routes: number;
  readonly chasers: number;
  /** Messages of the resident on its record; replies of officers. */
  readonly messages: number;
  readonly replies: number;
  /** The earlier case on the same matter, and when a later one was opened; see `repeats.ts`. */
  readonly repeatOf: string | null;
  readonly repeatedAt: Date | null;
  /** When danger was first told; seconds from then to the advice, and whole minutes to an officer's first act, at every hour. */
  readonly dangerAt: Date | null;
  readonly adviceSeconds: number | null;
  readonly personMinutes: number | null;
  /** When we last asked how satisfied the resident is, when they last answered that, and what: 1 to 5. */
  readonly surveyedAt: Date | null;
  readonly ratedAt: Date | null;
  readonly rating: Rating | null;
  /** Id of the message that opened it; of several cases when it was of several matters. */
  readonly openedByMessage: string | null;
  /** Whether an officer answered or set its status, and so saw its service; whether it was moved to another, or another team. */
  readonly looked: boolean;
  readonly moved: boolean;
}

/**
 * The facts of one case, from its events in the order of their numbers, the clock of its team and service, and the openings
 * of all cases of its conversation, its own among them. Pure, and the same for the same events; null where the first
 * event is erased or missing. Never throws.
 */
export function factsOf(
  ids: { readonly caseId: string; readonly conversationId: string },
  events: readonly Happened[],
  clockOf: (team: string, service: string) => Clock,
  openings: readonly Opening[],
): CaseFacts | null {
  const opened = events[0]?.type === 'opened' ? dataOf(events[0], 'opened') : null;
  if (opened?.openedAt === undefined || opened.team === undefined || opened.service === undefined)
    return null;
  const standing = standingOf(events);
  const team = standing.team ?? opened.team;
  const service = standing.service ?? opened.service;
  const { calendar, pauses } = clockOf(team, service);
  const timeline = pauses ? timelineOf(events) : withoutPauses(timelineOf(events));
  const figures = figuresOf(calendar, timeline);
  const course = courseOf(calendar, timeline);
  const openedAt = new Date(opened.openedAt);
  const startedAt = figures.startedAt ?? openedAt;
  const due = (told: string | null | undefined) =>
    told == null ? null : laterBy(calendar, { openedAt, startedAt }, new Date(told));
  const resolutionDue = due(
    standing.resolutionDue === undefined ? opened.resolutionDue : standing.resolutionDue,
  );
  const last = new Date(Math.max(...timeline.map(({ at }) => at.getTime()), +startedAt));
  const partner = standing.partner.reduce(
    (sum, { from, to }) =>
      sum + workingMilliseconds(calendar, later(from, startedAt), earlier(to ?? last, figures.resolvedAt)),
    0,
  );
  const partnerMinutes = Math.floor(partner / 60_000);
  const opening = openings.find(({ caseId }) => caseId === ids.caseId);
  return {
    ...ids,
    version: events.length,
    channel: opened.channel ?? '',
    language: opened.language ?? 'en',
    service,
    openedService: opened.service,
    team,
    openedTeam: opened.team,
    ward: standing.ward,
    latitude: opening?.point?.latitude ?? null,
    longitude: opening?.point?.longitude ?? null,
    urgent: opened.urgent === true || standing.danger.length > 0,
    restricted: standing.restricted ?? opened.restricted ?? false,
    danger: standing.danger,
    status: standing.status,
    outcome: standing.outcome,
    openedAt,
    startedAt,
    clock: figures.clock,
    acknowledgedAt: figures.acknowledgedAt,
    acknowledgementSeconds: figures.acknowledgementSeconds,
    firstResponseAt: figures.firstResponseAt,
    firstResponseMinutes: figures.firstResponseMinutes,
    firstResponseDue: due(opened.firstResponseDue),
    ...nextResponses(calendar, timeline, course),
    resolvedAt: figures.resolvedAt,
    resolutionMinutes: figures.resolutionMinutes,
    resolutionDue: resolutionDue && course && putOff(calendar, resolutionDue, course),
    pausedMinutes: figures.pausedMinutes ?? 0,
    partnerMinutes,
    ownMinutes: figures.resolutionMinutes && Math.max(0, figures.resolutionMinutes - partnerMinutes),
    ...closesOf(timeline),
    routes: standing.routes,
    chasers: events.filter(({ type }) => type === 'chased').length,
    messages: events.filter(({ type }) => type === 'message-received').length,
    replies: events.filter(({ type, actor }) => type === 'reply-sent' && actor.kind === 'officer').length,
    ...(opening === undefined ? { repeatOf: null, repeatedAt: null } : repeatsOf(opening, openings)),
    ...dangerOf(events),
    ...ratingOf(events),
    openedByMessage: opened.messageId ?? null,
    looked: standing.looked,
    moved: standing.moved,
  };
}

function later(one: Date, other: Date): Date {
  return new Date(Math.max(+one, +other));
}

function earlier(one: Date, other: Date | null): Date {
  return other !== null && other < one ? other : one;
}

/** A due time of the first clock as one of this clock: so many working seconds after it started. */
function laterBy(
  calendar: Calendar,
  { openedAt, startedAt }: { readonly openedAt: Date; readonly startedAt: Date },
  due: Date,
): Date | null {
  if (+startedAt === +openedAt) return due;
  return afterWorkingSeconds(calendar, startedAt, workingSeconds(calendar, openedAt, due));
}

/** A target as the pauses put it off: one that runs still, until where it will run out. */
function putOff(calendar: Calendar, due: Date, { pauses, resolvedAt }: Course): Date {
  const runsOut = pauses.at(-1)?.to ?? pauses.at(-1)?.from ?? due;
  return dueAfterPauses(calendar, due, pauses, resolvedAt ?? runsOut);
}

/** How long each message after the first response waited. A close ends the wait and counts for none: thanks need no answer. */
function nextResponses(calendar: Calendar, timeline: ReturnType<typeof timelineOf>, course: Course | null) {
  const waits: number[] = [];
  let waitingSince: Date | null = null;
  const since = course?.firstResponseAt ?? null;
  for (const { at, type } of since === null ? [] : inOrder(timeline).filter(({ at }) => since <= at)) {
    if (type === 'resident-message') waitingSince ??= at;
    else if (type === 'resolved') waitingSince = null;
    else if ((type === 'officer-reply' || type === 'officer-question') && waitingSince !== null) {
      waits.push(Math.floor(workingMilliseconds(calendar, waitingSince, at) / 60_000));
      waitingSince = null;
    }
  }
  return { nextResponses: waits, waitingSince };
}

function closesOf(timeline: ReturnType<typeof timelineOf>): { closedAt: Date | null; reopenings: number } {
  let closedAt: Date | null = null;
  let open = true;
  let reopenings = 0;
  for (const { at, type } of inOrder(timeline)) {
    if (type === 'resolved' && open) {
      closedAt = at;
      open = false;
    } else if (type === 'reopened' && closedAt !== null && !open) {
      if (+at - +closedAt <= reopenDays * 86_400_000) reopenings += 1;
      open = true;
    }
  }
  return { closedAt, reopenings };
}

/** From the message that first told of danger, as its channel dates it. */
function dangerOf(events: readonly Happened[]) {
  const raised = events.find(({ type }) => type === 'danger-raised');
  if (raised === undefined) return { dangerAt: null, adviceSeconds: null, personMinutes: null };
  const { messageId } = dataOf(raised, 'danger-raised');
  const told = events
    .filter(({ type }) => type === 'message-received')
    .map((event) => dataOf(event, 'message-received'))
    .find((each) => each.messageId === messageId);
  const dangerAt = earlier(raised.at, told?.sentAt === undefined ? null : new Date(told.sentAt));
  const place = events.indexOf(raised);
  const advice = events.slice(place).find(({ type, actor }) => type === 'reply-sent' && actor.kind === 'bot');
  const person = events.slice(place).find(({ actor }) => actor.kind === 'officer');
  const seconds = (at: Date | undefined) => (at === undefined ? null : Math.floor((+at - +dangerAt) / 1000));
  const acted = seconds(person?.at);
  return {
    dangerAt,
    adviceSeconds: seconds(advice?.at),
    personMinutes: acted === null ? null : Math.floor(acted / 60),
  };
}
