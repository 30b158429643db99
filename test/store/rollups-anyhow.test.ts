import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Case, Happening } from '../../src/core/case.ts';
import { rootOf } from '../../src/core/chain.ts';
import type { Classified, Decisions } from '../../src/core/decision.ts';
import { measureKeys } from '../../src/core/measures.ts';
import { groupings, noWard, type StatsFilters, steps } from '../../src/core/statistics.ts';
import { ids } from '../../src/ids.ts';
import { statistics } from '../../src/store/reader/statistics.ts';
import { makingOf } from '../../src/store/rollups/making.ts';
import { openStore } from '../../src/store/store.ts';
import { aHistory } from '../support/history.ts';
import { marlcombe } from '../support/language.ts';
import { keepLog } from '../support/log.ts';
import { afterwards, freshLedger } from '../support/postgres.ts';

const dayMs = 86_400_000;
let now = new Date('2026-11-18T14:40:00Z');
const ledger = await freshLedger();
await aHistory(ledger.url, 300, now);
const { log } = keepLog();
const store = openStore({ url: ledger.url, council: marlcombe, ids, desks: [], now: () => now, log });
afterwards(() => store.close());

const asked = statistics(ledger.reading, marlcombe);
/** The same hours by another name, for which nothing was ever rolled up: every answer is counted from the facts. */
const counted = statistics(ledger.reading, {
  ...marlcombe,
  facts: { ...marlcombe.facts, timezone: 'GB' },
});

const { answering } = makingOf(marlcombe);
const officer = { kind: 'officer', id: '01890000-0000-7000-8000-0000000000a1', name: 'Priya Shah' } as const;
const bot = { kind: 'bot' } as const;
const teams = ['waste', 'street-scene', 'parking'] as const;

const acts = [
  'routed',
  'answered',
  'asked',
  'resolved',
  'reopened',
  'chased',
  'wrote',
  'rated',
  'placed',
  'surveyed',
] as const;
const allActs = [...acts, 'repeated', 'enquired', 'corrected'] as const;

/** Something that happens to a case, at a time that may be long gone: platforms tell late. */
function happening(
  act: (typeof acts)[number],
  file: Case,
  about: { readonly messageId: string; readonly place: NonNullable<Case['place']> },
  at: Date,
): Happening {
  const { messageId, place } = about;
  const said = {
    messageId,
    digest: 'd',
    deliveryId: ids.id(),
    to: file.replyTo,
  };
  switch (act) {
    case 'routed': {
      const to = teams.find((each) => each !== file.team) ?? 'waste';
      return {
        type: 'routed',
        data: { from: file.team, to, restricted: false, reason: null },
        actor: bot,
        at,
      };
    }
    case 'answered':
      return { type: 'reply-sent', data: said, actor: officer, at };
    case 'asked':
      return { type: 'reply-sent', data: { ...said, question: true }, actor: officer, at };
    case 'surveyed':
      return { type: 'reply-sent', data: { ...said, survey: true }, actor: bot, at };
    case 'resolved':
      return {
        type: 'status-changed',
        data: { from: file.status, to: 'resolved', outcome: 'fixed', reason: null },
        actor: officer,
        at,
      };
    case 'reopened':
      return { type: 'reopened', data: { reason: null, messageId: null }, actor: bot, at };
    case 'chased':
      return { type: 'chased', data: { messageId }, actor: bot, at };
    case 'wrote':
      return {
        type: 'message-received',
        data: { messageId, digest: 'd', sentAt: at.toISOString() },
        actor: bot,
        at,
      };
    case 'rated':
      return { type: 'rated', data: { messageId, digest: 'd', rating: 4 }, actor: bot, at };
    case 'placed':
      return { type: 'place-given', data: { place, messageId }, actor: bot, at };
  }
}

const { rows: cases } = await ledger.pool.query<{ reference: string; openedAt: Date; messageId: string }>(
  `SELECT c.reference, c.opened_at AS "openedAt", (SELECT m.message_id FROM case_message m WHERE m.case_id = c.id LIMIT 1) AS "messageId"
     FROM case_file c ORDER BY c.opened_at`,
);
const { rows: placed } = await ledger.pool.query<{ place: NonNullable<Case['place']> }>(
  'SELECT place FROM case_file WHERE place IS NOT NULL ORDER BY opened_at LIMIT 5',
);

