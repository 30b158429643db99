import type { Pool } from 'pg';
import type { Incident, IncidentNote } from '../core/incidents.ts';

/** What is put on the record: the note as it shall stand, or that it is taken back. */
export interface IncidentEntry {
  readonly id: string;
  /** One more than the number it was changed from. */
  readonly number: number;
  readonly note: IncidentNote;
  readonly takenBack: boolean;
  readonly officerId: string;
  readonly at: Date;
}

const columns = `i.id, i.number, i.title, to_char(i.first_day, 'YYYY-MM-DD') AS "firstDay",
  to_char(i.last_day, 'YYYY-MM-DD') AS "lastDay", i.team, i.service, o.name AS by, i.at`;

/** What managers noted to explain figures. Only ever added to: of an incident, the entry with the highest number holds. */
export function incidents(pool: Pool) {
  return {
    /** Those that stand, the latest days first. */
    async all(): Promise<Incident[]> {
      const { rows } = await pool.query<Incident>(
        `SELECT ${columns}
           FROM (SELECT DISTINCT ON (id) * FROM incident ORDER BY id, number DESC) AS i
           JOIN officer o ON o.id = i.officer_id
          WHERE NOT i.taken_back ORDER BY i.first_day DESC, i.last_day DESC, i.id`,
      );
      return rows;
    },

    /**
     * Put an entry on the record. May run twice. False when it is not the next of its incident: somebody else was
     * first, or took it back, or there is none.
     */
    async enter(entry: IncidentEntry): Promise<boolean> {
      const { id, number, note, takenBack, officerId, at } = entry;
      const values = [
        id,
        number,
        note.title,
        note.firstDay,
        note.lastDay,
        note.team,
        note.service,
        takenBack,
      ];
      const { rowCount } = await pool.query(
        `INSERT INTO incident (id, number, title, first_day, last_day, team, service, taken_back, officer_id, at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
          WHERE $2 = 1 OR EXISTS (SELECT 1 FROM incident WHERE id = $1 AND number = $2 - 1 AND NOT taken_back)
         ON CONFLICT DO NOTHING`,
        [...values, officerId, at],
      );
      if (rowCount === 1) return true;
      const { rows } = await pool.query(
        `SELECT 1 FROM incident WHERE (id, number, title, first_day, last_day, taken_back, officer_id) = ($1, $2, $3, $4, $5, $8, $9)
            AND team IS NOT DISTINCT FROM $6 AND service IS NOT DISTINCT FROM $7`,
        [...values, officerId],
      );
      return rows.length === 1;
    },
  };
}
