import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { measureKeys, measureOf } from '../../src/core/measures.ts';
import type { Figure, Measured, StatsFilters } from '../../src/core/statistics.ts';
import { ids } from '../../src/ids.ts';
import { statistics } from '../../src/store/reader/statistics.ts';
import { marlcombe } from '../support/moothall.ts';
import { freshLedger } from '../support/postgres.ts';

const ledger = await freshLedger();
const { pool } = ledger;
const ask = statistics(ledger.reading, marlcombe);
/** Wednesday noon. */
const now = new Date('2026-11-25T12:00:00Z');
const day = 86_400_000;
const period: StatsFilters = { from: new Date(+now - 28 * day), to: now };

interface Row {
  readonly case_id: string;
  readonly team: string;
  readonly ward: string | null;
  readonly restricted: boolean;
  readonly opened_at: Date;
  readonly first_response_at: Date | null;
  readonly first_response_due: Date;
  readonly first_response_minutes: number | null;
  readonly next_responses: number[];
  readonly resolved_at: Date | null;
  readonly closed_at: Date | null;
  readonly resolution_due: Date;
  readonly resolution_minutes: number | null;
  readonly reopenings: number;
  readonly chasers: number;
  readonly danger_at: Date | null;
  readonly routes: number;
  readonly [column: string]: unknown;
}

let seed = 7;
/** 0 to `below`, the same each run. */
const any = (below: number) => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % below;
};

const rows: Row[] = Array.from({ length: 400 }, (_, index) => {
  const opened = +now - any(60 * day);
  const after = (most: number) => new Date(opened + any(most));
  const passed = (at: Date) => (at < now ? at : null);
  const first = any(10) < 9 ? passed(after(4 * day)) : null;
  const closed = first !== null && any(4) > 0 ? passed(new Date(+first + any(20 * day))) : null;
  const reopenings = closed !== null && any(8) === 0 ? 1 : 0;
  const resolved = reopenings > 0 && any(2) === 0 ? null : closed;
  const minutes = any(5000);
  return {
    case_id: ids.id(),
    conversation_id: '',
    version: 3,
    channel: ['webchat', 'telegram'][any(2)] ?? '',
    language: any(9) === 0 ? 'cy' : 'en',
    service: ['missed-bin', 'noise', 'other'][any(3)] ?? '',
    opened_service: 'noise',
    team: ['waste', 'street-scene', 'parking'][any(3)] ?? '',
    opened_team: 'waste',
    ward: any(5) === 0 ? null : `E0599900${1 + any(3)}`,
    urgent: false,
    restricted: any(12) === 0,
    danger: [],
    status: resolved === null ? 'in-progress' : 'resolved',
    outcome: resolved === null ? null : 'fixed',
    opened_at: new Date(opened),
    started_at: new Date(opened),
    clock: 1,
    acknowledged_at: new Date(opened + 2000),
    acknowledgement_seconds: any(9),
    first_response_at: first,
    first_response_minutes: first && any(900),
    first_response_due: after(2 * day),
    next_responses: first === null ? [] : Array.from({ length: any(3) }, () => any(700)),
    waiting_since: null,
    resolved_at: resolved,
    resolution_minutes: resolved && minutes,
    resolution_due: after(30 * day),
    paused_minutes: any(60),
    partner_minutes: any(3) === 0 ? any(500) : 0,
    own_minutes: resolved && minutes,
    closed_at: closed,
    reopenings,
    routes: any(7) === 0 ? 1 : 0,
    chasers: any(3),
    messages: 1,
    replies: 1,
    repeat_of: null,
    repeated_at: null,
    // What was written in danger may have waited for a signal, and come in after more that was written since.
    danger_at: index % 9 === 0 ? new Date(opened - any(2 * day)) : null,
    advice_seconds: 4,
    looked: first !== null,
    moved: false,
  };
});

