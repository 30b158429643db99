import { setTimeout as sleep } from 'node:timers/promises';
import type { Keeping } from '../../src/core/channel.ts';
import type { Log } from '../../src/core/log.ts';
import { type Calls, pageLength } from './calls.ts';
import { gapSince, keepHeard } from './gaps.ts';
import { detailsOf, type Hearing, NotStored, pauseAfter, type Waits, whyOf } from './hearing.ts';
import { type Came, lanesOf, type Unit } from './lanes.ts';
import { type Arrival, read } from './read.ts';
import type { Taking } from './taking.ts';

/*
 * How what a resident writes comes in:
 *   1. We ask for updates from `offset` on. Telegram forgets all before it, and holds our question until there is one.
 *   2. What came is sorted into lanes, one for each resident, and taken in: in order in each, all lanes at once.
 *   3. An album comes in parts. It waits until something else follows or no part came for 700 ms; until then we ask
 *      again from the same offset, so that Telegram still has all of it.
 *   4. Only then the offset moves on to the first update not taken in, and is kept. Should we die at any point, the
 *      next to listen gets the same updates again, and storing them twice changes nothing.
 */

export interface PollingNeeds {
  readonly calls: Calls;
  readonly keeping: Keeping;
  readonly take: Taking['take'];
  readonly hears: Hearing;
  readonly waits: Waits;
  readonly now: () => Date;
  readonly log: Log;
}

/** While an album may get more parts: how often we look. */
const lookAgainMs = 200;

/** How often storing is tried, over half a minute or more, before one message may be given up for the sake of all others. */
const mostTries = 8;

/** Ask Telegram until stopped. Never throws: what goes wrong is tried again after a pause, and told in `health`. */
export async function poll(needs: PollingNeeds, signal: AbortSignal): Promise<void> {
  const { hears, waits, log } = needs;
  let round: Round | null = null;
  let faults = 0;
  while (!signal.aborted) {
    try {
      const heard = round !== null && faults === 0;
      round ??= await begin(needs, signal);
      await round(heard);
      faults = 0;
    } catch (fault) {
      if (signal.aborted) return;
      faults += 1;
      hears.unwell(whyOf(fault));
      const pauseMs = pauseAfter(fault, faults, waits, Math.random);
      log.warn({ ...detailsOf(fault), faults, pauseMs: Math.round(pauseMs) }, 'Telegram was not heard');
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Ask once, and take in what came. Asks to be held only when all was well: else we want to know at once. */
type Round = (hold: boolean) => Promise<void>;

/** Find out who we are and how far we had read. */
async function begin(needs: PollingNeeds, signal: AbortSignal): Promise<Round> {
  const { calls, keeping, take, hears, waits, now } = needs;
  const bot = await calls.me(signal);
  await calls.call('deleteWebhook', { drop_pending_updates: false }, { signal });
  const cursors = await keeping.cursors.all().catch(notStored);
  gapSince(cursors, needs);
  const heard = keepHeard(needs);
  let offset = Number(cursors.get('offset') ?? 0);
  let came = new Map<number, Came>();
  const taken = new Set<number>();
  const refused = new Map<number, number>();

  const look = async (hold: boolean): Promise<readonly number[]> => {
    const waiting = [...came.keys()].some((id) => !taken.has(id));
    const updates = await calls.updates(offset, hold && !waiting, signal);
    const arrival: Arrival = { bot, at: now() };
    const page = updates.flatMap((payload) => {
      const id = numberOf(payload);
      if (id === null) return [];
      return [came.get(id) ?? { id, reading: read(payload, arrival), at: performance.now() }];
    });
    came = new Map(page.map((each) => [each.id, each]));
    for (const id of taken) if (!came.has(id)) taken.delete(id);
    for (const id of refused.keys()) if (!came.has(id)) refused.delete(id);
    for (const { id, reading } of page) if (reading.is === 'nothing') taken.add(id);
    return page.map(({ id }) => id);
  };

  const moveOn = async (page: readonly number[]): Promise<void> => {
    const last = page.at(-1);
    if (last === undefined) return;
    const next = page.find((id) => !taken.has(id)) ?? last + 1;
    if (next === offset) return;
    offset = next;
    await keeping.cursors.keep('offset', String(offset)).catch(notStored);
  };

  /** Resolves to whether something new has a lower number than what we had read. */
  const takeLane = async (lane: readonly Unit[], page: readonly number[]): Promise<boolean> => {
    let lower = false;
    for (const unit of lane) {
      const first = unit.ids[0] ?? 0;
      // More parts may stand on the next page, which we see once this album is the first on its own.
      const whole = page.length < pageLength || page[0] === first;
      const quiet = unit.openSince === null || performance.now() - unit.openSince >= waits.albumMs;
      if (unit.openSince !== null && !(whole && quiet)) break;
      const outcome = await take(unit.thing).catch(async (cause: unknown) => {
        const tries = (refused.get(first) ?? 0) + 1;
        refused.set(first, tries);
        if (tries < mostTries || !holdsUpAll(page)) throw new NotStored(cause);
        return await giveUp(unit, needs).catch(notStored);
      });
      if (outcome === 'fresh' && first < offset) lower = true;
      for (const id of unit.ids) taken.add(id);
    }
    return lower;
  };

  /**
   * Whether the page is full of what is stored, all behind a few that could not be: as the offset stands before them,
   * nobody would be heard any more. With the ledger away nothing new would have been stored.
   */
  const holdsUpAll = (page: readonly number[]): boolean =>
    page.length >= pageLength && page.filter((id) => taken.has(id)).length > page.length / 2;

  return async (hold) => {
    const page = await look(hold);
    const lanes = lanesOf([...came.values()].filter(({ id }) => !taken.has(id)));
    const done = await Promise.allSettled(lanes.map((lane) => takeLane(lane, page)));
    const freshBefore = done.some((each) => each.status === 'fulfilled' && each.value);
    if (freshBefore) countedAnew(needs);
    await moveOn(page);
    for (const each of done) if (each.status === 'rejected') throw each.reason;
    hears.well();
    await heard();
    if (page.some((id) => !taken.has(id))) await sleep(lookAgainMs, undefined, { signal });
  };
}

/** What the ledger will not take must not cost everybody else their voice: it is named for the operator. */
async function giveUp({ thing }: Unit, { keeping, log }: PollingNeeds): Promise<'set aside'> {
  const [first] = thing;
  const { externalId } = first.is === 'said' ? first.message : first;
  await keeping.setAside({ externalId, what: 'message the ledger did not take', lost: true });
  log.error(
    { externalId },
    'a message on Telegram could not be stored and held up all others; it is set aside',
  );
  return 'set aside';
}

function countedAnew({ keeping, hears, log }: PollingNeeds): void {
  keeping.count('gap');
  hears.gap('Telegram began to count its updates anew. Something may have been missed before that.');
  log.warn({}, 'an update from Telegram has a lower number than those before it');
}

function numberOf(payload: unknown): number | null {
  const id =
    typeof payload === 'object' && payload !== null && 'update_id' in payload ? payload.update_id : null;
  return typeof id === 'number' ? id : null;
}

function notStored(cause: unknown): never {
  throw new NotStored(cause);
}
