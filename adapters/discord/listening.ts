import { setTimeout as sleep } from 'node:timers/promises';
import type { Accept, ChannelNeeds } from '../../src/core/channel.ts';
import { Refusal } from '../../src/core/errors.ts';
import { answer } from './answering.ts';
import type { Calls } from './calls.ts';
import { registerCommands } from './commands.ts';
import type { Ground } from './ground.ts';
import { detailsOf, type Hearing, pauseAfter, type Waits } from './hearing.ts';
import { laneKeeper } from './lanes.ts';
import { type Dispatch, deletionsSchema, guildSchema, readySchema } from './payload.ts';
import { type Reading, read } from './read.ts';
import { readBack } from './reading-back.ts';
import { isLater } from './snowflake.ts';
import type { Us } from './words.ts';

export interface ListeningNeeds extends Pick<ChannelNeeds, 'keeping' | 'council' | 'now' | 'log'> {
  readonly accept: Accept;
  readonly calls: Calls;
  readonly ground: Ground;
  readonly hears: Hearing;
  readonly waits: Waits;
  readonly signal: AbortSignal;
}

/** How long away counts as a stretch in which something may have been missed. */
const gapMs = 120_000;
/** A message refused this often, while this many others were stored, is set aside. */
const mostTries = 20;
const othersStored = 100;

