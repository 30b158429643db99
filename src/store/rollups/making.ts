import { createHash } from 'node:crypto';
import type { Council } from '../../core/catalogue.ts';
import { answering } from '../../core/council.ts';
import type { Answering } from '../reader/figures/enquiries.ts';
import { measured, summedMeasures } from '../reader/figures/measured.ts';
import { kindName, kinds } from './kinds.ts';

/** Grows when the bytes of a cell or the keys of a row come to mean something else. */
const format = 1;

/** What of a council its figures are made by. */
export interface Making extends Answering {
  /** Whose days they are. */
  readonly timezone: string;
}

export function makingOf({ facts, services }: Council): Making {
  const { timezone, askBelow } = facts;
  return { timezone, askBelow, answering: answering({ services }).sort() };
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
