import type { Pool } from 'pg';
import type { Case } from '../core/case.ts';
import type { Work } from './conversations.ts';
import { type DeliveryRow, deskRow } from './record.ts';

// A clock has spoken when its row is there. The row and what it says are written in one statement: of several that
// write it at once one does, and the others then say nothing.

const clocked = `
  SELECT c.id, c.reference, c.service, c.team, c.danger, c.version, c.opened_at AS "openedAt",
         c.first_response_due AS "firstResponseDue", c.resolution_due AS "resolutionDue",
         c.first_responded_at AS "firstRespondedAt", coalesce(f.clock, 1) AS clock
    FROM case_file c LEFT JOIN case_facts f ON f.case_id = c.id
   WHERE c.status <> 'resolved'
     AND (f.clock > 1
       OR c.first_responded_at IS NULL AND c.first_response_due IS NOT NULL AND c.danger = '[]' AND NOT EXISTS (
            SELECT 1 FROM reminder r
             WHERE r.subject = c.id::text AND r.kind = 'overdue first-response' AND r.due = c.first_response_due)
       OR c.resolution_due IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM reminder r
             WHERE r.subject = c.id::text AND r.kind = 'overdue resolution' AND r.due = c.resolution_due))`;

const remind = `
  WITH standing AS (SELECT id FROM case_file WHERE id = $1 AND version = $2 AND status <> 'resolved' FOR SHARE),
  told AS (
    INSERT INTO reminder (subject, kind, due)
    SELECT standing.id::text, n.kind, n.due
      FROM standing, jsonb_to_recordset($3) AS n(kind text, due timestamptz) ORDER BY n.kind, n.due
    ON CONFLICT DO NOTHING RETURNING kind),
  words AS (
    SELECT CASE WHEN bool_or(kind LIKE 'overdue %') THEN $4::jsonb ELSE '{"alert": "due-soon"}' END AS payload
      FROM told HAVING count(*) > 0)
  INSERT INTO delivery (id, kind, via, thread, case_id, payload, status, attempts, not_before, created_at)
  SELECT d.id, d.kind, d.via, d.thread, d.case_id, d.payload || words.payload, 'pending', 0, $6, $6
    FROM words, jsonb_populate_recordset(NULL::delivery, $5) d WHERE words.payload IS NOT NULL
  RETURNING id`;

const greet = `
  WITH told AS (
    INSERT INTO reminder (subject, kind, due)
    SELECT n.team, 'summary', n."opensAt" FROM jsonb_to_recordset($1) AS n(team text, "opensAt" timestamptz) ORDER BY n.team
    ON CONFLICT DO NOTHING RETURNING subject)
  INSERT INTO delivery (id, kind, via, thread, payload, status, attempts, not_before, created_at)
  SELECT d.id, d.kind, d.via, d.thread, d.payload, 'pending', 0, $3, $3
    FROM told JOIN jsonb_populate_recordset(NULL::delivery, $2) d ON d.payload->>'team' = told.subject
   WHERE EXISTS (SELECT 1 FROM case_file c WHERE c.team = told.subject AND c.status <> 'resolved')
  RETURNING id`;

const brief = `
  WITH told AS (
    INSERT INTO reminder (subject, kind, due) VALUES ('council', 'digest', $1)
    ON CONFLICT DO NOTHING RETURNING subject)
  INSERT INTO delivery (id, kind, via, thread, payload, status, attempts, not_before, created_at)
  SELECT d.id, d.kind, d.via, d.thread, d.payload, 'pending', 0, $3, $3
    FROM told, jsonb_populate_recordset(NULL::delivery, $2) d
  RETURNING id`;

/** An open case as its clocks read it. */
export type ClockedRow = Pick<
  Case,
  | 'id'
  | 'reference'
  | 'service'
  | 'team'
  | 'danger'
  | 'version'
  | 'openedAt'
  | 'firstResponseDue'
  | 'resolutionDue'
  | 'firstRespondedAt'
> & { readonly clock: number };

/** What the targets of a case have come to; `calls` whom one that was missed calls, null when nobody is told of it. */
export interface Told {
  readonly file: Pick<Case, 'id' | 'reference' | 'version'>;
  readonly reached: readonly {
    readonly target: 'first-response' | 'resolution';
    readonly due: Date;
    readonly state: 'soon' | 'overdue';
  }[];
  readonly calls: readonly string[] | null;
}

/** What clocks have said, so that each says it once. */
export function reminders(pool: Pool) {
  return {
    /** Open cases with a target that was not yet told to be missed, and those whose first clock is over. */
    async clocked(): Promise<ClockedRow[]> {
      const { rows } = await pool.query<ClockedRow>({ name: 'clocked', text: clocked });
      return rows;
    },

    /** Tell the desks what a case's targets have come to, where it was not told; nothing once the case has changed. */
    async remind({ file, reached, calls }: Told, { ids, desks, now }: Work): Promise<string[]> {
      // What is missed was soon to be: nobody is told of that afterwards.
      const rows = reached.flatMap(({ target, due, state }) =>
        (state === 'overdue' ? ['overdue', 'soon'] : ['soon']).map((each) => ({
          kind: `${each} ${target}`,
          due,
        })),
      );
      const shown = desks.map((desk) => deskRow(desk, file, { id: ids.id(), alert: 'none', calls: [] }));
      const missed = calls === null ? null : JSON.stringify({ alert: 'overdue', calls });
      const values = [file.id, file.version, JSON.stringify(rows), missed, JSON.stringify(shown), now];
      const { rows: made } = await pool.query<{ id: string }>({ name: 'remind', text: remind, values });
      return made.map(({ id }) => id);
    },

    /** Tell the desks of each team's morning, where it was not told and the team has open cases. */
    async greet(
      mornings: readonly { readonly team: string; readonly day: string; readonly opensAt: Date }[],
      { ids, desks, now }: Work,
    ): Promise<string[]> {
      const shown = mornings.flatMap(({ team, day }) =>
        desks.map(
          (desk): DeliveryRow => ({
            id: ids.id(),
            kind: 'desk',
            via: desk,
            thread: `${desk}:${team}`,
            payload: { kind: 'summary', team, day },
          }),
        ),
      );
      const values = [JSON.stringify(mornings), JSON.stringify(shown), now];
      const { rows } = await pool.query<{ id: string }>({ name: 'greet', text: greet, values });
      return rows.map(({ id }) => id);
    },

    /** Tell the desks of the week in brief, where it was not told. */
    async brief(
      { day, opensAt }: { readonly day: string; readonly opensAt: Date },
      { ids, desks, now }: Work,
    ): Promise<string[]> {
      const shown = desks.map(
        (desk): DeliveryRow => ({
          id: ids.id(),
          kind: 'desk',
          via: desk,
          thread: `${desk}:digest`,
          payload: { kind: 'digest', day },
        }),
      );
      const { rows } = await pool.query<{ id: string }>({
        name: 'brief',
        text: brief,
        values: [opensAt, JSON.stringify(shown), now],
      });
      return rows.map(({ id }) => id);
    },
  };
}
