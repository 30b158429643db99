import type { Client, Connection, Submittable } from 'pg';
import { withClient } from './connection.ts';

/** Rows of one table, by their columns; a column no row has keeps its default. */
export interface Pouring {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Puts rows into the ledger by the million, all in one transaction. */
export interface Pour {
  /** Rows of several tables, those that others point to first. */
  rows(some: readonly Pouring[]): Promise<void>;
  /** A statement at the end, for what is only known then. */
  finish(statement: string, values?: readonly unknown[]): Promise<void>;
}

/**
 * Fill a ledger with what `act` pours into it: all of it, or nothing when it throws. Afterwards PostgreSQL is told how
 * much is where, so that the first questions are answered as fast as later ones.
 */
export async function pourInto<T>(url: string, act: (pour: Pour) => Promise<T>): Promise<T> {
  return withClient(url, async (client) => {
    await client.query('BEGIN; SET LOCAL synchronous_commit = off');
    const done = await act({
      async rows(some) {
        for (const each of some) if (each.rows.length > 0) await copyIn(client, each);
      },
      async finish(statement, values = []) {
        await client.query(statement, [...values]);
      },
    });
    await client.query('COMMIT');
    await client.query('VACUUM (ANALYZE)');
    return done;
  });
}

/** What pg has and its types do not tell: the way into COPY. */
interface Copying extends Connection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(why: string): void;
}

function copyIn(client: Client, { table, columns, rows }: Pouring): Promise<void> {
  const bytes = Buffer.from(rows.map((row) => `${row.map(inCopy).join('\t')}\n`).join(''));
  return new Promise((resolve, reject) => {
    let fault: Error | null = null;
    const copy: Submittable & Record<string, (...given: never[]) => void> = {
      submit: (connection: Connection) =>
        connection.query(`COPY ${table} (${columns.join(', ')}) FROM STDIN`),
      handleCopyInResponse: (connection: Copying) => {
        connection.sendCopyFromChunk(bytes);
        connection.endCopyFrom();
      },
      handleCommandComplete: () => {},
      handleError: (error: Error) => {
        fault = error;
        reject(error);
      },
      handleReadyForQuery: () => {
        if (fault === null) resolve();
      },
    };
    client.query(copy);
  });
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A value as COPY reads it: arrays of plain words and numbers as arrays, other objects as JSON. */
function inCopy(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (value instanceof Date) return value.toISOString();
  const text =
    Array.isArray(value) && value.every((each) => /^[\w-]+$/.test(String(each)))
      ? `{${value.join(',')}}`
      : typeof value === 'object'
        ? JSON.stringify(value)
        : String(value);
  return text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign);
}

/** How many cases a ledger has, and their references. */
export function referencesIn(url: string): Promise<string[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ reference: string }>('SELECT reference FROM case_file');
    return rows.map(({ reference }) => reference);
  });
}