/** Another case of the same resident on the same matter, opened soon after the first. */
function repeated(file: Case, messageId: string, openedAt: Date): Pick<Decisions, 'opened' | 'happened'> {
  const id = ids.id();
  const { replyTo, conversationId, service, team, urgent, restricted } = file;
  const firstResponseDue = new Date(+openedAt + dayMs);
  const resolutionDue = new Date(+openedAt + 9 * dayMs);
  const reference = `MB-${ids.digits()}`;
  const other: Case = {
    ...file,
    ...{ id, reference, conversationId, replyTo, openedAt, firstResponseDue, resolutionDue },
    ...{
      version: 0,
      head: rootOf(id),
      status: 'new',
      outcome: null,
      firstRespondedAt: null,
      resolvedAt: null,
    },
  };
  const data = {
    ...{
      reference,
      channel: replyTo.channel,
      service,
      team,
      urgent,
      restricted,
      guess: null,
      model: null,
      messageId,
    },
    openedAt: openedAt.toISOString(),
    firstResponseDue: firstResponseDue.toISOString(),
    resolutionDue: resolutionDue.toISOString(),
  };
  const received = { messageId, digest: 'd', sentAt: openedAt.toISOString() };
  return {
    opened: [other],
    happened: [
      { caseId: id, happening: { type: 'opened', data, actor: bot, at: openedAt } },
      { caseId: id, happening: { type: 'message-received', data: received, actor: bot, at: openedAt } },
    ],
  };
}

/** Answered at once, surely enough to count or not quite. */
function enquiry(messageId: string, pick: number, at: Date): Classified {
  const [label = '', probability] = [answering[pick % answering.length], pick % 5 === 0 ? 0.1 : 0.97];
  return {
    ...{ id: ids.id(), messageId, caseId: null, label, probability, language: pick % 7 === 0 ? 'cy' : 'en' },
    ...{ alternatives: [], flags: null, danger: [], model: 'm', decidedBy: null, reason: null, at },
  };
}

/** An officer says that it is of another service. */
function corrected(file: Case, at: Date): Pick<Decisions, 'opened' | 'happened' | 'classified'> {
  const label = file.service === 'litter' ? 'noise' : 'litter';
  const reason = 'As the resident wrote.';
  const changed = { from: file.service, to: label, reason, resolutionDue: null };
  const decision = {
    id: ids.id(),
    messageId: null,
    caseId: file.id,
    label,
    probability: null,
    language: 'en',
  };
  return {
    opened: [],
    happened: [{ caseId: file.id, happening: { type: 'reclassified', data: changed, actor: officer, at } }],
    classified: [
      {
        ...decision,
        ...{ alternatives: [], flags: null, danger: [], model: null, decidedBy: officer.id, reason, at },
      },
    ],
  };
}

async function carryOut(pick: number, act: (typeof allActs)[number], back: number): Promise<void> {
  const row = cases[pick % cases.length];
  const found = row && (await store.cases.find(row.reference));
  const place = placed[pick % placed.length]?.place;
  if (!row || !found || !place) throw new Error('The case is gone.');
  const at = now;
  const decided = (file: Case) => {
    const { messageId } = row;
    if (act === 'repeated') {
      const soon = new Date(Math.min(+at, +file.openedAt + 1 + (back % (13 * dayMs))));
      return repeated(file, messageId, soon);
    }
    const then = new Date(Math.max(+file.openedAt, +at - back));
    if (act === 'corrected') return corrected(file, then);
    if (act === 'enquired') return { classified: [enquiry(messageId, pick, then)], opened: [], happened: [] };
    return {
      opened: [],
      happened: [{ caseId: file.id, happening: happening(act, file, { messageId, place }, then) }],
    };
  };
  const step: Parameters<typeof store.act>[2] = (conversation, file) => ({
    state: conversation.state,
    said: [],
    withheld: [],
    classified: [],
    alerts: [],
    ...decided(file),
  });
  await store.act(found, undefined, step, at);
}

const anAct = fc.tuple(
  fc.nat(299),
  fc.constantFrom(...allActs),
  fc.oneof(fc.constant(0), fc.nat(40 * dayMs)),
);
const aStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ acts: fc.array(anAct, { minLength: 1, maxLength: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ refreshes: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ passing: fc.nat(2 * dayMs) }) },
  { weight: 1, arbitrary: fc.record({ rebuilt: fc.constantFrom(...teams) }) },
);
const aQuestion = fc.record({
  first: fc.nat(200 * dayMs),
  length: fc.nat(210 * dayMs),
  whole: fc.boolean(),
  filter: fc.option(
    fc.constantFrom<Partial<StatsFilters>>(
      { team: 'waste' },
      { language: 'cy' },
      { ward: noWard },
      { service: 'missed-bin' },
      { team: 'street-scene', channel: 'webchat' },
      { team: 'waste', channel: 'webchat', language: 'en' },
    ),
  ),
  by: fc.option(fc.constantFrom(...groupings)),
  measure: fc.constantFrom(...measureKeys),
  step: fc.constantFrom(...steps),
});
type Question = typeof aQuestion extends fc.Arbitrary<infer T> ? T : never;

