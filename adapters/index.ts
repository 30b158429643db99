import type { z } from 'zod';
import type { Channel, ChannelNeeds } from '../src/core/channel.ts';
import { discord } from './discord/index.ts';
import { discordSettings } from './discord/settings.ts';
import { telegram } from './telegram/index.ts';
import { telegramSettings } from './telegram/settings.ts';
import { webchat } from './webchat/index.ts';
import { webchatSettings } from './webchat/settings.ts';

/** The channel that is always on: a page of our own. */
export const ownChannel = { settings: webchatSettings, make: webchat } as const;

/** Every other channel we ship, one line each: its name, what may be set, what turns it on, and how to make one. */
export const platforms: readonly Platform[] = [
  platform('telegram', telegramSettings, 'TELEGRAM_BOT_TOKEN', telegram),
  platform('discord', discordSettings, 'DISCORD_BOT_TOKEN', discord),
];

/** A channel that is on when its token is set. */
export interface Platform {
  readonly name: string;
  readonly settings: z.ZodObject;
  /** Null where it is off. Throws a ConfigFault or a StartFault when it is set, but not as it must be. */
  open(read: ReadSettings, needsOf: (channel: string) => ChannelNeeds): Channel | null;
}

/** Reads the environment variables a schema names; throws one fault with every mistake. */
export type ReadSettings = <S extends z.ZodObject>(wanted: S) => Readonly<z.infer<S>>;

/** One line of the list: `token` names the setting without which the channel is off. */
export function platform<S extends z.ZodObject, K extends string & keyof z.infer<S>>(
  name: string,
  settings: S,
  token: K,
  make: (needs: ChannelNeeds, settings: Readonly<z.infer<S>> & Readonly<Record<K, string>>) => Channel,
): Platform {
  return {
    name,
    settings,
    open(read, needsOf) {
      const set = read(settings);
      if (set[token] === undefined) return null;
      return make(needsOf(name), set as Readonly<z.infer<S>> & Readonly<Record<K, string>>);
    },
  };
}

/** The channels that are on, each made with what it needs. */
export function switchedOn(
  read: ReadSettings,
  needsOf: (channel: string) => ChannelNeeds,
  from: readonly Platform[] = platforms,
): Channel[] {
  return from.flatMap((each) => each.open(read, needsOf) ?? []);
}

/** Names of the environment variables that adapters know. */
export const adapterVariables: readonly string[] = [ownChannel, ...platforms].flatMap(({ settings }) =>
  Object.keys(settings.shape),
);
