import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { ledBy, sayValue } from '../../src/core/figure-words.ts';
import { tableOf } from '../../src/core/figures-table.ts';
import { measureKeys, measures } from '../../src/core/measures.ts';
import type { Measured } from '../../src/core/statistics.ts';
import { groupsCsv } from '../../src/http/stats/csv.ts';
import { signedIn } from '../support/desk.ts';
import { aHistory } from '../support/history.ts';
import { type House, marlcombe } from '../support/moothall.ts';
import { freshDatabase } from '../support/postgres.ts';
import { aSite } from '../support/site.ts';
import { aSlackDesk } from '../support/slack-desk.ts';

let house: House;
let slack: Awaited<ReturnType<typeof aSlackDesk>>;
let address: string;
let mara: ReturnType<typeof slack.officer>;
let manager: string;
let officer: string;

const day = 86_400_000;
const now = new Date();
const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const days = `from=${dayOf(new Date(+now - 90 * day))}&to=${dayOf(now)}`;

beforeAll(async () => {
  const url = await freshDatabase('ledger');
  await aHistory(url, 700, now);
  slack = await aSlackDesk({ url, digestChannel: 'managers' });
  house = slack.house;
  mara = slack.officer('Mara Lane', { in: [], group: 'managers' });
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
      expect(text).toMatch(new RegExp(`${rating}: [a-z ]+</th><td[^>]*>(<a [^>]*>)?${count}(</a>)?</td>`));
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

/** The lines of a CSV file, each by its cells. No cell here has a comma in it. */
const linesOf = (csv: string) =>
  csv
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
/** Every table of a page that has no figures but words: the cells of its rows, without the links about them. */
const tablesOf = (html: string) =>
  [...html.matchAll(/<table class="figures figures--plain[^>]*>[\s\S]*?<\/table>/g)].map(([table]) =>
    [...table.matchAll(/<tr role="row">([\s\S]*?)<\/tr>/g)].map(([, row = '']) =>
      [...row.matchAll(/<t[hd] [^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) =>
        cell.replace(/<[^>]+>/g, '').trim(),
      ),
    ),
  );

describe('The file of a page', () => {
  test('of hours has the numbers of its table, and so has the API', async () => {
    const [table = []] = tablesOf((await get(`/desk/stats/times?${days}`)).text);
    const file = linesOf((await get(`/desk/stats/times.csv?${days}`)).text);
    expect(file).toHaveLength(25);
    expect(file.slice(1)).toEqual(table.slice(1));
    const { hours } = JSON.parse((await get(`/api/stats/hours?${days}`)).text) as {
      hours: { weekday: number; hour: number; cases: number }[];
    };
    expect(hours.length).toBeGreaterThan(20);
    for (const { weekday, hour, cases } of hours) expect(file[1 + hour]?.[weekday]).toBe(String(cases));
  });

  test.each([
    ['', 'trend.csv', ['first-response', 'first-response-in-time']],
    ['/times', 'times/trend.csv', ['opened', 'first-response']],
    ['/danger', 'danger/trend.csv', ['danger-person']],
    ['/satisfaction', 'satisfaction/trend.csv', ['satisfied', 'survey-answered']],
  ] as const)(
    'of a line over time has the numbers of the table under “%s”, and of the API',
    async (page, name, measures) => {
      const table = tablesOf((await get(`/desk/stats${page}?${days}`)).text).at(-1) ?? [];
      const [head = [], ...rows] = linesOf((await get(`/desk/stats/${name}?${days}`)).text);
      expect(rows).toHaveLength(table.length - 1);
      for (const measure of measures) {
        const at = head.indexOf(`${measure}.count`);
        const whole = rows.map((cells) => Number(cells[at]));
        expect(whole.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(0);
        const shown = table
          .slice(1)
          .map((cells) =>
            cells.map((cell) => (cell === '–' ? '0' : cell.replace(/ (cases?|answers?)$/, ''))),
          );
        for (const [i, count] of whole.entries()) expect(shown[i]).toContain(String(count));
        const [from = '', to = ''] = [rows[0]?.[0], days.split('to=')[1]];
        const answer = await get(`/api/stats/trend?from=${from}&to=${to}&measure=${measure}&step=week`);
        const { points } = JSON.parse(answer.text) as { points: { day: string; figure: Figure }[] };
        for (const [i, [day]] of rows.entries())
          expect([day, points.find((point) => point.day === day)?.figure.count ?? 0]).toEqual([
            day,
            whole[i],
          ]);
      }
    },
  );

  test('of the backlog has the numbers of the API', async () => {
    const [, ...rows] = linesOf((await get('/desk/stats/backlog.csv?language=en')).text);
    const { groups } = JSON.parse((await get('/api/stats/backlog?language=en&by=team')).text) as {
      groups: {
        open: number;
        overdue: number;
        waitingOnResident: number;
        waitingOnPartner: number;
        ages: number[];
      }[];
    };
    expect(groups.length).toBeGreaterThan(3);
    expect(rows.map((cells) => cells.slice(2, 11).map(Number))).toEqual(
      groups.map(({ open, overdue, waitingOnResident, waitingOnPartner, ages }) => [
        open,
        overdue,
        waitingOnResident,
        waitingOnPartner,
        ...ages,
      ]),
    );
    for (const [part, key] of [
      ['all', 'open'],
      ['overdue', 'overdue'],
      ['waiting-on-resident', 'waitingOnResident'],
    ] as const) {
      const list = JSON.parse((await get(`/api/stats/backlog/cases?language=en&open=${part}`)).text) as {
        count: number;
      };
      expect([part, list.count]).toEqual([part, groups[0]?.[key]]);
    }
  });

  test('of a list has every case of it that may be named, in its order', async () => {
    for (const asked of [
      `${days}&measure=resolution`,
      `${days}&measure=reopened&part=part&team=waste`,
      'open=overdue&language=en',
    ]) {
      const html = (await get(`/desk/stats/cases?${asked}`)).text;
      const [head, ...rows] = linesOf((await get(`/desk/stats/cases/list.csv?${asked}`)).text);
      expect(head?.slice(0, 4)).toEqual(['reference', 'service', 'team', 'status']);
      const [, count = '', hidden = '0'] = /id="count">(\d+) cases?(?:\. (\d+) of them)?/.exec(html) ?? [];
      expect([asked, rows.length]).toEqual([asked, Number(count) - Number(hidden)]);
      const shown = [...html.matchAll(/data-reference="([^"]+)"/g)].map(([, each]) => each);
      expect(shown.length).toBeGreaterThan(0);
      expect(rows.slice(0, shown.length).map(([reference]) => reference)).toEqual(shown);
    }
    expect((await get(`/desk/stats/cases/list.csv?${days}&team=nobody`)).status).toBe(400);
    expect((await get('/desk/stats/cases/list.csv?hour=never')).status).toBe(400);
  });

  test('of other councils has a column for each, ours first', async () => {
    const [head, ...rows] = linesOf((await get('/desk/stats/compare.csv')).text);
    expect(head).toEqual(['measure', 'unit', 'marlcombe']);
    const opened = rows.find(([measure]) => measure === 'opened');
    const link = /measure=opened[^"]*" data-count="(\d+)"/.exec((await get('/desk/stats/compare')).text)?.[1];
    expect(opened).toEqual(['opened', 'cases', link]);
  });
});

describe('The API', () => {
  test('lists the cases of an hour of the week, and of a part of a period', async () => {
    const list = async (more: string) =>
      JSON.parse((await get(`/api/stats/cases?${days}&measure=opened&limit=200${more}`)).text) as {
        count: number;
        cases: { openedAt: string }[];
      };
    const { hours } = JSON.parse((await get(`/api/stats/hours?${days}`)).text) as {
      hours: { weekday: number; hour: number; cases: number }[];
    };
    const tuesday = hours
      .filter(({ weekday }) => weekday === 2)
      .sort((one, other) => other.cases - one.cases)[0];
    const hour = String(tuesday?.hour).padStart(2, '0');
    expect((await list(`&hour=tue-${hour}`)).count).toBe(tuesday?.cases);
    const since = new Date(+now - 30 * day).toISOString();
    const [late, early] = [await list(`&since=${since}`), await list(`&until=${since}`)];
    expect(late.count + early.count).toBe((await list('')).count);
    for (const { openedAt } of late.cases) expect(openedAt >= since).toBe(true);
    expect((await get(`/api/stats/cases?${days}&measure=opened&hour=noon`)).status).toBe(400);
    expect((await get(`/api/stats/cases?${days}&measure=opened&since=yesterday`)).status).toBe(400);
  });
});

/** What stands on the tiles of a page, by their titles: what leads, what stands small beneath, what it was before. */
function tilesOf(html: string) {
  const tiles = html.split('<div class="tiles__tile">').slice(1);
  return new Map(
    tiles.map((tile) => {
      const words = (part: RegExp) => (part.exec(tile)?.[1] ?? '').replace(/<[^>]*>/g, '').trim();
      const notes = [...tile.matchAll(/<span class="figure__note">([\s\S]*?)<\/span>/g)];
      return [
        words(/<dt>([\s\S]*?)<\/dt>/),
        {
          main: words(/class="[^"]*figure__main"[^>]*>([^<]*)/),
          notes: notes.map(([, note = '']) => note.replace(/<[^>]*>/g, '')),
          before: words(/class="tiles__before">([\s\S]*?)<\/dd>/).replace(/^(Better|Worse): /, ''),
        },
      ];
    }),
  );
}

describe('Slack tells', () => {
  afterEach(() => vi.useRealTimers());
  /** One instant for everybody who is asked: a target may be missed between one answer and the next. */
  const stopClock = () => vi.useFakeTimers({ now: new Date(), toFake: ['Date'] });
  const leads: Readonly<Record<string, string>> = {
    time: 'median',
    share: 'share',
    rate: 'rate',
    count: 'count',
  };

  test.each([
    ['all last month', 'period=last-month'],
    ['all quarter', 'period=quarter'],
    ['waste last month', 'period=last-month&team=waste'],
  ])('a manager who asks for “%s” what page, file and API say', async (words, query) => {
    stopClock();
    const told = await mara.runs('/moothall', `stats ${words}`);
    const page = (await get(`/desk/stats?${query}`)).text;
    const json = JSON.parse((await get(`/api/stats/response-times?${query}`)).text) as Answer;
    const file = inCsv((await get(`/desk/stats.csv?${query}`)).text).get('all');
    const [open] = (await get(`/desk/stats/backlog.csv?${query}`)).text.split('\n').slice(1, 2);
    const tiles = tilesOf(page);

    const figures = measures.filter(({ title }) => told.text.includes(`*${title}*`));
    expect(figures.length).toBe(8);
    for (const { key, title, kind } of figures) {
      const line = told.text.split('\n').find((each) => each.startsWith(`*${title}*: `)) ?? '';
      const [, main, p90, count] =
        /: half within (\S.*?), 9 in 10 within (\S.*?) \((.*)\)$/.exec(line) ??
        [/: (.*?)(?: of (.*))?$/.exec(line)].flatMap((found) => ['', found?.[1], undefined, found?.[2]]);
      const tile = tiles.get(ledBy(key));
      if (line.endsWith(': none yet')) {
        expect([title, tile?.main, json.all[key]?.count]).toEqual([title, '–', 0]);
        continue;
      }
      expect([title, main]).toEqual([title, tile?.main]);
      if (kind === 'time') expect(tile?.notes).toEqual([`9 in 10 within ${p90}`, count]);
      if (kind === 'share') expect(tile?.notes).toEqual([`of ${count}`]);
      const value = json.all[key]?.value ?? null;
      expect([title, main]).toEqual([title, sayValue(key, value)]);
      expect([title, file?.get(`${key}.${leads[kind]}`)]).toEqual([title, value]);
    }

    const said = /\*Open now, [^*]*\*: (\S+), (\S+) overdue; the oldest is (\S+), since/.exec(told.text);
    const [, , all, overdue] = open?.split(',') ?? [];
    const whose = new URLSearchParams(query).get('team');
    const api = (await get(`/api/stats/backlog?by=team${whose === null ? '' : `&team=${whose}`}`)).text;
    const [counted] = (JSON.parse(api) as { groups: { open: number; overdue: number }[] }).groups;
    expect([counted?.open, counted?.overdue].map(String)).toEqual([all, overdue]);
    const tile = tiles.get('Open now');
    expect(said?.slice(1)).toEqual([all, overdue === '0' ? 'none' : overdue, open?.split(',').at(-1)]);
    expect([tile?.main, tile?.notes]).toEqual([all, [`${overdue} overdue`]]);
    expect(tile?.before).toContain(said?.[3]);
  });

  test('the week in brief as its page does, and both what the API says', async () => {
    stopClock();
    await slack.house.parts.desks.get('slack')?.show({ key: 'digest-1', kind: 'digest', day: dayOf(now) });
    const post = slack.server.inChannel('managers').at(-1);
    const page = (await get('/desk/stats/digest')).text;
    const tiles = tilesOf(page);
    expect(tiles.size).toBe(3);
    const answer = (await get('/api/stats/response-times?period=last-week')).text;
    const json = JSON.parse(answer) as Answer;
    for (const [title, { main, notes, before }] of tiles) {
      const of = notes.length === 0 ? '' : ` of ${notes[0]}`;
      expect(post?.text).toContain(`*${title}*: *${main}*${of}, ${before}`);
      const measure = measures.find((each) => title.replace(/: half within$/, '') === each.title);
      if (measure === undefined) throw new Error(`There is no measure “${title}”.`);
      expect([title, main]).toEqual([title, sayValue(measure.key, json.all[measure.key]?.value ?? null)]);
    }
    const sentences = [...page.matchAll(/<p class="govuk-body-l">([\s\S]*?)<\/p>/g)].map(
      ([, words]) => words,
    );
    expect(sentences).toHaveLength(3);
    for (const sentence of sentences) expect(post?.text).toContain(sentence);
    const changed = [
      ...page.matchAll(/<li><span class="tiles__move[^>]*>(\w+:)<\/span> <a[^>]*>([^<]*)<\/a>/g),
    ];
    for (const [, move, words] of changed) expect(post?.text).toContain(`${move} ${words}`);
    const [, open] = /([\d,]+) cases? (?:is|are) open now/.exec(sentences[2] ?? '') ?? [];
    const [backlog] = (await get('/desk/stats/backlog.csv')).text.split('\n').slice(1, 2);
    expect(open?.replace(',', '')).toBe(backlog?.split(',')[2]);
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
      '/times.csv',
      '/trend.csv',
      '/times/trend.csv',
      '/danger/trend.csv',
      '/compare',
      '/compare.csv',
      '/cases/list.csv',
    ];
    const closed = [
      ...paths.map((path) => `/desk/stats${path}`),
      '/api/stats/response-times',
      '/api/stats/cases.csv',
      '/api/stats/ratings',
      '/api/stats/hours',
      '/api/stats/trend?measure=opened&step=week',
      '/api/stats/backlog',
      '/api/stats/backlog/cases',
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

  test('may be asked of every channel residents ever wrote on, one that is switched off among them', async () => {
    const { text } = await get(`/desk/stats?${days}`);
    const [, select = ''] = /<select[^>]*name="channel"[^>]*>([\s\S]*?)<\/select>/.exec(text) ?? [];
    const values = [...select.matchAll(/value="([^"]*)"/g)].map(([, value]) => value);
    expect(values).toEqual(['', 'discord', 'telegram', 'webchat']);
  });

  test('of danger are told of each service with five or more, and the rest are folded away', async () => {
    const { text } = await get(`/desk/stats/danger?${days}`);
    const [above = '', folded = ''] = text.split('<details class="govuk-details on-paper-too">');
    const count = (html: string) =>
      [...onPage(html)].flatMap(([group, row]) =>
        group === 'all' ? [] : [row.get('danger-person.count') ?? 0],
      );
    expect(count(folded).length).toBeGreaterThan(0);
    for (const cases of count(above)) expect(cases).toBeGreaterThanOrEqual(5);
    for (const cases of count(folded)) expect(cases).toBeLessThan(5);
  });

  test('are described in the OpenAPI document', async () => {
    const { paths } = JSON.parse((await get('/api/openapi.json')).text) as {
      paths: Record<string, { get: { parameters: { name: string }[] } }>;
    };
    const named = paths['/api/stats/response-times']?.get.parameters.map(({ name }) => name);
    expect(named).toEqual(['from', 'to', 'period', 'team', 'service', 'channel', 'ward', 'language', 'by']);
    for (const path of [
      'response-times.csv',
      'cases',
      'cases.csv',
      'hours',
      'ratings',
      'trend',
      'backlog',
      'backlog/cases',
    ])
      expect(paths).toHaveProperty([`/api/stats/${path}`]);
  });
});
