import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { type Chat, onTelegram } from '../support/crowd.ts';
import { makeFolder } from '../support/folder.ts';
import { anOffice, type Card, type Office, shows } from '../support/office.ts';
import { afterwards, freshDatabase } from '../support/postgres.ts';
import { type MoothallProcess, startMoothall } from '../support/process.ts';

/*
 * Whole processes, residents on Telegram, officers in Slack, both on this machine. Slack here takes four posts a second
 * into a channel where the real one takes one, so that a test of minutes is not one of a quarter of an hour.
 */

const seed = 20_261_125;
/** What residents write of, and so the channels their cases come to. */
const matters = [
  'missed bin at 14 Larch Close',
  'an old mattress and bags have been fly tipped at 3 Mill Lane',
  'the street light outside 12 Station Road has been out for a week',
  'the swings in the play area at Mill Park are broken',
  'I want to appeal my parking ticket',
  'loud music from next door every night at 9 Abbey Road',
];
const quick = { burst: 20, aSecond: 4 };

/** How many residents write; 300 take four to five minutes. */
const many = Number(process.env['SLACK_CASES'] ?? 120);

test('cases over six team channels on a bad day: each card, each message in its thread and each reply once', async () => {
  const { office, chats, ledger, start } = await aTown(many);
  let serving = await start();
  let beside = await start();
  await until('both hear Slack', () => office.server.socket.live() === 2, 20);
  office.misbehaves(seed);

  const answered = new Map<string, { card: Card; reply: string }>();
  const working = new AbortController();
  const officers = works(office, answered, working.signal);
  for (const [i, chat] of chats.entries()) {
    chat.says(matters[i % matters.length] ?? '');
    if (i % 3 === 2) chats[i - 2]?.says('Nobody has come yet, when will you?');
    if (i === Math.floor(many / 3) || i === Math.floor((many * 2) / 3)) {
      await serving.kill();
      [serving, beside] = [beside, await start()];
    }
    await sleep(150);
  }
  await until('everybody has a case', async () => (await ledger.cases()).length >= many, 60);
  await until(
    'every case has its card',
    async () => office.cards().length >= (await ledger.cases()).length,
    120,
  );
  working.abort();
  await officers;
  office.behaves();
  await office.server.telling.quiet();
  await until('nothing waits', async () => (await readyOf(serving)).waiting.deliveries === 0, 150);
  await until('every reply left', async () => (await ledger.unsettled()) === 0, 60);

  expect(office.server.telling.lost).toEqual([]);
  const cards = office.cards();
  expect(cards.map(({ caseId }) => caseId).sort()).toEqual((await ledger.cases()).sort());
  expect(new Set(cards.map(({ channel }) => channel)).size).toBeGreaterThanOrEqual(matters.length);

  const said = await ledger.residentsMessages();
  expect(new Set(said.map(({ id }) => id)).size).toBe(many + Math.floor(many / 3));
  for (const card of cards) {
    const posts = office.thread(card);
    const keys = posts.map((post) => shows(post).key).filter((key) => key !== '');
    expect(new Set(keys).size).toBe(keys.length);
    const theirs = said.filter(({ caseId }) => caseId === card.caseId).map(({ id }) => `message:${id}`);
    expect(keys.filter((key) => theirs.includes(key))).toEqual(theirs);
  }

  const seen = chats.flatMap((chat) => [...chat.sees(), ...chat.seesInPublic()].map(({ text }) => text));
  expect(seen.filter((text) => text.includes('internal'))).toEqual([]);
  const unknown = new Set(
    (await ledger.replies()).filter(({ status }) => status !== 'sent').map(({ text }) => text),
  );
  expect(answered.size).toBeGreaterThan(many / 10);
  for (const { reply } of answered.values()) {
    const times = seen.filter((text) => text.includes(reply)).length;
    if (unknown.has(reply)) expect(times).toBeLessThanOrEqual(1);
    else expect(times).toBe(1);
  }

  const befell = office.befell();
  tell(
    `Slack: ${cards.length} cards once, ${said.length} messages once and in order, ${answered.size} replies (${unknown.size} unknown); ` +
      `told twice ${befell.repeated}, told to wait ${befell.limited}, calls failed ${befell.failed}, sockets dropped ${befell.dropped}, killed twice.`,
  );
  expect(befell.repeated).toBeGreaterThan(0);
  expect(befell.limited).toBeGreaterThan(0);
  expect(befell.failed).toBeGreaterThan(0);
  expect(befell.dropped).toBeGreaterThan(0);
}, 420_000);

