import type { Client } from 'pg';
import { StartFault } from '../core/errors.ts';

/** Why the ledger could not be reached, as a sentence and what to do; never with the password. */
export function explainConnection(error: unknown, client: Client): StartFault {
  const said = error instanceof Error ? error.message : String(error);
  const signs = `${codeOf(error)} ${said}`;
  const place = placeOf(client);
  const who = `"${client.user ?? ''}"`;
  const found = connectionFaults.find(([sign]) => sign.test(signs));
  const [wrong, right] = found?.[1]({ place, who, database: `"${client.database ?? ''}"` }) ?? [
    `PostgreSQL at ${place} cannot be used: ${said}.`,
    'Look into that server and DATABASE_URL.',
  ];
  return new StartFault(wrong, right, { cause: error });
}

/** Whether waiting may help: the server, or its name, is not there yet. */
export function mayComeUp(error: unknown): boolean {
  return /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|57P03|timeout|terminated/.test(codeOf(error));
}

export const placeOf = (client: Client): string => `${client.host}:${client.port}`;
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

type Words = (at: { place: string; who: string; database: string }) => [wrong: string, right: string];
const connectionFaults: readonly [RegExp, Words][] = [
  [
    /ECONNREFUSED|ENOENT/,
    ({ place }) => [`Nothing answers at ${place}.`, 'Start PostgreSQL there, or correct DATABASE_URL.'],
  ],
  [
    /ENOTFOUND|EAI_AGAIN/,
    ({ place }) => [`There is no machine by the name in ${place}.`, 'Correct the host in DATABASE_URL.'],
  ],
  [
    /ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|timeout/,
    ({ place }) => [
      `PostgreSQL at ${place} cannot be reached.`,
      'Look at the network and the firewall between us.',
    ],
  ],
  [
    /57P03/,
    ({ place }) => [
      `PostgreSQL at ${place} is still starting, or stopping.`,
      'Wait, then start Moothall again.',
    ],
  ],
  [
    /28P01|client password must be a string/,
    ({ place, who }) => [
      `PostgreSQL at ${place} does not accept the password for ${who}.`,
      'Correct the name and password in DATABASE_URL.',
    ],
  ],
  [
    /28000/,
    ({ place, who, database }) => [
      `PostgreSQL at ${place} does not let ${who} into ${database} from here.`,
      'Correct the name in DATABASE_URL, or let this machine in by pg_hba.conf.',
    ],
  ],
  [
    /3D000/,
    ({ place, database }) => [
      `There is no database ${database} at ${place}.`,
      `Make it with CREATE DATABASE, or correct DATABASE_URL.`,
    ],
  ],
  [
    /53300/,
    ({ place }) => [
      `PostgreSQL at ${place} has no connection left to give.`,
      'Raise max_connections there, or stop what holds them.',
    ],
  ],
  [
    /SSL|CERT/,
    ({ place }) => [
      `PostgreSQL at ${place} and we do not agree on encryption.`,
      'Correct sslmode in DATABASE_URL, or give PostgreSQL a certificate that this machine trusts.',
    ],
  ],
  [
    /ECONNRESET|terminated/,
    ({ place }) => [
      `What answers at ${place} hung up.`,
      'Make sure that it is PostgreSQL, and correct DATABASE_URL.',
    ],
  ],
];