/** Takes in what the gateway tells, each channel in its order, and reads back what was missed. */
export function listening(needs: ListeningNeeds) {
  const { accept, keeping, council, calls, ground, hears, waits, now, log, signal } = needs;
  const lanes = laneKeeper(signal, (error) =>
    log.error(detailsOf(error), 'an event from Discord could not be read'),
  );
  const courtesies = new Set<Promise<unknown>>();
  const roles = new Map<string, string>();
  let us: Us = { id: '0', roles: [] };
  let storedCount = 0;
  let loaded = false;

  const courteously = (act: Promise<unknown>): void => {
    const done = act
      .catch((error: unknown) => log.debug(detailsOf(error), 'a courtesy on Discord failed'))
      .finally(() => courtesies.delete(done));
    courtesies.add(done);
  };

  /** Until it is done, however often it must be tried; null when we are stopped, or it is given up. */
  const insist = async <T>(externalId: string, act: () => Promise<T>): Promise<T | null> => {
    const before = storedCount;
    for (let tries = 1; !signal.aborted; tries += 1) {
      try {
        const done = await act();
        hears.stores(true);
        return done;
      } catch (error) {
        const refused = error instanceof Refusal && error.status < 500;
        if (refused || (tries >= mostTries && storedCount - before >= othersStored)) {
          log.error(
            { externalId, ...detailsOf(error) },
            'a message on Discord could not be stored; it is set aside',
          );
          await keeping
            .setAside({ externalId, what: 'message the ledger did not take', lost: true })
            .catch(() => undefined);
          return null;
        }
        hears.stores(false);
        log.warn({ externalId, ...detailsOf(error) }, 'a message on Discord is not stored yet');
        await sleep(pauseAfter(error, tries, waits), undefined, { signal }).catch(() => undefined);
      }
    }
    return null;
  };

  /** Store it, or set it aside. Resolves to whether it is safe, and whether it was new. */
  const takeReading = async (
    reading: Reading,
    channel: string,
  ): Promise<'fresh' | 'repeated' | 'aside' | 'open'> => {
    if (reading.is === 'nothing') return 'aside';
    if (reading.is === 'aside') {
      const { externalId, what } = reading;
      await insist(externalId, () => keeping.setAside({ externalId, what }));
      return signal.aborted ? 'open' : 'aside';
    }
    const { message } = reading;
    const accepted = await insist(message.externalId, () => accept(message));
    if (accepted === null) return signal.aborted ? 'open' : 'aside';
    storedCount += 1;
    const { externalId, from, publicly, revises } = message;
    if (revises === undefined && reading.awaited === undefined)
      ground.remember(channel, externalId, from.resident, publicly !== undefined);
    return accepted.duplicate ? 'repeated' : 'fresh';
  };

  const readingOf = (event: Dispatch, channel: string, onServer: boolean): Reading => {
    const id = textOf(event.d, 'id');
    const writer = /^\d+$/.test(id) && event.t !== 'MESSAGE_CREATE' ? ground.writerOf(channel, id) : null;
    return read(event, { bot: us, at: now(), where: ground.where(channel, onServer), writer });
  };

  /** One event in its lane. */
  const take = async (event: Dispatch, channel: string, onServer: boolean, missed = false): Promise<void> => {
    const reading = readingOf(event, channel, onServer);
    const outcome = await takeReading(reading, channel);
    if (outcome === 'open') return;
    if (missed && outcome === 'fresh') keeping.count('repaired');
    if (event.t !== 'MESSAGE_CREATE') return;
    const id = textOf(event.d, 'id');
    const followed =
      onServer || ground.where(channel, onServer) !== 'private' || ground.readTo(channel) !== undefined;
    if (/^\d+$/.test(id) && followed) ground.moveTo(channel, id);
    // What nobody said to us need not be noted at once.
    if (reading.is !== 'nothing') await ground.keep().catch(() => undefined);
  };

  const press = (event: Dispatch, channel: string, onServer: boolean): void => {
    const reading = readingOf(event, channel, onServer);
    const done = lanes.add(channel, () => takeReading(reading, channel));
    if (reading.is === 'nothing' || reading.awaited === undefined) return;
    const stored = done.then((outcome) => outcome === 'fresh' || outcome === 'repeated');
    courteously(answer(calls, reading.awaited, council, stored, waits.answerMs));
  };

  /** Before the first message we hear of somebody, whatever they wrote while nobody listened. */
  const welcome = async (channel: string, onServer: boolean, message: string): Promise<void> => {
    if (!loaded || ground.where(channel, onServer) !== 'private') return;
    const after = ground.newcomerSince(channel);
    if (after === null) return;
    await readBack(needs, channel, after, async (d) => {
      const id = textOf(d, 'id');
      if (id !== message && isLater(message, id))
        await take({ t: 'MESSAGE_CREATE', d }, channel, onServer, true);
    });
  };

  /** What was said in a channel since it was last read. */
  const catchUp = (channel: string, onServer: boolean): void => {
    const after = ground.readTo(channel);
    if (after === undefined) return;
    void lanes.add(channel, async () => {
      const from = ground.readTo(channel) ?? after;
      const each = (d: unknown) => take({ t: 'MESSAGE_CREATE', d }, channel, onServer, true);
      const outcome = await readBack(needs, channel, isLater(after, from) ? after : from, each);
      if (outcome === 'gone') await ground.forget(channel).catch(() => undefined);
      if (outcome === 'refused') {
        keeping.count('gap');
        hears.gap(`What was said in the channel ${channel} while we were away cannot be read back.`);
      }
    });
  };

  const ready = async (d: unknown): Promise<void> => {
    const parsed = readySchema.safeParse(d);
    if (!parsed.success) return;
    us = { ...us, id: parsed.data.user.id };
    await insist('cursors', () => ground.load());
    if (signal.aborted) return;
    const heard = ground.hearAgain();
    if (heard !== undefined && now().getTime() - Date.parse(heard) > gapMs) tellGap(heard);
    for (const channel of ground.unlisted()) catchUp(channel, false);
    loaded = true;
    courteously(registerCommands(calls, parsed.data.application.id, signal));
  };

  const tellGap = (heard: string): void => {
    keeping.count('gap');
    const [from, to] = [heard, now().toISOString()].map((at) => at.slice(0, 16).replace('T', ' '));
    hears.gap(
      `Discord was not listened to from ${from} to ${to} UTC. Channels were read back; commands, buttons, changes are missed, and people who wrote for the first time are heard when they write again.`,
    );
  };

  const handle = async (event: Dispatch): Promise<void> => {
    const { t, d } = event;
    if (t === 'READY') return await ready(d);
    if (t === 'GUILD_CREATE') noteRole(d);
    if (/^(GUILD_CREATE|(CHANNEL|THREAD)_(CREATE|UPDATE))$/.test(t)) {
      const before = t === 'GUILD_CREATE';
      for (const channel of ground.learn(event, us.id)) if (before) catchUp(channel, true);
      return;
    }
    if (t === 'CHANNEL_DELETE' || t === 'THREAD_DELETE')
      return await ground.forget(textOf(d, 'id')).catch(() => undefined);
    if (!/^(MESSAGE_(CREATE|UPDATE|DELETE)|INTERACTION_CREATE)$/.test(t)) return;
    const channel = textOf(d, 'channel_id');
    const onServer = textOf(d, 'guild_id') !== '';
    if (t === 'INTERACTION_CREATE') return press(event, channel, onServer);
    void lanes.add(channel, async () => {
      if (t === 'MESSAGE_CREATE') await welcome(channel, onServer, textOf(d, 'id'));
      await take(event, channel, onServer);
    });
  };

  /** Discord makes a role for each bot; many call that instead of the bot, for both have its name. */
  const noteRole = (d: unknown): void => {
    const guild = guildSchema.safeParse(d).data;
    const own = guild?.roles.find(({ tags }) => tags?.bot_id === us.id);
    if (guild !== undefined && own !== undefined) roles.set(guild.id, own.id);
    us = { ...us, roles: [...roles.values()] };
  };

  const noting = setInterval(() => {
    if (!loaded || !hears.health().well) return;
    ground.noteHeard();
    ground.keep().catch(() => undefined);
  }, waits.noteMs);

  return {
    /** Take an event: what comes after READY waits until we know how far each channel is read. */
    hear(event: Dispatch): void {
      for (const each of singly(event)) void lanes.first(() => handle(each));
    },

    /** Resolves when nothing is under way; what is not stored then is read back by whoever listens next. */
    async settled(): Promise<void> {
      clearInterval(noting);
      await lanes.settled();
      await Promise.all(courtesies);
      await ground.keep().catch(() => undefined);
    },
  };
}

/** Messages deleted together are deleted each. */
function singly(event: Dispatch): Dispatch[] {
  if (event.t !== 'MESSAGE_DELETE_BULK') return [event];
  const parsed = deletionsSchema.safeParse(event.d);
  if (!parsed.success) return [];
  const { ids, ...where } = parsed.data;
  return ids.map((id) => ({ t: 'MESSAGE_DELETE', d: { ...where, id } }));
}

function textOf(d: unknown, name: string): string {
  const value = typeof d === 'object' && d !== null ? (d as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
}
