import type { CaseEventType, Outcome, Status } from '../../core/case.ts';
import type { Council } from '../../core/catalogue.ts';
import { type Calendar, isOpen, workingSeconds } from '../../core/clock.ts';
import { type ConversationState, freshState, languageFor, type Voice } from '../../core/conversation.ts';
import { calendarOf, serviceOf, teamOf } from '../../core/council.ts';
import type { Place } from '../../core/place.ts';
import type { DeliveryState } from '../../core/record.ts';
import type { DangerSign, Guess } from '../../core/understanding.ts';
import type { FileRow, ListRow } from './queries.ts';

/** A case as a list shows it. */
export function caseLine(council: Council, row: ListRow) {
  return {
    ...lineOf(council, row),
    firstWords: row.messages[0]?.message.text ?? null,
  };
}

type CaseColumns = Omit<ListRow, 'messages' | 'conversation'> & {
  readonly conversation: Pick<ListRow['conversation'], 'state'>;
};

function lineOf(council: Council, row: CaseColumns) {
  return {
    reference: row.reference,
    service: row.service,
    serviceTitle: serviceOf(council, row.service).title,
    team: row.team,
    teamName: council.teams.get(row.team)?.name ?? row.team,
    status: row.status as Status,
    outcome: row.outcome as Outcome | null,
    urgent: row.urgent,
    danger: row.danger as unknown as DangerSign[],
    restricted: row.restricted,
    channel: (row.replyTo as { channel: string }).channel,
    language: languageFor(stateOf(row), council.facts.languages),
    assignee: row.assignee === null ? null : { id: row.assignee.id, name: row.assignee.name },
    place: row.place as Place | null,
    openedAt: row.openedAt,
    firstResponseDue: row.firstResponseDue,
    resolutionDue: resolutionDue(row),
    firstRespondedAt: row.firstRespondedAt,
    resolvedAt: row.resolvedAt,
    version: row.version,
  };
}

/** When it is to be resolved: as promised, and later by as much as we waited on the resident. */
function resolutionDue({ facts, resolutionDue: promised }: CaseColumns): Date | null {
  return facts?.resolutionDue ?? promised;
}

/** What a conversation remembers, with what it did not yet when it was written. */
function stateOf({ conversation }: CaseColumns): ConversationState {
  return { ...freshState, ...(conversation.state as Partial<ConversationState>) };
}

/** Everything on the record of one case, as a desk and the API show it. */
export function caseFile(council: Council, row: FileRow, sees: { readonly restricted: boolean }, now: Date) {
  const messages = row.messages.map(({ message }) => message).sort((a, b) => a.seq - b.seq);
  const deliveries = row.deliveries.concat(messages.flatMap((message) => message.deliveries));
  const replies = deliveries.filter(({ kind }) => kind === 'channel').map(deliveryState);
  const decisions = row.classifications
    .concat(
      messages.flatMap(({ classifications }) => classifications.filter(({ caseId }) => caseId !== row.id)),
    )
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return {
    ...lineOf(council, row),
    firstWords: messages.find(({ voice, text }) => voice === 'resident' && text !== '')?.text ?? null,
    id: row.id,
    conversationId: row.conversationId,
    details: row.details as Record<string, string>,
    messages: messages.map((message) => ({
      id: message.id,
      seq: message.seq,
      voice: message.voice as Voice,
      text: message.text,
      officer: message.officer === null ? null : { id: message.officer.id, name: message.officer.name },
      attachments: message.attachments as { kind: string; name?: string }[],
      files: message.files.map((file) => ({
        id: file.id,
        kind: file.kind,
        name: file.name,
        status: file.status as 'wanted' | 'kept' | 'refused' | 'failed',
        type: file.type,
        bytes: file.bytes,
        position: file.position as { latitude: number; longitude: number } | null,
        error: file.error,
      })),
      publicly: message.publicly !== null,
      choices: message.choices as string[],
      revises:
        message.revisesId === null
          ? null
          : { messageId: message.revisesId, kind: message.revisionKind as 'edit' | 'deletion' },
      at: message.sentAt,
      delivery: replies.find(({ messageId }) => messageId === message.id) ?? null,
    })),
    events: row.events.map((event) => ({
      number: event.number,
      type: event.type as CaseEventType,
      at: event.at,
      actor: event.actor as { kind: string; id?: string; name?: string },
      data: event.data as unknown,
      digest: event.digest,
      previous: event.previous,
      hash: event.hash,
    })),
    deliveries: replies,
    decisions: decisions.map((each) => ({
      label: each.label,
      probability: each.probability,
      alternatives: each.alternatives as unknown as Guess[],
      messageId: each.messageId,
      model: each.model,
      decidedBy: each.decidedBy,
      reason: each.reason,
      at: each.at,
    })),
    clocks: clocksOf(calendarOf(council, teamOf(council, row.team)), row, now),
    others: row.conversation.cases
      .filter(({ id, restricted }) => id !== row.id && (sees.restricted || !restricted))
      .map((other) => ({
        reference: other.reference,
        serviceTitle: serviceOf(council, other.service).title,
        status: other.status as Status,
      })),
  };
}

function deliveryState(row: FileRow['deliveries'][number]) {
  return {
    id: row.id,
    messageId: row.messageId,
    via: row.via,
    status: row.status as DeliveryState['status'],
    attempts: row.attempts,
    createdAt: row.createdAt,
    sentAt: row.sentAt,
    error: row.error,
  };
}

function clocksOf(calendar: Calendar, row: CaseColumns, now: Date) {
  const until = row.resolvedAt ?? now;
  return {
    openNow: isOpen(calendar, now),
    workedSeconds: workingSeconds(calendar, row.openedAt, until),
    pausedSeconds: 60 * (row.facts?.pausedMinutes ?? 0),
    firstResponse: clockState(calendar, row.openedAt, row.firstResponseDue, row.firstRespondedAt, now),
    resolution: clockState(calendar, row.openedAt, resolutionDue(row), row.resolvedAt, now),
  };
}

type ClockName = 'none' | 'met' | 'met-late' | 'running' | 'soon' | 'overdue';

function clockState(calendar: Calendar, since: Date, due: Date | null, met: Date | null, now: Date) {
  const state = (name: ClockName, secondsLeft: number | null) => ({ due, met, state: name, secondsLeft });
  if (due === null) return state('none', null);
  if (met !== null) return state(met <= due ? 'met' : 'met-late', null);
  if (now > due) return state('overdue', -workingSeconds(calendar, due, now));
  const left = workingSeconds(calendar, now, due);
  return state(left * 4 < workingSeconds(calendar, since, due) ? 'soon' : 'running', left);
}
