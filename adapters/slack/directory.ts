import { z } from 'zod';
import { type Calls, SlackFault } from './calls.ts';

/** Who we are in which workspace. */
export interface Me {
  readonly teamId: string;
  readonly botId: string;
  readonly userId: string;
  /** With a slash at the end. */
  readonly workspace: string;
}

const meSchema = z.object({
  user_id: z.string(),
  team_id: z.string(),
  bot_id: z.string().default(''),
  url: z.string().default('https://slack.com/'),
});
const channelsSchema = z.object({
  channels: z.array(
    z.object({ id: z.string(), name: z.string().default(''), is_archived: z.boolean().default(false) }),
  ),
  response_metadata: z.object({ next_cursor: z.string().default('') }).optional(),
});
const groupsSchema = z.object({
  usergroups: z.array(z.object({ id: z.string(), handle: z.string() })),
});

/** A name that is not there is asked for again no sooner than this. */
const askAgainMs = 15_000;

export type Directory = ReturnType<typeof directory>;

/** Slack's own names for what people call by theirs. Asked when needed, and remembered. All throw SlackFault. */
export function directory({ call }: Pick<Calls, 'call'>, clock: () => number = () => performance.now()) {
  let knownMe: Me | null = null;
  const channels = namesFrom(clock, async () => {
    const found: [string, string][] = [];
    const archived: [string, string][] = [];
    for (let cursor = ''; ; ) {
      const types = 'public_channel,private_channel';
      const page = { limit: 200, types, ...(cursor === '' ? {} : { cursor }) };
      const answer = await call('conversations.list', page, channelsSchema);
      for (const { id, name, is_archived } of answer.channels)
        (is_archived ? archived : found).push([name, id]);
      cursor = answer.response_metadata?.next_cursor ?? '';
      // An archived one is known too, so that it is told apart from one that never was.
      if (cursor === '') return [...archived, ...found];
    }
  });
  const groups = namesFrom(clock, async () => {
    const { usergroups } = await call('usergroups.list', {}, groupsSchema);
    return usergroups.map(({ id, handle }): [string, string] => [handle, id]);
  });

  return {
    async me(): Promise<Me> {
      if (knownMe !== null) return knownMe;
      const { user_id, team_id, bot_id, url } = await call('auth.test', {}, meSchema);
      knownMe = { teamId: team_id, botId: bot_id, userId: user_id, workspace: url };
      return knownMe;
    },

    /** A channel's id by its name, without `#`. Throws SlackFault `channel_not_found`. */
    async channel(name: string): Promise<string> {
      const id = await channels.find(name);
      if (id === null)
        throw new SlackFault('refused', 'channel_not_found', `There is no channel #${name} for us.`);
      return id;
    },

    /** A channel's name by its id, as far as it was asked for before; null when it was not. */
    nameOf: (id: string): string | null => channels.nameOf(id),

    /** A user group's id by its handle, without `@`; null when there is none. */
    group: (handle: string): Promise<string | null> => groups.find(handle),

    /** A channel is not what we thought: look again when it is next asked for. */
    forget(): void {
      channels.forget();
    },
  };
}

function namesFrom(clock: () => number, ask: () => Promise<readonly (readonly [string, string])[]>) {
  let known: ReadonlyMap<string, string> = new Map();
  let askedAt = -Infinity;
  let asking: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    known = new Map(await ask());
    askedAt = clock();
  };
  return {
    async find(name: string): Promise<string | null> {
      const here = known.get(name);
      if (here !== undefined) return here;
      if (clock() - askedAt >= askAgainMs) {
        asking ??= look().finally(() => {
          asking = null;
        });
        await asking;
      }
      return known.get(name) ?? null;
    },
    nameOf: (id: string): string | null => [...known].find(([, each]) => each === id)?.[0] ?? null,
    forget(): void {
      known = new Map();
      askedAt = -Infinity;
    },
  };
}
