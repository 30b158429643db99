import { beforeAll, describe, expect, test } from 'vitest';
import { tableOf } from '../../src/core/figures-table.ts';
import { measureKeys } from '../../src/core/measures.ts';
import type { Measured } from '../../src/core/statistics.ts';
import { groupsCsv } from '../../src/http/stats/csv.ts';
import { signedIn } from '../support/desk.ts';
import { aHistory } from '../support/history.ts';
import { aHouse, type House, marlcombe } from '../support/moothall.ts';
import { freshDatabase } from '../support/postgres.ts';
import { aSite } from '../support/site.ts';

let house: House;
let address: string;
let manager: string;
let officer: string;

const day = 86_400_000;
const now = new Date();
const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const days = `from=${dayOf(new Date(+now - 90 * day))}&to=${dayOf(now)}`;

beforeAll(async () => {
  const url = await freshDatabase('ledger');
  await aHistory(url, 700, now);
  house = await aHouse(url, { working: false });
  address = (await aSite(house)).address;
  manager = (await signedIn(house, { roles: ['officer', 'manager'] })).token;
  officer = (await signedIn(house)).token;
}, 180_000);

async function get(path: string, token = manager) {
  const answer = await fetch(`${address}${path}`, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
}

/** A row of figures by its group, then by its column. */
type Numbers = Map<string, Map<string, number | null>>;

/** The numbers in the data cells of a page, by group. */
function onPage(html: string): Numbers {
  const rows = [
    ...html.matchAll(/<tr role="row" data-group="([^"]*)"( class="figures__all")?>([\s\S]*?)<\/tr>/g),
  ];
  return new Map(
    rows.map(([, group = '', all, row = '']) => [
      all === undefined ? group : 'all',
      new Map(
        [...row.matchAll(/data-key="([^"]+)" value="([^"]*)"/g)].map(([, key = '', value]) => [
          key,
          value === '' ? null : Number(value),
        ]),
      ),
    ]),
  );
}