test('a token revoked: cases go on, /readyz says so, and once it is repaired everything held back is posted', async () => {
  const { office, chats, ledger, start } = await aTown(12);
  const moothall = await start();
  const slackOf = async () => (await readyOf(moothall)).channels['slack'];
  await until('Slack is heard', async () => (await slackOf())?.well === true, 20);
  chats[0]?.says(matters[0] ?? '');
  await until('the first card stands', () => office.cards().length === 1, 20);

  office.server.revokes();
  for (const [i, chat] of chats.slice(1).entries()) chat.says(matters[(i + 1) % matters.length] ?? '');
  await until('every case is open', async () => (await ledger.cases()).length >= chats.length, 30);
  await until('every resident is answered', () => chats.every((chat) => chat.sees().length > 0), 30);
  await until('it is said', async () => (await slackOf())?.why?.includes('SLACK_BOT_TOKEN') === true, 30);
  expect(office.cards()).toHaveLength(1);

  office.server.repairs();
  // A message may be of two matters: then it is of two cases.
  await until('every card stands', async () => office.cards().length === (await ledger.cases()).length, 120);
  await until('all is well', async () => (await slackOf())?.well === true, 90);
  expect(
    office
      .cards()
      .map(({ caseId }) => caseId)
      .sort(),
  ).toEqual((await ledger.cases()).sort());
  expect(await moothall.stop()).toBe(0);
}, 240_000);

test('Slack may call us instead, signed: posts, buttons, modals and commands come through our own web server', async () => {
  const { office, chats, start } = await aTown(2, 'called');
  const moothall = await start();
  const door = `${moothall.address}/desks/slack`;
  await office.server.telling.callsAt(door, office.server.signingSecret);
  const [chat] = chats;
  chat?.says(matters[0] ?? '');
  await until('the card stands', () => office.cards().length === 1, 30);
  const [card] = office.cards();
  if (card === undefined || chat === undefined) throw new Error('There is no case.');

  // Told three times over: the resident has it once.
  office.server.telling.repeats(() => true);
  office.writes(card, 'internal: ring the depot first');
  office.writes(card, '>> A crew comes on Tuesday.');
  const heard = (words: string) => chat.sees().filter(({ text }) => text.includes(words)).length;
  await until('the resident reads it', () => heard('A crew comes on Tuesday.') === 1, 40);
  await office.server.telling.quiet();
  office.server.telling.repeats(null);

  const { ann } = office;
  expect((await ann.runs('/moothall', 'mine')).text).toContain('MB-');
  await ann.clicks(card.post, 'moothall:reply');
  await until('the modal is open', () => ann.modal() !== null, 10);
  const modal = ann.modal();
  if (modal === null) throw new Error('The modal is gone.');
  expect(await ann.submits(modal, { text: 'Sorry for the wait.' })).toMatchObject({ errors: null });
  await until('the resident reads that too', () => heard('Sorry for the wait.') === 1, 40);
  expect(heard('A crew comes on Tuesday.')).toBe(1);
  expect(heard('internal')).toBe(0);

  const body = JSON.stringify({ type: 'url_verification', challenge: 'a word' });
  const call = (secret: string, secondsAgo: number) => {
    const stamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
    const mark = createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-slack-request-timestamp': stamp };
    return fetch(door, { method: 'POST', headers: { ...headers, 'x-slack-signature': `v0=${mark}` }, body });
  };
  const right = await call(office.server.signingSecret, 0);
  expect([right.status, await right.text()]).toEqual([200, 'a word']);
  expect((await call('anothersecret', 0)).status).toBe(401);
  expect((await call(office.server.signingSecret, 600)).status).toBe(401);
  expect((await fetch(door, { method: 'POST', body })).status).toBe(401);
  expect(await moothall.stop()).toBe(0);
}, 180_000);

