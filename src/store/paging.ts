import type { Pool, PoolClient } from 'pg';
import type { Case } from '../core/case.ts';
import type { Conversation } from '../core/conversation.ts';
import type { Decisions } from '../core/decision.ts';
import type { Happened } from '../core/timeline-record.ts';
import { changeCase, type Work } from './conversations.ts';

// What paging reads of a case's record. A reply of the bot's is nobody who has it in hand.
const telling = `e.type IN ('danger-raised', 'paged', 'confirmed')
  OR e.type = 'reply-sent' AND e.actor->>'kind' = 'officer'
  OR e.type = 'status-changed' AND e.data->>'to' = 'resolved'`;

const dangers = `
  SELECT c.id AS "caseId", c.conversation_id AS "conversationId", told.events
    FROM case_file c
    CROSS JOIN LATERAL (
      SELECT e.type, e.at FROM case_event e WHERE e.case_id = c.id AND (${telling}) ORDER BY e.number DESC LIMIT 1) last
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_object('type', e.type, 'at', e.at, 'actor', e.actor, 'data', e.data) ORDER BY e.number) AS events
        FROM case_event e WHERE e.case_id = c.id AND (${telling})) told
   WHERE c.status <> 'resolved' AND c.danger <> '[]'
     AND (last.type = 'danger-raised' OR last.type = 'paged' AND last.at <= $1)
   ORDER BY c.opened_at`;

interface WatchedRow {
  readonly caseId: string;
  readonly conversationId: string;
  readonly events: readonly EventRow[];
}

type EventRow = Omit<Happened, 'at'> & { readonly at: string | Date };

/** What the ledger knows of dangers that nobody has in hand. */
export function paging(pool: Pool) {
  return {
    /** Open cases in danger, longest first, with what tells whether somebody has it in hand. Those somebody was called to after `calledBefore` are left out. */
    async dangers(calledBefore: Date) {
      const { rows } = await pool.query<WatchedRow>({
        name: 'dangers',
        text: dangers,
        values: [calledBefore],
      });
      return rows.map(({ events, ...watched }) => ({ ...watched, events: events.map(happenedFrom) }));
    },

    /** Change one case by what `step` decides from its record as it stands now; null changes nothing. Two at once take turns. */
    async page(
      found: { readonly conversationId: string; readonly caseId: string },
      step: (conversation: Conversation, file: Case, events: readonly Happened[]) => Decisions | null,
      work: Work,
    ): Promise<readonly string[]> {
      const change = async (conversation: Conversation, file: Case, client: PoolClient) => ({
        decisions: step(conversation, file, await eventsOf(client, file.id)),
        outcome: null,
      });
      return (await changeCase(pool, found, change, work)).deliveries;
    },
  };
}

/** The whole record of a case, as its clocks read it, in order. */
export async function eventsOf(asked: Pool | PoolClient, caseId: string): Promise<Happened[]> {
  const { rows } = await asked.query<EventRow>({
    name: 'happened',
    text: 'SELECT type, at, actor, data FROM case_event WHERE case_id = $1 ORDER BY number',
    values: [caseId],
  });
  return rows.map(happenedFrom);
}

function happenedFrom(row: EventRow): Happened {
  return { ...row, at: new Date(row.at) };
}
