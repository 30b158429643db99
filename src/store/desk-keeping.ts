import type { Pool } from 'pg';
import type { DeskKeeping, DeskPost, Officer, Role } from '../core/desk.ts';
import type { Ids } from '../core/ids.ts';

const columns = `
  p.case_id AS "caseId", c.reference, p.place, p.key, p.external_id AS "externalId", p.digest, p.at`;

const asOfficer = 'o.id, o.name, o.roles, o.team';

// What an officer may do at a desk is what the desk's platform says now; whoever left does not come back by it.
const keepKnown = `
  UPDATE officer o SET name = $3, roles = $4, team = $5 FROM desk_officer d
   WHERE d.desk = $1 AND d.identity = $2 AND o.id = d.officer_id
  RETURNING ${asOfficer}, o.left_at IS NOT NULL AS left`;

const keepNew = `
  WITH one AS (INSERT INTO officer (id, name, roles, team, created_at) VALUES ($6, $3, $4, $5, $7) RETURNING *),
  known AS (INSERT INTO desk_officer (desk, identity, officer_id) SELECT $1, $2, id FROM one)
  SELECT ${asOfficer} FROM one o`;

// Who has a case stands among its posts, at no place: nothing else of a desk is as short-lived.
const takeCase = `
  INSERT INTO desk_post (desk, case_id, place, key, external_id, digest, at) VALUES ($1, $2, '', $3, $4, '', $5)
  ON CONFLICT (desk, case_id, place, key) DO UPDATE SET external_id = excluded.external_id, at = excluded.at
   WHERE desk_post.external_id = excluded.external_id OR desk_post.at <= $6
  RETURNING key`;

const leaveCase = `
  DELETE FROM desk_post WHERE desk = $1 AND case_id = $2 AND place = '' AND key = $3 AND external_id = $4`;

const uniqueViolation = '23505';

interface OfficerRow {
  readonly id: string;
  readonly name: string;
  readonly roles: Role[];
  readonly team: string | null;
}

const officerFrom = ({ id, name, roles, team }: OfficerRow): Officer => ({ id, name, roles, team });

/** What each desk of a platform keeps in the ledger: what it posted, and who its officers are. */
export function deskKeeping(pool: Pool, ids: Ids, now: () => Date): (desk: string) => DeskKeeping {
  const one = async <T extends object>(text: string, values: readonly unknown[]): Promise<T | null> =>
    (await pool.query<T>(text, [...values])).rows[0] ?? null;
  return (desk) => {
    const keepOfficer = async (identity: string, officer: Omit<Officer, 'id'>): Promise<Officer | null> => {
      const values = [desk, identity, officer.name, officer.roles, officer.team];
      const known = await one<OfficerRow & { left: boolean }>(keepKnown, values);
      if (known !== null) return known.left ? null : officerFrom(known);
      try {
        return await one<OfficerRow>(keepNew, [...values, ids.id(), now()]);
      } catch (error) {
        // Another process was first: it is one officer all the same.
        if (error instanceof Error && 'code' in error && error.code === uniqueViolation)
          return keepOfficer(identity, officer);
        throw error;
      }
    };
    return {
      async posts(caseId) {
        const { rows } = await pool.query<DeskPost>(
          `SELECT ${columns} FROM desk_post p JOIN case_file c ON c.id = p.case_id
            WHERE p.desk = $1 AND p.case_id = $2 AND p.place <> '' ORDER BY p.at, p.external_id`,
          [desk, caseId],
        );
        return rows;
      },
      at: (place, externalId) =>
        one<DeskPost>(
          `SELECT ${columns} FROM desk_post p JOIN case_file c ON c.id = p.case_id
            WHERE p.desk = $1 AND p.place = $2 AND p.external_id = $3`,
          [desk, place, externalId],
        ),
      async keep({ caseId, place, key, externalId, digest, at }) {
        await pool.query(
          `INSERT INTO desk_post (desk, case_id, place, key, external_id, digest, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
           ON CONFLICT (desk, case_id, place, key)
           DO UPDATE SET external_id = excluded.external_id, digest = excluded.digest`,
          [desk, caseId, place, key, externalId, digest, at],
        );
      },
      take: async (caseId, what, by, until) =>
        (await one(takeCase, [desk, caseId, what, by, until, now()])) !== null,
      async leave(caseId, what, by) {
        await pool.query(leaveCase, [desk, caseId, what, by]);
      },
      officer: (identity) =>
        one<OfficerRow>(
          `SELECT ${asOfficer} FROM desk_officer d JOIN officer o ON o.id = d.officer_id
            WHERE d.desk = $1 AND d.identity = $2 AND o.left_at IS NULL`,
          [desk, identity],
        ),
      keepOfficer,
      async identityOf(officerId) {
        const known = await one<{ identity: string }>(
          'SELECT identity FROM desk_officer WHERE desk = $1 AND officer_id = $2 ORDER BY identity LIMIT 1',
          [desk, officerId],
        );
        return known?.identity ?? null;
      },
    };
  };
}