beforeAll(async () => {
  const conversation = ids.id();
  await pool.query(`INSERT INTO resident (id, created_at) VALUES ('${conversation}', now())`);
  await pool.query(
    `INSERT INTO address (id, resident_id, channel, address, created_at) VALUES ('${conversation}', '${conversation}', 'webchat', 'a', now())`,
  );
  await pool.query(
    `INSERT INTO conversation (id, address_id, channel, thread, state, created_at) VALUES ('${conversation}', '${conversation}', 'webchat', 't', '{}', now())`,
  );
  const facts = JSON.stringify(rows.map((row) => ({ ...row, conversation_id: conversation })));
  await pool.query(
    `INSERT INTO case_file (id, reference, conversation_id, reply_to, service, team, status, urgent, restricted, opened_at, version, head)
     SELECT case_id, 'MB-' || case_id, conversation_id, '{}', service, team, status, false, restricted, opened_at, 1, 'h'
       FROM jsonb_populate_recordset(NULL::case_facts, $1)`,
    [facts],
  );
  await pool.query('INSERT INTO case_facts SELECT * FROM jsonb_populate_recordset(NULL::case_facts, $1)', [
    facts,
  ]);
});

const within = (at: Date | null, { from, to } = period) => at !== null && at >= from && at < to;

/** The time no more than so many in a hundred took longer than, counted off by hand. */
function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.ceil(share * sorted.length) - 1] ?? null;
}

const timeOf = (values: readonly number[]) => ({
  count: values.length,
  value: percentile(values, 0.5),
  p90: percentile(values, 0.9),
});

function shareOf(some: readonly Row[], part: (row: Row) => boolean) {
  const hits = some.filter(part).length;
  return { count: some.length, part: hits, value: some.length === 0 ? null : hits / some.length };
}

function expectRight(some: readonly Row[], told: Measured['all']): void {
  const answered = some.filter((row) => within(row.first_response_at));
  const closed = some.filter((row) => within(row.closed_at));
  expect(told.opened.value).toBe(some.filter((row) => within(row.opened_at)).length);
  expect(told['first-response']).toMatchObject(
    timeOf(answered.map((row) => row.first_response_minutes ?? -1)),
  );
  expect(told['next-response']).toMatchObject(timeOf(answered.flatMap((row) => row.next_responses)));
  expect(told.resolution).toMatchObject(
    timeOf(closed.filter((row) => row.resolved_at).map((row) => row.resolution_minutes ?? -1)),
  );
  expect(told['first-response-in-time']).toMatchObject(
    shareOf(
      some.filter((row) => within(row.first_response_due)),
      (row) => row.first_response_at !== null && row.first_response_at <= row.first_response_due,
    ),
  );
  expect(told['resolution-in-time']).toMatchObject(
    shareOf(
      some.filter((row) => within(row.resolution_due)),
      (row) => row.resolved_at !== null && row.resolved_at <= row.resolution_due,
    ),
  );
  expect(told.reopened).toMatchObject(shareOf(closed, (row) => row.reopenings > 0));
  const opened = some.filter((row) => within(row.opened_at));
  expect(told.chasers).toMatchObject({
    count: opened.length,
    part: opened.length === 0 ? null : opened.reduce((sum, row) => sum + row.chasers, 0),
  });
}