/** A town with so many residents on Telegram, an office in Slack, a ledger, and Moothall to be started on them. */
async function aTown(many: number, slack: 'heard' | 'called' = 'heard') {
  const office = await anOffice({ posts: quick });
  const crowd = await onTelegram(many);
  const url = await freshDatabase('ledger');
  const { folder, remove } = makeFolder();
  afterwards(async () => {
    await office.stop();
    await crowd.stop();
    remove();
  });
  const env = {
    DATABASE_URL: url,
    DATA_DIR: folder,
    ADMIN_TOKEN: 'a-token-for-this-test-only',
    ...crowd.env,
  };
  const start = (): Promise<MoothallProcess> =>
    startMoothall({ ...env, ...(slack === 'heard' ? office.env : office.envWhereCalled) });
  return { office, chats: crowd.chats as readonly Chat[], ledger: aLedger(url), start };
}

/** Ann answers one case in six with `>>`, and writes a word for officers only beside it. */
async function works(
  office: Office,
  answered: Map<string, { card: Card; reply: string }>,
  until: AbortSignal,
): Promise<void> {
  const looked = new Set<string>();
  while (!until.aborted) {
    for (const card of office.cards()) {
      if (looked.has(card.caseId)) continue;
      looked.add(card.caseId);
      if (looked.size % 6 !== 0) continue;
      const reply = `A crew comes, their number is ${looked.size}.`;
      office.writes(card, `internal word ${looked.size}, for officers`);
      office.writes(card, `>> ${reply}`);
      answered.set(card.caseId, { card, reply });
    }
    await sleep(200);
  }
}

/** The record, read past the program that wrote it. */
function aLedger(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on('error', () => undefined);
  afterwards(() => pool.end());
  return {
    async cases(): Promise<string[]> {
      return (await pool.query<{ id: string }>('SELECT id FROM case_file')).rows.map(({ id }) => id);
    },
    /** What residents wrote, with its case, in order. */
    async residentsMessages() {
      const { rows } = await pool.query<{ id: string; caseId: string }>(
        `SELECT m.id, cm.case_id AS "caseId" FROM message m JOIN case_message cm ON cm.message_id = m.id
          WHERE m.voice = 'resident' ORDER BY m.conversation_id, m.seq`,
      );
      return rows;
    },
    async replies() {
      const { rows } = await pool.query<{ text: string; status: string }>(
        `SELECT m.text, d.status FROM delivery d JOIN message m ON m.id = d.message_id
          WHERE d.kind = 'channel' AND m.voice = 'officer'`,
      );
      return rows;
    },
    async unsettled(): Promise<number> {
      const { rows } = await pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM delivery WHERE status IN ('pending', 'sending')`,
      );
      return rows[0]?.n ?? 0;
    },
  };
}

interface Ready {
  readonly channels: Readonly<Record<string, { readonly well: boolean; readonly why: string | null }>>;
  readonly waiting: { readonly deliveries: number };
}

async function readyOf({ address }: MoothallProcess): Promise<Ready> {
  return (await (await fetch(`${address}/readyz`)).json()) as Ready;
}

async function until(what: string, holds: () => Promise<boolean> | boolean, within: number): Promise<void> {
  const giveUp = Date.now() + within * 1000;
  while (!(await holds())) {
    if (Date.now() > giveUp) throw new Error(`It did not come about in ${within} s that ${what}.`);
    await sleep(100);
  }
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
