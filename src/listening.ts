import type { Accept, Channel } from './core/channel.ts';
import { listensAlone, tellsHealth } from './core/channel.ts';
import type { Log } from './core/log.ts';
import { type HoldNeeds, holdWhile } from './flow/hold.ts';

export interface ListenNeeds extends Pick<HoldNeeds, 'hold' | 'release'> {
  readonly accept: Accept;
  /** This process, as no other is named. */
  readonly holder: string;
  readonly log: Log;
}

/**
 * Listen on every channel: at once where any number of processes may, and under a lease where only one may. Gives back
 * what stops it all.
 */
export async function listenOn(
  channels: Iterable<Channel>,
  { accept, holder, log, hold, release }: ListenNeeds,
): Promise<(() => Promise<void>)[]> {
  const stops: (() => Promise<void>)[] = [];
  for (const channel of channels) {
    if (listensAlone(channel)) {
      const needs = { hold, release, uptime: () => performance.now(), log };
      const held = { begin: () => channel.start(accept), end: () => channel.stop() };
      stops.push(holdWhile(needs, `listen:${channel.name}`, holder, held));
    } else {
      await channel.start(accept);
      stops.push(() => channel.stop());
    }
  }
  return stops;
}

/** How each channel is, for operators: those that cannot say are well. */
export function healthOf(
  channels: Iterable<{ readonly name: string }>,
): Record<string, { well: boolean; why: string | null }> {
  return Object.fromEntries(
    [...channels].map((channel) => [
      channel.name,
      tellsHealth(channel) ? channel.health() : { well: true, why: null },
    ]),
  );
}