describe('The figures', () => {
  test('are those counted off by hand, together and by team', async () => {
    const told = await ask.figures(period, 'team', now);
    expectRight(rows, told.all);
    expect(told.groups.map(({ key }) => key).sort()).toEqual(['parking', 'street-scene', 'waste']);
    for (const { key, figures } of told.groups)
      expectRight(
        rows.filter(({ team }) => team === key),
        figures,
      );
  });

  test('of a team and a ward are those of the cases that are of both', async () => {
    const told = await ask.figures({ ...period, team: 'waste', ward: 'E05999001' }, null, now);
    expectRight(
      rows.filter(({ team, ward }) => team === 'waste' && ward === 'E05999001'),
      told.all,
    );
  });

  test('by ward name those whose ward is not known as a group of their own', async () => {
    const told = await ask.figures(period, 'ward', now);
    expectRight(
      rows.filter(({ ward }) => ward === null),
      told.groups.find(({ key }) => key === null)?.figures ?? told.all,
    );
  });

  test('do not count what falls due later than now', async () => {
    const ahead = { from: now, to: new Date(+now + 30 * day) };
    expect((await ask.figures(ahead, null, now)).all['resolution-in-time'].count).toBe(0);
  });

  test('of each day are of the danger written on it, though its case was opened on a later one', async () => {
    for (let from = +now - 62 * day; from < +now; from += day) {
      const one = { from: new Date(from), to: new Date(from + day) };
      const { all } = await ask.figures(one, null, now);
      const written = rows.filter((row) => within(row.danger_at, one));
      expect([one.from, all['danger-advice'].count]).toEqual([one.from, written.length]);
    }
  });

  test('of nothing are none', async () => {
    const told = await ask.figures({ ...period, team: 'nobody' }, 'team', now);
    expect(told.groups).toEqual([]);
    expect(told.all['first-response']).toEqual({ count: 0, value: null, p90: null, mean: null, part: null });
    expect(told.all.opened.value).toBe(0);
  });

  test('each open into as many cases as they count', async () => {
    const { all } = await ask.figures({ ...period, team: 'waste' }, null, now);
    for (const measure of measureKeys) {
      const list = await listed(measure, 'all');
      const { count, part } = all[measure];
      if (measure === 'next-response' || measure === 'self-served' || measure === 'falsely-self-served')
        continue;
      expect([measure, list.length]).toEqual([measure, count]);
      if (measureOf(measure).kind === 'share')
        expect([measure, (await listed(measure, 'part')).length]).toEqual([measure, part ?? 0]);
      if (measureOf(measure).kind === 'time') {
        const values = list.map(({ value }) => value ?? -1);
        expect(values).toEqual([...values].sort((one, other) => other - one));
        expect(percentile(values, 0.5)).toBe(all[measure].value);
      }
    }
  });

  async function listed(measure: (typeof measureKeys)[number], part: 'all' | 'part') {
    const filters = { ...period, team: 'waste' };
    const found = [];
    for (let cursor: string | undefined; ; ) {
      const leaf = { restricted: true, limit: 7, ...(cursor === undefined ? {} : { cursor }) };
      const page = await ask.cases({ measure, filters, part }, leaf, now);
      found.push(...page.cases);
      if (page.next === null) return found;
      cursor = page.next;
    }
  }

  test('count restricted cases, and name none of them to whoever may not see them', async () => {
    const seen = await ask.cases(
      { measure: 'opened', filters: period },
      { restricted: false, limit: 200 },
      now,
    );
    const all = rows.filter((row) => within(row.opened_at));
    expect(seen.count).toBe(all.length);
    expect(seen.hidden).toBe(all.filter(({ restricted }) => restricted).length);
    expect(seen.hidden).toBeGreaterThan(0);
    const open = rows.filter(({ restricted }) => !restricted).map(({ case_id }) => `MB-${case_id}`);
    for (const { reference } of seen.cases) expect(open).toContain(reference);
  });

  test('open into files of the same cases in the same order, without the restricted where they may not be named', async () => {
    const asked = { measure: 'resolution', filters: period } as const;
    for (const restricted of [true, false]) {
      const found: string[] = [];
      for await (const some of ask.allCases(asked, { restricted }, now))
        found.push(...some.map(({ reference }) => reference));
      const listed: string[] = [];
      for (let cursor: string | undefined; ; ) {
        const leaf = { restricted, limit: 50, ...(cursor === undefined ? {} : { cursor }) };
        const { cases, next } = await ask.cases(asked, leaf, now);
        listed.push(...cases.map(({ reference }) => reference));
        if (next === null) break;
        cursor = next;
      }
      expect(listed.length).toBeGreaterThan(50);
      expect(found).toEqual(listed);
    }
  });

  test('of an hour of the week open into its cases, by the clock on the wall', async () => {
    const hours = await ask.hoursOfWeek(period, now);
    for (const { weekday, hour, cases } of hours.slice(0, 40)) {
      const asked = { measure: 'opened', filters: period, hour: { weekday, hour } } as const;
      expect((await ask.cases(asked, { restricted: true }, now)).count).toBe(cases);
    }
  });

  test('over time add up to the figure', async () => {
    for (const step of ['day', 'week', 'month'] as const) {
      const points = await ask.series('resolution-in-time', period, step, now);
      const sum = (read: (figure: Figure) => number) =>
        points.reduce((all, { figure }) => all + read(figure), 0);
      const { all } = await ask.figures(period, null, now);
      expect(sum(({ count }) => count)).toBe(all['resolution-in-time'].count);
      expect(sum(({ part }) => part ?? 0)).toBe(all['resolution-in-time'].part);
    }
  });

  test('of the hours of the week add up to the cases opened', async () => {
    const hours = await ask.hoursOfWeek(period, now);
    expect(hours.reduce((sum, { cases }) => sum + cases, 0)).toBe(
      rows.filter((row) => within(row.opened_at)).length,
    );
  });
});

