import { startDiscordServer } from '../platforms/discord-server.ts';
import { draws, type Fault } from '../platforms/faults.ts';
import { startTelegramServer } from '../platforms/telegram-server.ts';

/** Something the bot said, by the receipt the platform gave for it. */
export interface Heard {
  readonly receipt: string;
  readonly text: string;
}

/** One resident with a place to write in, as their platform has them. */
export interface Chat {
  readonly channel: string;
  /** The conversation's thread in the ledger: the resident's private one, wherever they write. */
  readonly thread: string;
  says(text: string): void;
  /** What the bot has said to them in private, oldest first. */
  sees(): readonly Heard[];
  /** Whether they write where others can read it. */
  readonly inPublic: boolean;
  /** What the bot has said there. */
  seesInPublic(): readonly Heard[];
}

/** A platform on this machine, with a crowd on it. */
export interface Crowd {
  readonly channel: string;
  /** What Moothall is started with to be on it. */
  readonly env: Readonly<Record<string, string>>;
  readonly token: string;
  readonly chats: readonly Chat[];
  /** From now on things go wrong: calls fail, connections drop, what comes comes twice. */
  misbehaves(seed: number): void;
  /** How often so far. */
  befell(): {
    readonly repeated: number;
    readonly failed: number;
    readonly limited: number;
    readonly dropped: number;
  };
  stop(): Promise<void>;
}

/** Telegram with so many chats, one in ten of them a group in which the bot is called by its name. */
export async function onTelegram(count: number): Promise<Crowd> {
  const server = await startTelegramServer();
  const heard = (chat: number, seen: readonly { readonly id: number; readonly text: string }[]): Heard[] =>
    seen.map(({ id, text }) => ({ receipt: `${chat}:${id}`, text }));
  const chats = Array.from({ length: count }, (_, i): Chat => {
    const resident = server.resident(1_000 + i, { name: `Resident ${i}` });
    const group = i % 10 === 9 ? server.group(-1_000_000 - i) : null;
    return {
      channel: 'telegram',
      thread: String(resident.id),
      inPublic: group !== null,
      says(text) {
        if (group === null) resident.says(text);
        else group.says(resident.from, `@${server.bot.username} ${text}`);
      },
      sees: () => heard(resident.id, resident.sees()),
      seesInPublic: () => (group === null ? [] : heard(group.id, group.sees())),
    };
  });
  return {
    channel: 'telegram',
    env: { TELEGRAM_BOT_TOKEN: server.token, TELEGRAM_API_ROOT: server.url },
    token: server.token,
    chats,
    misbehaves(seed) {
      server.repeat(share, seed);
      for (const fault of faultsOf(seed)) server.fails(fault);
      for (const drop of ['before', 'after'] as const)
        server.fails({ on: 'getUpdates', drop, every: 6, times: 5 });
    },
    befell: () => ({
      ...befell(server.befallen),
      repeated: server.repeated(),
      dropped: server.befallen.filter(({ on, drop }) => on === 'getUpdates' && drop !== undefined).length,
    }),
    stop: server.stop,
  };
}

/** Discord with so many chats: direct messages, and one in ten a channel of a server, where the bot is called. */
export async function onDiscord(count: number): Promise<Crowd> {
  const server = await startDiscordServer();
  const guild = server.guild();
  const heard = (messages: readonly { readonly id: string; readonly content: string }[]): Heard[] =>
    messages.map(({ id, content }) => ({ receipt: id, text: content }));
  const chats = Array.from({ length: count }, (_, i): Chat => {
    const resident = server.resident(String(300_000_000_000_000 + i), `Resident ${i}`);
    const channel = i % 10 === 9 ? server.channel(guild, `ward-${i}`) : null;
    return {
      channel: 'discord',
      thread: `dm:${resident.id}`,
      inPublic: channel !== null,
      says(text) {
        if (channel === null) resident.says(text);
        else resident.calls(channel.id, text);
      },
      sees: () => heard(resident.read()),
      seesInPublic() {
        const places = [...server.world.channels.values()].filter(
          ({ id, parent }) => channel !== null && (id === channel.id || parent === channel.id),
        );
        return places.flatMap(({ id }) => heard(server.saidIn(id)));
      },
    };
  });
  let repeated = 0;
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  const dropSocket = (): void => {
    if (server.gateway.live() === 0 || dropped === drops) return;
    server.gateway.dropSockets();
    dropped += 1;
  };
  return {
    channel: 'discord',
    env: { DISCORD_BOT_TOKEN: server.token, DISCORD_API_ROOT: server.apiRoot },
    token: server.token,
    chats,
    misbehaves(seed) {
      const draw = draws(seed);
      server.gateway.repeats(() => {
        const again = draw() < share;
        repeated += again ? 1 : 0;
        return again;
      });
      for (const fault of faultsOf(seed)) server.fails(fault);
      timer = setInterval(dropSocket, 3_000);
    },
    befell: () => ({ ...befell(server.befallen), repeated, dropped }),
    async stop() {
      clearInterval(timer);
      await server.stop();
    },
  };
}

/** What comes twice. */
const share = 0.1;
/** Connections dropped while we listen, on each platform. */
const drops = 10;

/** One call in twenty fails, in each of the ways a call can fail; and every so often we are told to wait. */
function faultsOf(seed: number): Fault[] {
  const times = Number.POSITIVE_INFINITY;
  return [
    { status: 429, retryAfter: 1, every: 100, times },
    { status: 500, share: 0.02, seed: seed + 1, times },
    { status: 502, share: 0.01, seed: seed + 2, times },
    { drop: 'before', share: 0.01, seed: seed + 3, times },
    { drop: 'after', share: 0.01, seed: seed + 4, times },
  ];
}

function befell(all: readonly Fault[]): { failed: number; limited: number } {
  return {
    failed: all.filter((fault) => fault.share !== undefined).length,
    limited: all.filter(({ status }) => status === 429).length,
  };
}