async function answers(stats: typeof asked, { first, length, whole, filter, by, measure, step }: Question) {
  const midnight = (at: number) => (whole ? Math.floor(at / dayMs) * dayMs : at);
  const from = midnight(+now - first);
  const filters = { from: new Date(from), to: new Date(midnight(from + length)), ...filter };
  return {
    figures: await stats.figures(filters, by, now),
    line: await stats.series(measure, filters, step, now),
    readings: first % 3 === 0 ? await stats.readings(1 + (first % 52), now) : null,
  };
}

async function refresh(): Promise<void> {
  await store.refreshRollups(now);
  await store.refreshWeeks(now);
}

async function refreshAll(): Promise<void> {
  while ((await store.refreshRollups(now)) > 0);
  while ((await store.refreshWeeks(now)) > 0);
}

const countOf = async (what: string) => Number((await ledger.pool.query(`SELECT ${what} AS n`)).rows[0]?.n);

test('An enquiry rolled up as answered counts as come back from when its resident opens a case within seven days', async () => {
  const year = { from: new Date(+now - 400 * dayMs), to: now };
  const enquiries = async () => {
    const { all } = await asked.figures(year, null, now);
    return { answered: all['self-served'].count, cameBack: all['falsely-self-served'].part };
  };
  // On a day on which nothing else of the case is told.
  const enquire = (pick: number) =>
    carryOut(pick, 'enquired', +now - +(cases[pick]?.openedAt ?? now) - 5 * dayMs);
  const { answered } = await enquiries();
  await enquire(6);
  await enquire(7);
  await refreshAll();
  const { cameBack } = await enquiries();
  await carryOut(6, 'repeated', 11 * dayMs);
  await carryOut(7, 'repeated', 12.5 * dayMs);
  const once = { answered: answered + 2, cameBack: (cameBack ?? 0) + 1 };
  expect(await enquiries()).toEqual(once);
  await refreshAll();
  expect(await enquiries()).toEqual(once);
});

test('Figures from rollups are those of the facts, whatever happens to cases in whatever order', async () => {
  await refreshAll();
  const seen = { stale: 0, fresh: 0 };
  let weeks = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(aStep, { minLength: 4, maxLength: 8 }),
      fc.array(aQuestion, { minLength: 3, maxLength: 3 }),
      async (steps, questions) => {
        for (const step of steps) {
          if ('acts' in step) for (const act of step.acts) await carryOut(...act);
          if ('refreshes' in step) await Promise.all(Array.from({ length: step.refreshes }, refresh));
          if ('passing' in step) now = new Date(+now + step.passing);
          if ('rebuilt' in step) {
            // Facts that went wrong, and were rolled up so.
            await ledger.pool.query(
              'UPDATE case_facts SET chasers = chasers + 3, service = $2 WHERE team = $1',
              [step.rebuilt, 'noise'],
            );
            await ledger.pool.query('TRUNCATE rollup, reading_week');
            await refreshAll();
            await store.rebuildFacts({ check: false, progress() {} });
          }
          weeks += await countOf('(SELECT count(*) FROM reading_week w JOIN reading_stale s USING (week))');
          seen[(await countOf('(SELECT count(*) FROM rollup_stale)')) > 0 ? 'stale' : 'fresh'] += 1;
          for (const question of questions)
            expect(await answers(asked, question)).toEqual(await answers(counted, question));
        }
      },
    ),
    { numRuns: 12, endOnFailure: true },
  );
  expect(seen.stale).toBeGreaterThan(10);
  expect(weeks).toBeGreaterThan(10);
}, 300_000);

test('They are while cases change, days are rolled up by several at once, and pages are read', async () => {
  await refreshAll();
  let under = true;
  let compared = 0;
  const changing = (async () => {
    for (const act of fc.sample(anAct, 150)) await carryOut(...act);
    under = false;
  })();
  const refreshing = Array.from({ length: 3 }, async () => {
    while (under) await refresh();
  });
  const reading = (async () => {
    while (under)
      for (const question of fc.sample(aQuestion, 5)) {
        const before = await answers(counted, question);
        const told = await answers(asked, question);
        // What changed in between may be in one and not in the other.
        if (JSON.stringify(before) !== JSON.stringify(await answers(counted, question))) continue;
        expect(told).toEqual(before);
        compared += 1;
      }
  })();
  await Promise.all([changing, reading, ...refreshing]);
  expect(compared).toBeGreaterThan(5);
  await refreshAll();
  for (const question of fc.sample(aQuestion, 20))
    expect(await answers(asked, question)).toEqual(await answers(counted, question));
}, 300_000);