describe('The backlog', () => {
  test('holds every open case once, in its band, and tells the oldest that may be named', async () => {
    const [all, ...teams] = await ask.backlog({}, 'team', now);
    const open = rows.filter(({ resolved_at }) => resolved_at === null);
    expect(all?.open).toBe(open.length);
    expect(all?.ages.reduce((sum, each) => sum + each, 0)).toBe(open.length);
    expect(teams.reduce((sum, { open }) => sum + open, 0)).toBe(open.length);
    // Friday and Thursday before, Monday and Tuesday: what came in after Thursday's close is at most two days old.
    const young = open.filter(({ opened_at }) => opened_at > new Date('2026-11-20T16:30:00Z'));
    expect(all?.ages[0]).toBe(young.length);
    const oldest = open
      .filter(({ restricted }) => !restricted)
      .sort((a, b) => +a.opened_at - +b.opened_at)[0];
    expect(all?.oldest?.reference).toBe(`MB-${oldest?.case_id}`);
    expect(all?.overdue).toBe(
      open.filter(
        (row) => row.resolution_due < now || (row.first_response_at === null && row.first_response_due < now),
      ).length,
    );
  });
});

test('A file of cases has each case opened in the period once, oldest first, without the restricted', async () => {
  const text = await textOf(ask.caseLines(period, { restricted: false }, now));
  const [head = '', ...lines] = text.trimEnd().split('\n');
  expect(head).toMatch(/^reference,service,team,.*,surveyedAt,rating$/);
  const found = lines.map((line) => line.split(',')[0]);
  const all = rows
    .filter((row) => within(row.opened_at) && !row.restricted)
    .sort((one, other) => +one.opened_at - +other.opened_at);
  expect(found).toEqual(all.map(({ case_id }) => `MB-${case_id}`));
});

test('What a spreadsheet would take for a formula, or for the end of a cell, is text in a file of cases', async () => {
  const [row] = rows.filter((each) => within(each.opened_at) && !each.restricted);
  const words: readonly (readonly [word: string, cell: string])[] = [
    ['=HYPERLINK("http://evil.example")', `"'=HYPERLINK(""http://evil.example"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@sum', "'@sum"],
    ['\tx', "'\tx"],
    ['a,b', '"a,b"'],
    ['say "so"', '"say ""so"""'],
    ['two\nlines', '"two\nlines"'],
  ];
  const cases = rows.filter((each) => within(each.opened_at) && !each.restricted).length;
  for (const [word, cell] of words) {
    await pool.query('UPDATE case_facts SET language = $1 WHERE case_id = $2', [word, row?.case_id]);
    const text = await textOf(ask.caseLines(period, { restricted: false }, now));
    expect(text).toContain(`,${cell},`);
    expect(parse(text, { columns: true })).toHaveLength(cases);
  }
});

async function textOf(lines: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const some of lines) text += some;
  return text;
}

test('No question can change anything', async () => {
  const { asking } = await import('../../src/store/reader/figures/asking.ts');
  await expect(
    asking(ledger.reading, (client) => client.query('UPDATE case_facts SET chasers = 1')),
  ).rejects.toThrow('read-only transaction');
});
