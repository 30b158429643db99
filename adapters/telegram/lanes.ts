import type { Reading } from './read.ts';
import type { Thing } from './taking.ts';

/** One update that came and is not taken in yet. */
export interface Came {
  readonly id: number;
  readonly reading: Reading;
  /** When we first saw it, in milliseconds of a clock that only goes forward. */
  readonly at: number;
}

/** One thing to take in, made of one update or of the parts of an album. */
export interface Unit {
  readonly ids: readonly number[];
  readonly thing: Thing;
  /** An album that may get more parts: when the last one came. Null when it is complete. */
  readonly openSince: number | null;
}

/**
 * What came, sorted into lanes: what one resident said stands in one lane, in the order it was said. Lanes may be
 * worked on side by side. Parts of an album that follow each other in a lane are one thing; it is complete once
 * something else follows.
 */
export function lanesOf(came: readonly Came[]): Unit[][] {
  const lanes = new Map<string, Unit[]>();
  for (const each of came) {
    const { reading, id } = each;
    if (reading.is === 'nothing') continue;
    if (reading.is === 'aside') {
      lanes.set(`aside:${id}`, [{ ids: [id], thing: [reading], openSince: null }]);
      continue;
    }
    const { thread } = reading.message.from;
    const lane = lanes.get(thread) ?? [];
    lanes.set(thread, lane);
    const openSince = isPart(reading) ? each.at : null;
    const last = lane.at(-1);
    const album = last?.thing[0];
    if (
      last !== undefined &&
      album?.is === 'said' &&
      isPart(reading) &&
      isPart(album) &&
      album.album === reading.album
    ) {
      lane[lane.length - 1] = {
        ids: [...last.ids, id],
        thing: [album, ...restOf(last.thing), reading],
        openSince,
      };
    } else {
      if (last !== undefined) lane[lane.length - 1] = { ...last, openSince: null };
      lane.push({ ids: [id], thing: [reading], openSince });
    }
  }
  return [...lanes.values()];
}

function isPart(reading: Reading): boolean {
  return reading.is === 'said' && reading.album !== undefined && reading.message.revises === undefined;
}

function restOf(thing: Thing) {
  return thing.slice(1).filter((part) => part.is === 'said');
}