/** The numbers of a CSV file of figures, by group. No cell of ours has a comma but within quotation marks. */
function inCsv(text: string): Numbers {
  const [head = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\n');
  const keys = head.split(',');
  return new Map(
    lines.map((line) => {
      const cells = line.match(/("([^"]|"")*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? [];
      const numbers = keys.map((key, i) => [key, cells[i] ? Number(cells[i]) : null] as const);
      return [cells[0] ?? '', new Map(numbers.slice(2))];
    }),
  );
}

type Figure = Record<'count' | 'value' | 'p90' | 'mean' | 'part', number | null>;
interface Answer {
  readonly all: Record<string, Figure>;
  readonly groups: readonly { readonly key: string | null; readonly figures: Record<string, Figure> }[];
}
const fields: Readonly<Record<string, keyof Figure>> = {
  count: 'count',
  median: 'value',
  share: 'value',
  rate: 'value',
  p90: 'p90',
  mean: 'mean',
  part: 'part',
  total: 'part',
};

/** The numbers of an answer of the API under the keys of the file. */
function inJson({ all, groups }: Answer, keys: readonly string[]): Numbers {
  const numbers = (figures: Record<string, Figure>) =>
    new Map(
      keys.map((key) => {
        const [measure = '', field = ''] = key.split('.');
        return [key, figures[measure]?.[fields[field] ?? 'count'] ?? null] as const;
      }),
    );
  return new Map([
    ['all', numbers(all)],
    ...groups.map(({ key, figures }) => [key ?? '', numbers(figures)] as const),
  ]);
}

const none = { count: 0, value: null, p90: null, mean: null, part: null };

const pages = [
  ['teams', 'team', ''],
  ['services', 'service', ''],
  ['wards', 'ward', ''],
  ['channels', 'channel', '&service=missed-bin'],
  ['languages', 'language', '&channel=webchat'],
] as const;

describe('The same numbers stand', () => {
  test.each(pages)(
    'on the page of %s, in its file, and in the API’s JSON and CSV',
    async (path, by, more) => {
      const page = onPage((await get(`/desk/stats/${path}?${days}${more}`)).text);
      const file = inCsv((await get(`/desk/stats/${path}.csv?${days}${more}`)).text);
      const csv = inCsv((await get(`/api/stats/response-times.csv?${days}&by=${by}${more}`)).text);
      const keys = [...(file.get('all')?.keys() ?? [])];
      const answer = (await get(`/api/stats/response-times?${days}&by=${by}${more}`)).text;
      const json = inJson(JSON.parse(answer) as Answer, keys);

      expect(file.get('all')?.get('opened.count')).toBeGreaterThan(10);
      expect(keys.length).toBeGreaterThan(40);
      expect(csv).toEqual(file);
      expect(json).toEqual(file);
      expect([...page.keys()]).toEqual([...file.keys()]);
      expect(page.get('all')?.size).toBeGreaterThan(12);
      for (const [group, numbers] of page) {
        for (const [key, value] of numbers)
          expect([group, key, value]).toEqual([group, key, file.get(group)?.get(key)]);
      }
    },
  );
});

describe('Satisfaction', () => {
  test('is the same on its page, in its file and in the API, and its answers add up to those who answered', async () => {
    const { text } = await get(`/desk/stats/satisfaction?${days}`);
    const page = onPage(text);
    const file = inCsv((await get(`/desk/stats/satisfaction.csv?${days}`)).text);
    const answer = (await get(`/api/stats/response-times?${days}&by=service`)).text;
    const json = inJson(JSON.parse(answer) as Answer, [...(file.get('all')?.keys() ?? [])]);
    expect(page.get('all')?.get('survey-answered.count')).toBeGreaterThan(50);
    expect(page.get('all')?.get('satisfied.count')).toBeGreaterThan(5);
    for (const [group, numbers] of page)
      for (const [key, value] of numbers) {
        expect([group, key, value]).toEqual([group, key, file.get(group)?.get(key)]);
        expect([group, key, value]).toEqual([group, key, json.get(group)?.get(key)]);
      }
    const { ratings } = JSON.parse((await get(`/api/stats/ratings?${days}`)).text) as {
      ratings: { rating: number; count: number }[];
    };
    const sum = (some: typeof ratings) => some.reduce((all, { count }) => all + count, 0);
    expect(sum(ratings)).toBe(page.get('all')?.get('satisfied.count'));
    expect(sum(ratings.filter(({ rating }) => rating >= 4)) / sum(ratings)).toBe(
      page.get('all')?.get('satisfied.share'),
    );
    expect(sum(ratings)).toBe(file.get('all')?.get('survey-answered.part'));
    for (const { rating, count } of ratings)
      expect(text).toMatch(new RegExp(`${rating}: [a-z ]+</th><td[^>]*>${count}</td>`));
  });
});

/** The first number of a key in a page. */
const told = (html: string, key: string) =>
  Number(new RegExp(`data-key="${key}" value="([^"]*)"`).exec(html)?.[1] ?? Number.NaN);

describe('Every number', () => {
  test('of the overview is that of the API for all cases', async () => {
    const { text } = await get(`/desk/stats?${days}`);
    const json = JSON.parse((await get(`/api/stats/response-times?${days}`)).text) as Answer;
    expect(told(text, 'first-response.median')).toBe(json.all['first-response']?.value);
    expect(told(text, 'resolution-in-time.share')).toBe(json.all['resolution-in-time']?.value);
    expect(told(text, 'opened.count')).toBe(json.all['opened']?.count);
  });

  test('opens into exactly the cases that make it', async () => {
    const html = (await get(`/desk/stats/teams?${days}`)).text;
    const waste = onPage(html).get('waste');
    for (const measure of ['opened', 'first-response', 'resolution-in-time']) {
      const href = new RegExp(`href="(/desk/stats/cases\\?measure=${measure}[^"]*team=waste)"`).exec(
        html,
      )?.[1];
      const list = (await get((href ?? '').replaceAll('&amp;', '&'))).text;
      const count = /id="count">(\d+) case/.exec(list)?.[1];
      expect([measure, Number(count)]).toEqual([measure, waste?.get(`${measure}.count`)]);
    }
  });

  test('of a share opens into its part and the rest, page by page', async () => {
    const of = async (part: string) => {
      const references: string[] = [];
      for (let cursor = ''; ; ) {
        const path = `/api/stats/cases?${days}&measure=first-response-in-time&part=${part}&limit=40${cursor}`;
        const page = JSON.parse((await get(path)).text) as {
          cases: { reference: string; value: number }[];
          count: number;
          hidden: number;
          cursor: string | null;
        };
        references.push(...page.cases.map(({ reference }) => reference));
        if (page.cursor === null) return { references, count: page.count - page.hidden };
        cursor = `&cursor=${page.cursor}`;
      }
    };
    const [part, rest, all] = [await of('part'), await of('rest'), await of('all')];
    for (const each of [part, rest, all]) expect(each.references).toHaveLength(each.count);
    expect(part.count).toBeGreaterThan(10);
    expect([...part.references, ...rest.references].sort()).toEqual(all.references.sort());
  });
});

describe('The file of cases', () => {
  test('has every case opened once, none restricted for whoever may not see them, and the same on both addresses', async () => {
    const file = await get(`/desk/stats/cases.csv?${days}`);
    expect(file.type).toBe('text/csv; charset=utf-8');
    const [head = '', ...lines] = file.text
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\n');
    expect(head.split(',').slice(0, 4)).toEqual(['reference', 'service', 'team', 'channel']);
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(lines.length);
    const behind = JSON.parse((await get(`/api/stats/cases?${days}&measure=opened&limit=1`)).text) as {
      count: number;
      hidden: number;
    };
    expect(lines).toHaveLength(behind.count - behind.hidden);
    expect((await get(`/api/stats/cases.csv?${days}`)).text).toBe(file.text.replace(/^\uFEFF/, ''));
  });

  test('is text to a spreadsheet, whatever a group is called', () => {
    const figures = Object.fromEntries(measureKeys.map((key) => [key, none])) as Measured['all'];
    const filters = { from: now, to: now };
    const groups = [{ key: '=HYPERLINK("http://evil.example")', figures }];
    const csv = groupsCsv(tableOf({ filters, by: 'language', all: figures, groups }), 'language', marlcombe);
    expect(csv).not.toMatch(/^"?=/m);
  });
});

describe('The figures', () => {
  test('are for managers, on every page, file and address of the API', async () => {
    const paths = [
      '',
      '/teams',
      '/teams.csv',
      '/backlog',
      '/times',
      '/danger',
      '/satisfaction',
      '/cases',
      '/cases.csv',
    ];
    const closed = [
      ...paths.map((path) => `/desk/stats${path}`),
      '/api/stats/response-times',
      '/api/stats/cases.csv',
      '/api/stats/ratings',
    ];
    for (const path of closed) expect([path, (await get(path, officer)).status]).toEqual([path, 403]);
    expect((await fetch(`${address}/api/stats/response-times`)).status).toBe(401);
  });

  test('asked with a filter there is not are refused with what could be asked, and a page leaves it out and says so', async () => {
    const wrong = [
      ['team=bins', 'There is no team “bins”. Teams are named like'],
      ['from=yesterday', 'A day is written like 2026-11-02'],
      ['period=fortnight', 'this-week'],
      ['by=weather', 'by: '],
      ['colour=red', 'colour'],
    ] as const;
    for (const [query, words] of wrong) {
      const { status, text } = await get(`/api/stats/response-times?${query}`);
      expect([query, status]).toEqual([query, 400]);
      expect((JSON.parse(text) as { error: { hint: string } }).error.hint).toContain(words);
    }
    const page = await get('/desk/stats/teams?team=bins');
    expect(page.status).toBe(200);
    expect(page.text).toContain('There is no team “bins”');
    expect((await get('/desk/stats/teams.csv?team=bins')).status).toBe(400);
  });

  test('are described in the OpenAPI document', async () => {
    const { paths } = JSON.parse((await get('/api/openapi.json')).text) as {
      paths: Record<string, { get: { parameters: { name: string }[] } }>;
    };
    const named = paths['/api/stats/response-times']?.get.parameters.map(({ name }) => name);
    expect(named).toEqual(['from', 'to', 'period', 'team', 'service', 'channel', 'ward', 'language', 'by']);
    for (const path of ['response-times.csv', 'cases', 'cases.csv', 'ratings'])
      expect(paths).toHaveProperty([`/api/stats/${path}`]);
  });
});
