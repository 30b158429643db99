import type { QueryConfig } from 'pg';
import type { Case } from '../core/case.ts';
import { extend } from '../core/chain.ts';
import type { Conversation } from '../core/conversation.ts';
import { carriedOut, type Decisions, messagesOf } from '../core/decision.ts';
import type { DeskAlert } from '../core/desk.ts';
import type { Ids } from '../core/ids.ts';
import { type ClockOf, type FactsBefore, factsAfter, keepFacts } from './facts.ts';
import {
  datesChanged,
  datesOfCase,
  enquiriesChanged,
  enquiriesIn,
  readingsChanged,
  readingsIn,
} from './rollups/marks.ts';
import { rowFromCase, rowFromEvent } from './rows.ts';

// Everything a step decided, in one statement: one round trip, and the foreign keys are checked at its end.
const carryOut = `
  WITH conversation_now AS (
    UPDATE conversation SET state = $2, last_seq = $3, handled_seq = greatest(handled_seq, $4),
           pending_since = CASE WHEN last_inbound_seq > $4 THEN pending_since END
     WHERE id = $1),
  opened AS (INSERT INTO case_file SELECT * FROM jsonb_populate_recordset(NULL::case_file, $6)),
  changed AS (
    UPDATE case_file AS c
       SET service = n.service, team = n.team, status = n.status, outcome = n.outcome, assignee_id = n.assignee_id,
           urgent = n.urgent, danger = n.danger, restricted = n.restricted, place = n.place, details = n.details,
           resolution_due = n.resolution_due, first_responded_at = n.first_responded_at,
           resolved_at = n.resolved_at, version = n.version, head = n.head
      FROM jsonb_populate_recordset(NULL::case_file, $7) AS n
     WHERE c.id = n.id),
  happened AS (INSERT INTO case_event SELECT * FROM jsonb_populate_recordset(NULL::case_event, $8)),
  said AS (INSERT INTO message SELECT * FROM jsonb_populate_recordset(NULL::message, $9)),
  tied AS (
    INSERT INTO case_message (case_id, message_id)
    SELECT case_id, message_id FROM jsonb_populate_recordset(NULL::case_message, $10) ON CONFLICT DO NOTHING),
  classified AS (INSERT INTO classification SELECT * FROM jsonb_populate_recordset(NULL::classification, $11)),
  facts AS (${keepFacts('$13')}),
  repeated AS (
    UPDATE case_facts AS f SET repeat_of = n.repeat_of, repeated_at = n.repeated_at
      FROM jsonb_populate_recordset(NULL::case_facts, $14) AS n WHERE f.case_id = n.case_id
    RETURNING ${datesOfCase} AS dates),
  stale AS (
    INSERT INTO rollup_stale (day)
    SELECT DISTINCT (at AT TIME ZONE $16)::date
      FROM (${datesChanged('$13')} UNION ALL SELECT unnest(dates) FROM repeated
            UNION ALL ${enquiriesChanged('$13')} UNION ALL ${enquiriesIn('$11')}) AS d (at)
     WHERE at < date_trunc('day', $5::timestamptz, $16)),
  unread AS (
    INSERT INTO reading_stale (week)
    SELECT DISTINCT date_trunc('week', at AT TIME ZONE $16)::date
      FROM (${readingsChanged('$13')} UNION ALL ${readingsIn('$11')}) AS r (at)
     WHERE at < date_trunc('week', $5::timestamptz, $16)),
  withheld AS (UPDATE delivery SET status = 'withdrawn' WHERE id = ANY ($15::uuid[]) AND status IN ('pending', 'failed')),
  released AS (
    UPDATE delivery SET not_before = $5, payload = payload - 'hold'
     WHERE status = 'pending' AND payload ? 'hold' AND id <> ALL ($15::uuid[])
       AND thread IN (SELECT thread FROM jsonb_populate_recordset(NULL::delivery, $12)))
  INSERT INTO delivery (id, kind, via, thread, conversation_id, message_id, case_id, payload, status, attempts, not_before, created_at)
  SELECT id, kind, via, thread, conversation_id, message_id, case_id, payload, 'pending', 0,
         $5::timestamptz + make_interval(secs => coalesce((payload->>'hold')::int, 0)), $5
    FROM jsonb_populate_recordset(NULL::delivery, $12) WITH ORDINALITY AS d ORDER BY ordinality`;

/** A conversation as locked by the transaction that is about to write to it. */
export interface Locked {
  readonly conversation: Conversation;
  readonly lastSeq: number;
  readonly facts: FactsBefore;
}

