import { createHash } from 'node:crypto';
import type { Council } from '../../core/catalogue.ts';
import { answering } from '../../core/council.ts';
import type { Answering } from '../reader/figures/enquiries.ts';
import { measured, summedMeasures } from '../reader/figures/measured.ts';
import { kindName, kinds } from './kinds.ts';

/** Grows when the bytes of a cell or the keys of a row come to mean something else. */
const format = 1;
/** Grows when a week's readings come to be counted in another way. */
const readingFormat = 1;

/** What of a council its figures are made by. */
export interface Making extends Answering {
  /** Whose days they are. */
  readonly timezone: string;
}

export function makingOf({ facts, services }: Council): Making {
  const { timezone, askBelow } = facts;
  return { timezone, askBelow, answering: answering({ services }).sort() };
}

/** What of a council its readings are counted by. */
export type Reading = Pick<Making, 'timezone' | 'askBelow'>;

/** A name for how readings are counted. What was counted otherwise is counted again. */
export function readingName({ timezone, askBelow }: Reading): string {
  return JSON.stringify([readingFormat, timezone, askBelow]);
}

/** A name for how rollups are made, down to how each measure is read. What was made otherwise is made again. */
export function makingName({ timezone, askBelow, answering }: Making): string {
  const made = JSON.stringify([
    format,
    { timezone, askBelow, answering },
    summedMeasures,
    measured,
    kinds.map(kindName),
  ]);
  return createHash('sha256').update(made).digest('hex').slice(0, 16);
}
