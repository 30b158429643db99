import { randomBytes, randomInt } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Ids } from './core/ids.ts';

/** Names from this machine's own randomness. Row ids sort by time, so that new rows stand together in an index. */
export const ids: Ids = {
  id: () => uuid(),
  salt: () => randomBytes(16).toString('hex'),
  digits: () => String(randomInt(100_000_000)).padStart(8, '0'),
};
