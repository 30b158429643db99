import { draws } from '../platforms/faults.ts';
import type { Seen } from '../platforms/slack-reading.ts';
import { startSlackServer } from '../platforms/slack-server.ts';
import { marlcombe } from './language.ts';

/** Between two times the connection is cut, as a network does. */
const dropEveryMs = 20_000;

/** The card of a case, and where it stands. */
export interface Card {
  readonly caseId: string;
  readonly channel: string;
  readonly post: Seen;
}

export type Office = Awaited<ReturnType<typeof anOffice>>;

/** A local Slack with a channel for every team of Marlcombe, and one officer who is in all of them. */
export async function anOffice(options: Parameters<typeof startSlackServer>[0] = {}) {
  const server = await startSlackServer(options);
  const channels = [
    ...new Set([...marlcombe.teams.values()].flatMap(({ slackChannel }) => slackChannel ?? [])),
  ];
  for (const name of channels) server.channel(name, { private: name === 'desk-safeguarding' });
  const ann = server.officer('Ann Bell', { in: channels });
  server.group('team-waste', [ann]);
  let timer: NodeJS.Timeout | undefined;
  let repeated = 0;
  let dropped = 0;

  return {
    server,
    ann,
    /** What Moothall is started with to have its desk there. */
    env: {
      SLACK_BOT_TOKEN: server.botToken,
      SLACK_APP_TOKEN: server.appToken,
      SLACK_API_ROOT: server.apiRoot,
    },

    /** The same where Slack calls us. */
    envWhereCalled: {
      SLACK_BOT_TOKEN: server.botToken,
      SLACK_SIGNING_SECRET: server.signingSecret,
      SLACK_API_ROOT: server.apiRoot,
    },

    /** Every card that stands, in every channel: a case that stands twice is here twice. */
    cards: (): Card[] =>
      channels.flatMap((channel) =>
        server.inChannel(channel).flatMap((post): Card[] => {
          const { caseId, key } = shows(post);
          return key === 'card' ? [{ caseId, channel, post }] : [];
        }),
      ),
    /** What stands in the thread of a card, in order. */
    thread: ({ channel, post }: Card): Seen[] => server.thread(channel, post).slice(1),
    /** Ann writes in the thread of a case. */
    writes: ({ channel, post }: Card, text: string): Seen => ann.posts(channel, text, { thread: post }),

    /** From now on Slack tells twice, asks us to wait, fails and loses answers, and the connection is cut every 20 s. */
    misbehaves(seed: number): void {
      const draw = draws(seed);
      const times = Number.POSITIVE_INFINITY;
      server.telling.repeats(() => {
        const again = draw() < 0.1;
        repeated += again ? 1 : 0;
        return again;
      });
      server.fails({ on: 'chat.postMessage', status: 429, retryAfter: 1, every: 60, times });
      server.fails({ on: 'chat.postMessage', status: 503, share: 0.01, seed: seed + 1, times });
      server.fails({ on: 'chat.postMessage', drop: 'before', share: 0.01, seed: seed + 2, times });
      server.fails({ on: 'chat.postMessage', drop: 'after', share: 0.01, seed: seed + 3, times });
      timer = setInterval(() => {
        dropped += server.socket.live() > 0 ? 1 : 0;
        server.socket.drops();
      }, dropEveryMs);
    },
    behaves(): void {
      clearInterval(timer);
      server.heals();
      server.telling.repeats(null);
    },
    befell: () => ({
      repeated,
      dropped,
      limited: server.befallen.filter(({ status }) => status === 429).length,
      failed: server.befallen.filter(({ share }) => share !== undefined).length,
    }),

    async stop(): Promise<void> {
      clearInterval(timer);
      await server.stop();
    },
  };
}

/** Which case a post of Moothall's is of, and what of it; empty for what people post. */
export function shows({ metadata }: Seen): { readonly caseId: string; readonly key: string } {
  const payload = metadata?.['event_payload'] as { case_id?: string; key?: string } | undefined;
  return { caseId: payload?.case_id ?? '', key: payload?.key ?? '' };
}
