import type { z } from 'zod';
import type { Channel, ChannelNeeds } from '../src/core/channel.ts';
import type { Desk, DeskNeeds } from '../src/core/desk.ts';
import { discordSettings } from './discord/settings.ts';
import { slackSettings } from './slack/settings.ts';
import { telegramSettings } from './telegram/settings.ts';
import { webchat } from './webchat/index.ts';
import { webchatSettings } from './webchat/settings.ts';

/** The channel that is always on: a page of our own. */
export const ownChannel = { settings: webchatSettings, make: webchat } as const;

const telegram = async () => (await import('./telegram/index.ts')).telegram;
const discord = async () => (await import('./discord/index.ts')).discord;
const slack = async () => (await import('./slack/index.ts')).slack;

/** Every other channel we ship, one line each: its name, what may be set, what turns it on, and how to make one. */
export const platforms: readonly Platform<ChannelNeeds, Channel>[] = [
  platform('telegram', telegramSettings, 'TELEGRAM_BOT_TOKEN', telegram),
  platform('discord', discordSettings, 'DISCORD_BOT_TOKEN', discord),
];

/** Every desk we ship beside the one in the browser, likewise. */
export const desks: readonly Platform<DeskNeeds, Desk>[] = [
  platform('slack', slackSettings, 'SLACK_BOT_TOKEN', slack),
];

/** A channel or a desk that is on when its token is set. */
export interface Platform<Needs, Made> {
  readonly name: string;
  readonly settings: z.ZodObject;
  /** How to make it; null where it is off. Throws a ConfigFault when it is set, but not as it must be. */
  open(read: ReadSettings): Promise<Maker<Needs, Made> | null>;
  /** Whether it is on. Throws a ConfigFault when what is set will not do. */
  isOn(read: ReadSettings): boolean;
}

/** Throws a StartFault when what is set will not do after all. */
export type Maker<Needs, Made> = (needsOf: (name: string) => Needs) => Made;

/** Reads the environment variables a schema names; throws one fault with every mistake. */
export type ReadSettings = <S extends z.ZodObject>(wanted: S) => Readonly<z.infer<S>>;

/**
 * One line of a list: `token` names the setting without which it is off. `load` fetches its code, with the client
 * library of its platform: what is off costs neither time at the start nor memory.
 */
export function platform<Needs, Made, S extends z.ZodObject, K extends string & keyof z.infer<S>>(
  name: string,
  settings: S,
  token: K,
  load: () => Promise<(needs: Needs, settings: Readonly<z.infer<S>> & Readonly<Record<K, string>>) => Made>,
): Platform<Needs, Made> {
  return {
    name,
    settings,
    async open(read) {
      const set = read(settings);
      if (set[token] === undefined) return null;
      const make = await load();
      return (needsOf) => make(needsOf(name), set as Readonly<z.infer<S>> & Readonly<Record<K, string>>);
    },
    isOn: (read) => read(settings)[token] !== undefined,
  };
}

/** Makes those of a list that are on, each with what it needs. */
export async function switchedOn<Needs, Made>(
  read: ReadSettings,
  from: readonly Platform<Needs, Made>[],
): Promise<Maker<Needs, Made[]>> {
  const makers = await Promise.all(from.map((each) => each.open(read)));
  return (needsOf) => makers.flatMap((make) => make?.(needsOf) ?? []);
}

/** Names of the environment variables that adapters know. */
export const adapterVariables: readonly string[] = [ownChannel, ...platforms, ...desks].flatMap(
  ({ settings }) => Object.keys(settings.shape),
);