/** The statement that carries out decisions in the transaction that holds the conversation, and the deliveries it makes. */
export function plan(
  locked: Locked,
  decisions: Decisions,
  handledSeq: number,
  context: {
    readonly ids: Ids;
    readonly desks: readonly string[];
    readonly now: Date;
    readonly clockOf: ClockOf;
    readonly timezone: string;
  },
): { readonly statement: QueryConfig; readonly deliveries: string[] } {
  const { conversation } = locked;
  const before = new Map([...conversation.cases, ...decisions.opened].map((file) => [file.id, file]));
  const touched = new Set(decisions.happened.map(({ caseId }) => caseId));
  const chained = carriedOut(conversation, decisions)
    .cases.filter(({ id }) => touched.has(id))
    .map((file) => chain(file, before.get(file.id) ?? file, decisions, context.ids));
  const isNew = new Set(decisions.opened.map(({ id }) => id));
  const files = chained.map(({ file }) => file);
  const added = new Map(chained.map(({ file, events }) => [file.id, events]));
  const facts = factsAfter(conversation.id, locked.facts, added, context.clockOf);
  const deliveries = [...repliesOf(conversation, decisions), ...desksOf(files, decisions, context)];
  const rows = [
    files.filter(({ id }) => isNew.has(id)).map(rowFromCase),
    files.filter(({ id }) => !isNew.has(id)).map(rowFromCase),
    chained.flatMap(({ events }) => events.map(rowFromEvent)),
    saidRows(locked, decisions, context.now),
    ties(decisions),
    classificationRows(decisions),
    deliveries,
    facts.whole,
    facts.repeats,
  ].map((each) => JSON.stringify(each));
  const lastSeq = locked.lastSeq + decisions.said.length;
  const values = [
    conversation.id,
    JSON.stringify(decisions.state),
    lastSeq,
    handledSeq,
    context.now,
    ...rows,
    decisions.withheld,
    context.timezone,
  ];
  return { statement: { name: 'carry', text: carryOut, values }, deliveries: deliveries.map(({ id }) => id) };
}

function chain(file: Case, before: Case, decisions: Decisions, ids: Ids) {
  const happenings = decisions.happened
    .filter(({ caseId }) => caseId === file.id)
    .map(({ happening }) => happening);
  const events = extend({ caseId: file.id, version: before.version, head: before.head }, happenings, ids);
  return { file: { ...file, head: events.at(-1)?.hash ?? before.head }, events };
}

function saidRows({ conversation, lastSeq }: Locked, { said }: Decisions, now: Date) {
  return said.map((each, i) => ({
    id: each.id,
    conversation_id: conversation.id,
    seq: lastSeq + i + 1,
    voice: each.voice,
    channel: conversation.replyTo.channel,
    external_id: `own:${each.id}`,
    text: each.text,
    attachments: [],
    choices: each.choices,
    revises_id: each.revises?.messageId ?? null,
    revision_kind: each.revises?.kind ?? null,
    officer_id: each.officerId,
    sent_at: each.at.toISOString(),
    stored_at: now.toISOString(),
    salt: each.salt,
    digest: each.digest,
  }));
}

function ties({ happened }: Decisions) {
  return happened.flatMap(({ caseId, happening }) =>
    messagesOf(happening).map((messageId) => ({ case_id: caseId, message_id: messageId })),
  );
}

function classificationRows({ classified }: Decisions) {
  return classified.map((each) => ({
    id: each.id,
    message_id: each.messageId,
    case_id: each.caseId,
    label: each.label,
    probability: each.probability,
    alternatives: each.alternatives,
    flags: each.flags ?? {},
    danger: each.danger,
    language: each.language,
    model: each.model,
    decided_by: each.decidedBy,
    reason: each.reason,
    at: each.at.toISOString(),
  }));
}

/** A delivery as its table has it. */
export interface DeliveryRow {
  readonly id: string;
  readonly [column: string]: unknown;
}

/** What is said goes out in the order it is said; what is held back is let go by whatever follows it in its thread. */
function repliesOf(conversation: Conversation, { said }: Decisions): DeliveryRow[] {
  return said.flatMap(({ id, delivery, choices }) =>
    delivery === null
      ? []
      : [
          {
            id: delivery.id,
            kind: 'channel',
            via: delivery.to.channel,
            thread: `${delivery.to.channel}:${delivery.to.thread}`,
            conversation_id: conversation.id,
            message_id: id,
            payload: {
              to: delivery.to,
              choices,
              ...(delivery.hold === undefined ? {} : { hold: delivery.hold }),
              ...(delivery.revises === undefined ? {} : { revises: delivery.revises }),
            },
          },
        ],
  );
}

function desksOf(
  files: readonly Case[],
  { alerts }: Decisions,
  { ids, desks }: { ids: Ids; desks: readonly string[] },
): DeliveryRow[] {
  return desks.flatMap((desk) =>
    files.map((file) => {
      const about = alerts.filter(({ caseId }) => caseId === file.id);
      const alert = about.find((each) => isPressing(each.alert))?.alert ?? about[0]?.alert ?? 'none';
      const calls = [...new Set(about.flatMap((each) => each.calls ?? []))];
      return deskRow(desk, file, { id: ids.id(), alert, calls });
    }),
  );
}

/** A case to be shown at a desk. What presses is in a thread of its own, so that nothing holds it back. */
export function deskRow(
  desk: string,
  file: Pick<Case, 'id' | 'reference'>,
  { id, alert, calls }: { id: string; alert: DeskAlert; calls: readonly string[] },
): DeliveryRow {
  return {
    id,
    kind: 'desk',
    via: desk,
    thread: isPressing(alert) ? `${desk}:${id}` : `${desk}:${file.id}`,
    case_id: file.id,
    payload: { reference: file.reference, alert, calls },
  };
}

function isPressing(alert: DeskAlert): boolean {
  return alert === 'danger' || alert === 'page';
}
