import { beforeAll, describe, expect, test } from 'vitest';
import { signedIn } from '../support/desk.ts';
import { aHistory } from '../support/history.ts';
import { aHouse, type House } from '../support/moothall.ts';
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

describe('The figures', () => {
  test('are for managers, on every page, file and address of the API', async () => {
    for (const path of ['/desk/stats/teams', '/desk/stats/teams.csv', '/api/stats/response-times'])
      expect([path, (await get(path, officer)).status]).toEqual([path, 403]);
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
    for (const path of ['response-times.csv', 'cases', 'cases.csv'])
      expect(paths).toHaveProperty([`/api/stats/${path}`]);
  });
});
