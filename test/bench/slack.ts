// How long officers wait for a card: from a resident's message stored to its case's card standing in Slack, with 20
// messages a second, each of which opens a case. Whole process, local Telegram, and a local Slack that takes what the
// real one does: one post a second into a channel, a few more at once. `npm run bench:slack` asks first with all of the
// council's channels and then with six; beside each stands what even a sender of nothing but cards could not better.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { councilOf } from '../../config/council.ts';
import { root } from '../../config/root.ts';
import type { Log } from '../../src/core/log.ts';
import { startEmbedded } from '../../src/store/embedded.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { Seen } from '../platforms/slack-reading.ts';
import { startSlackServer } from '../platforms/slack-server.ts';
import { onTelegram } from '../support/crowd.ts';
import { makeFolder } from '../support/folder.ts';

const limitMs = 1_000;
const aSecond = 20;
const seconds = Number(process.argv[2] ?? 15);
const slackTakes = { burst: 10, aSecond: 1 };
const quiet: Log = {
  debug() {},
  info() {},
  warn() {},
  error: (fields, message) => console.error(message, fields),
};

/** What residents write of: each is of another team's channel. */
const matters = [
  'missed bin at 14 Larch Close',
  'an old mattress and bags have been fly tipped at 3 Mill Lane',
  'the swings in the play area at Mill Park are broken',
  'I want to appeal my parking ticket',
  'loud music from next door every night at 9 Abbey Road',
  'there is a big pothole outside 12 Station Road',
  'my council house boiler is broken, no heating at 4 Abbey Road',
  'I am going to be evicted and have nowhere to live',
  'I cannot pay my council tax this month',
  'neighbour is building an extension without planning permission at 2 Mill Lane',
  'how do I register to vote, I moved to 5 Larch Close',
  'I want to make a formal complaint about how I was treated',
  'freedom of information request: how many bins were missed last year',
  'the swimming pool changing rooms at the leisure centre are filthy',
  'youths on motorbikes causing trouble in the park every night',
  'I would like to talk to somebody about something else please',
];

const council = councilOf({ council: 'marlcombe' }, new Date());
const channels = [...new Set([...council.teams.values()].flatMap(({ slackChannel }) => slackChannel ?? []))];
const { folder } = makeFolder();
const server = await startEmbedded({ dataDir: join(folder, 'postgres'), log: quiet });
try {
  await measure(matters.length, 'all channels');
  await measure(6, 'six channels');
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();

async function measure(kinds: number, name: string): Promise<void> {
  const url = await aLedger(name.replace(' ', '_'));
  const slack = await startSlackServer({ posts: slackTakes });
  for (const channel of channels) slack.channel(channel, { private: channel === 'desk-safeguarding' });
  const crowd = await onTelegram(aSecond * seconds);
  const env = {
    PATH: process.env['PATH'],
    PORT: '0',
    LOG_LEVEL: 'error',
    DATABASE_URL: url,
    DATA_DIR: join(folder, name),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_ROOT: slack.apiRoot,
    ...crowd.env,
  };
  const moothall = spawn(process.execPath, [join(root, 'dist/src/cli/main.js'), 'start'], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ledger = new pg.Client({ connectionString: url });
  await ledger.connect();
  try {
    await until('Slack is heard', async () => slack.socket.live() > 0);
    await sleep(2_000);
    const began = performance.now();
    for (const [i, chat] of crowd.chats.entries()) {
      await sleep(Math.max(0, began + (i * 1000) / aSecond - performance.now()));
      chat.says(matters[i % kinds] ?? '');
    }
    const cards = () => new Map(channels.flatMap((channel) => cardsIn(slack.inChannel(channel), channel)));
    await until('every case has its card', async () => {
      const { rows } = await ledger.query<{ n: number; waiting: number }>(
        `SELECT (SELECT count(*)::int FROM case_file) AS n,
                (SELECT count(*)::int FROM conversation WHERE last_inbound_seq > handled_seq) AS waiting`,
      );
      return rows[0]?.waiting === 0 && cards().size >= rows[0].n && rows[0].n > 0;
    });
    const stored = await ledger.query<{ id: string; at: Date }>(
      `SELECT t.case_id AS id, min(m.stored_at) AS at FROM case_message t JOIN message m ON m.id = t.message_id
        WHERE m.voice = 'resident' GROUP BY 1`,
    );
    const shown = cards();
    tell(
      name,
      stored.rows.map(({ id, at }) => ({ at, ...(shown.get(id) ?? { posted: Number.NaN, channel: '' }) })),
    );
  } finally {
    moothall.kill();
    await once(moothall, 'exit');
    await ledger.end();
    await crowd.stop();
    await slack.stop();
  }
}

interface Case {
  readonly at: Date;
  readonly posted: number;
  readonly channel: string;
}

function tell(name: string, cases: readonly Case[]): void {
  const took = cases.map(({ at, posted }) => posted - at.getTime());
  const best = leastWaits(cases);
  const used = new Set(cases.map(({ channel }) => channel)).size;
  const median = share(took, 0.5);
  console.log(
    `${name}: ${cases.length} cases at ${aSecond} a second into ${used} channels: ` +
      `half of the cards stood within ${Math.round(median)} ms (${(median / limitMs).toFixed(2)} of the limit of ${limitMs}), ` +
      `nine in ten within ${Math.round(share(took, 0.9))} ms; at Slack’s pace none could be better than ` +
      `${Math.round(share(best, 0.5))} and ${Math.round(share(best, 0.9))} ms.`,
  );
}

/** How long each card would wait if nothing but cards were posted, the moment Slack takes them. */
function leastWaits(cases: readonly Case[]): number[] {
  return [...new Set(cases.map(({ channel }) => channel))].flatMap((name) => {
    const theirs = cases.filter(({ channel }) => channel === name);
    let tokens = slackTakes.burst;
    let last = -Infinity;
    return theirs
      .map(({ at }) => at.getTime())
      .sort((a, b) => a - b)
      .map((at) => {
        const from = Math.max(at, last);
        if (last > -Infinity)
          tokens = Math.min(slackTakes.burst, tokens + ((from - last) / 1000) * slackTakes.aSecond);
        const wait = tokens >= 1 ? 0 : ((1 - tokens) / slackTakes.aSecond) * 1000;
        tokens = tokens + (wait / 1000) * slackTakes.aSecond - 1;
        last = from + wait;
        return last - at;
      });
  });
}

function share(times: readonly number[], part: number): number {
  return [...times].sort((a, b) => a - b)[Math.ceil(part * times.length) - 1] ?? Number.NaN;
}

/** The cards among the posts of a channel, each by its case. */
function cardsIn(posts: readonly Seen[], channel: string) {
  return posts.flatMap(({ metadata, ts }): [string, Omit<Case, 'at'>][] => {
    const payload = metadata?.['event_payload'] as { case_id?: string; key?: string } | undefined;
    const { case_id, key } = payload ?? {};
    return key !== 'card' || case_id === undefined ? [] : [[case_id, { posted: Number(ts) * 1000, channel }]];
  });
}

async function aLedger(name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  await admin.query(`CREATE DATABASE bench_${name}`);
  await admin.end();
  const url = new URL(server.url);
  url.pathname = `/bench_${name}`;
  await migrate(url.href, join(root, 'prisma', 'migrations'));
  return url.href;
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const giveUp = Date.now() + 180_000; !(await holds()); await sleep(100))
    if (Date.now() > giveUp) throw new Error(`It did not come about that ${what}.`);
}
