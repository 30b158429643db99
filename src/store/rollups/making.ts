import { createHash } from 'node:crypto';
import { caseMeasures, measured } from '../reader/figures/measured.ts';
import { kindName, kinds } from './kinds.ts';

/** Grows when the bytes of a cell or the keys of a row come to mean something else. */
const format = 1;

/** What rollups are made by: how each measure is read, in whose days. What was made otherwise is made again. */
export function makingOf(timezone: string): string {
  const made = JSON.stringify([
    format,
    timezone,
    caseMeasures.map((key) => measured[key]),
    kinds.map(kindName),
  ]);
  return createHash('sha256').update(made).digest('hex').slice(0, 16);
}
