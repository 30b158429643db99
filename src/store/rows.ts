import type { Case, CaseEvent } from '../core/case.ts';
import type { StoredMessage } from '../core/conversation.ts';

/** Rows as `row_to_json` gives them: times are ISO strings, json is parsed. */
export interface CaseRow {
  readonly id: string;
  readonly reference: string;
  readonly conversation_id: string;
  readonly reply_to: Case['replyTo'];
  readonly service: string;
  readonly team: string;
  readonly status: Case['status'];
  readonly outcome: Case['outcome'];
  readonly assignee_id: string | null;
  readonly urgent: boolean;
  readonly danger: Case['danger'];
  readonly restricted: boolean;
  readonly place: Case['place'];
  readonly details: Case['details'];
  readonly opened_at: string;
  readonly first_response_due: string | null;
  readonly resolution_due: string | null;
  readonly first_responded_at: string | null;
  readonly resolved_at: string | null;
  readonly version: number;
  readonly head: string;
}

export interface MessageRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly seq: number;
  readonly text: string | null;
  readonly attachments: StoredMessage['attachments'];
  readonly place: StoredMessage['place'];
  readonly publicly: StoredMessage['publicly'];
  readonly revises_id: string | null;
  readonly revision_kind: 'edit' | 'deletion' | null;
  readonly revised_cases: readonly string[] | null;
  readonly sent_at: string;
  readonly digest: string;
}

const date = (iso: string | null): Date | null => (iso === null ? null : new Date(iso));

export function caseFrom(row: CaseRow): Case {
  return {
    id: row.id,
    reference: row.reference,
    conversationId: row.conversation_id,
    replyTo: row.reply_to,
    service: row.service,
    team: row.team,
    status: row.status,
    outcome: row.outcome,
    assignee: row.assignee_id,
    urgent: row.urgent,
    danger: row.danger,
    restricted: row.restricted,
    place: row.place,
    details: row.details,
    openedAt: new Date(row.opened_at),
    firstResponseDue: date(row.first_response_due),
    resolutionDue: date(row.resolution_due),
    firstRespondedAt: date(row.first_responded_at),
    resolvedAt: date(row.resolved_at),
    version: row.version,
    head: row.head,
  };
}

export function rowFromCase(file: Case): CaseRow {
  return {
    id: file.id,
    reference: file.reference,
    conversation_id: file.conversationId,
    reply_to: file.replyTo,
    service: file.service,
    team: file.team,
    status: file.status,
    outcome: file.outcome,
    assignee_id: file.assignee,
    urgent: file.urgent,
    danger: file.danger,
    restricted: file.restricted,
    place: file.place,
    details: file.details,
    opened_at: file.openedAt.toISOString(),
    first_response_due: file.firstResponseDue?.toISOString() ?? null,
    resolution_due: file.resolutionDue?.toISOString() ?? null,
    first_responded_at: file.firstRespondedAt?.toISOString() ?? null,
    resolved_at: file.resolvedAt?.toISOString() ?? null,
    version: file.version,
    head: file.head,
  };
}

export function messageFrom(row: MessageRow): StoredMessage {
  const { revises_id: revised, revision_kind: kind } = row;
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq: row.seq,
    text: row.text ?? '',
    attachments: row.attachments,
    place: row.place,
    publicly: row.publicly,
    revises:
      revised === null || kind === null
        ? null
        : { messageId: revised, kind, caseIds: row.revised_cases ?? [] },
    sentAt: new Date(row.sent_at),
    digest: row.digest,
  };
}

export function rowFromEvent(event: CaseEvent): Record<string, unknown> {
  return {
    id: event.id,
    case_id: event.caseId,
    number: event.number,
    type: event.type,
    at: event.at.toISOString(),
    actor: event.actor,
    data: event.data,
    salt: event.salt,
    digest: event.digest,
    previous: event.previous,
    hash: event.hash,
  };
}
