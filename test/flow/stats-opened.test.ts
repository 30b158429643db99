import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { signedIn } from '../support/desk.ts';
import { aHistory } from '../support/history.ts';
import { aHouse, type House } from '../support/moothall.ts';
import { freshDatabase } from '../support/postgres.ts';
import { aSite } from '../support/site.ts';

let address: string;
let house: House;
let manager: string;
let safeguarding: string;
const restricted = new Set<string>();

/** A Wednesday afternoon. The clock of the desk stands: nothing falls due between a page and its lists. */
const now = new Date('2026-11-18T14:40:00Z');

beforeAll(async () => {
  const url = await freshDatabase('ledger');
  await aHistory(url, 600, now);
  await makeMessy(url);
  house = await aHouse(url, { working: false });
  // The figures come of rollups, as they mostly do; the lists never.
  while ((await house.store.refreshRollups(now)) > 0);
  address = (await aSite(house, '', () => now)).address;
  manager = (await signedIn(house, { roles: ['officer', 'manager'] })).token;
  safeguarding = (await signedIn(house, { roles: ['officer', 'manager', 'safeguarding'] })).token;
}, 180_000);

/** What years leave in a ledger: a team and a service that are no more, wards nobody knows, waits, and a wave just now. */
async function makeMessy(url: string): Promise<void> {
  const ledger = new pg.Client({ connectionString: url });
  await ledger.connect();
  await ledger.query(`
    CREATE TEMP TABLE lot AS SELECT case_id, row_number() OVER (ORDER BY case_id) AS n FROM case_facts;
    UPDATE case_facts f SET restricted = TRUE FROM lot WHERE lot.case_id = f.case_id AND n % 9 = 0;
    UPDATE case_facts f SET team = 'lamps-and-signs' FROM lot WHERE lot.case_id = f.case_id AND n % 31 = 0;
    UPDATE case_facts f SET service = 'gas-lamp' FROM lot WHERE lot.case_id = f.case_id AND n % 37 = 0;
    UPDATE case_facts f SET ward = NULL FROM lot WHERE lot.case_id = f.case_id AND n % 5 = 0;
    UPDATE case_facts f SET status = 'waiting-on-partner' FROM lot WHERE lot.case_id = f.case_id AND resolved_at IS NULL AND n % 2 = 0;
    UPDATE case_facts f SET status = 'waiting-on-resident' FROM lot WHERE lot.case_id = f.case_id AND resolved_at IS NULL AND n % 3 = 0;
    UPDATE case_facts f SET opened_at = '${now.toISOString()}'::timestamptz - n * interval '10 seconds', service = 'missed-bin',
           first_response_at = NULL, closed_at = NULL, resolved_at = NULL, danger_at = NULL, surveyed_at = NULL, rating = NULL,
           first_response_due = '${now.toISOString()}'::timestamptz + interval '1 day'
      FROM lot WHERE lot.case_id = f.case_id AND n <= 14;
    UPDATE case_file c SET restricted = f.restricted, opened_at = f.opened_at, service = f.service FROM case_facts f WHERE f.case_id = c.id;
  `);
  const { rows } = await ledger.query<{ reference: string }>(
    'SELECT reference FROM case_file WHERE restricted',
  );
  for (const { reference } of rows) restricted.add(reference);
  await ledger.end();
}

async function get(path: string, token = manager): Promise<string> {
  const answer = await fetch(`${address}${path}`, { headers: { authorization: `Bearer ${token}` } });
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.text();
}

const plain = (html: string) => html.replaceAll('&amp;', '&');

interface Opened {
  readonly href: string;
  readonly count: number;
  readonly text: string;
}

/** Where the squares of a heat map lead; the same lists are opened from the table beside it. */
const inPictures = (html: string) =>
  [...html.matchAll(/<a href="([^"]*)" tabindex="-1"><path/g)].map(([, href = '']) => plain(href));

/** Every link of a page to a list of cases, with how many it says there are. */
function openedIn(html: string): Opened[] {
  return [
    ...html
      .replace(/<svg[\s\S]*?<\/svg>/g, '')
      .matchAll(/<a [^>]*href="(\/desk\/(?:stats|scorecard)\/cases\?[^"]*)"([^>]*)>([\s\S]*?)<\/a>/g),
  ].map(([, href = '', rest = '', text = '']) => ({
    href: plain(href),
    count: Number(/data-count="(\d+)"/.exec(rest)?.[1] ?? Number.NaN),
    text: text
      .replace(/<span[\s\S]*$/, '')
      .replace(/<[^>]*>/g, '')
      .trim(),
  }));
}

/** Counts that open nowhere, by what their column or their tile is called, and why. */
const openNowhere: Readonly<Record<string, string>> = {
  Messages: 'messages the model read: some open no case, some several',
  'Messages read': 'the same, of all the weeks',
  Received: 'what a platform told us: mostly messages, of which many are of one case',
  'Came again': 'what a platform told us twice: a count without a row',
  Stored: 'messages: some open no case, many are of one',
  Handled: 'messages, as above',
  'Replies sent': 'deliveries: many are of one case, some of none',
  'Set aside': 'stickers and the like: they are no messages, and are listed below',
  Lost: 'what the record would not take has no case',
  'Fetched late': 'messages: a count without a row',
  Gaps: 'stretches of time',
};

const inWords = (html: string) => html.replace(/<svg[\s\S]*?<\/svg>/g, '').replace(/\s+/g, ' ');

/** Every count of a page that stands in a cell or large on a tile, opens nowhere, and need not be told why. */
function bareIn(html: string): string[] {
  const page = inWords(html);
  const cells = [...page.matchAll(/<td role="cell" data-label="([^"]*)"[^>]*>(.*?)<\/td>/g)];
  const tiles = [...page.matchAll(/<dt>(.*?)<\/dt>\s*<dd[^>]*>(.*?)<\/dd>/g)];
  const plainly = (of: string) =>
    of
      .replace(/<a .*?<\/a>/g, '')
      .replace(/<span class="figure__notes">.*/, '')
      .replace(/<[^>]*>/g, '')
      .trim();
  return [...cells, ...tiles].flatMap(([, label = '', content = '']) => {
    const name = label.replace(/<[^>]*>/g, '').trim();
    return /^[1-9][\d,]*( cases?)?$/.test(plainly(content)) && !(name in openNowhere) && name !== 'Of'
      ? [`${name}: ${plainly(content)}`]
      : [];
  });
}

/** The counts of cases a page says in words outside its links. */
function countedIn(html: string): number[] {
  const main = inWords(html)
    .replace(/^.*<main/, '')
    .replace(/<details[\s\S]*?<\/details>/g, '');
  const words = main
    .replace(/<a .*?<\/a>/g, ' ')
    .replace(/<\/?(?:data|span|strong)[^>]*>/g, '')
    .replace(/<[^>]*>/g, ' ');
  return [...words.matchAll(/([1-9][\d,]*) (?:cases?|answers?|contacts?)\b/g)].map(([, count = '']) =>
    Number(count.replaceAll(',', '')),
  );
}

interface List {
  readonly count: number;
  readonly hidden: number;
  readonly references: readonly string[];
}

/** A list, followed to its last page. */
async function listAt(href: string, token: string): Promise<List> {
  const references: string[] = [];
  for (let path: string | undefined = href; ; ) {
    const html = await get(path, token);
    references.push(...[...html.matchAll(/data-reference="([^"]+)"/g)].map(([, each = '']) => each));
    const [, count = '', hidden = '0'] = /id="count">(\d+) cases?(?:\. (\d+) of them)?/.exec(html) ?? [];
    path = /<a [^>]*href="([^"]+)"[^>]*>Show more cases/.exec(html)?.[1];
    if (path === undefined) return { count: Number(count), hidden: Number(hidden), references };
    path = plain(path);
  }
}

const pages = [
  '',
  '/../scorecard',
  '/../scorecard?weeks=4',
  '/../channels?hours=168',
  '/digest',
  '/digest?week=2026-11-18',
  '/now',
  '/teams',
  '/services',
  '/channels',
  '/wards',
  '/languages',
  '/times',
  '/backlog',
  '/danger',
  '/satisfaction',
  '/compare',
];
const filters = [
  '',
  'period=quarter',
  'period=last-month&channel=webchat&language=en',
  'team=waste',
  'ward=none&period=year',
];
const asked = pages.flatMap((page) =>
  ['/../scorecard', '/../channels', '/digest', '/now', '/compare'].includes(page.split('?')[0] ?? '')
    ? [page]
    : filters.map((each) => `${page}${each && `?${each}`}`),
);

const followed = new Map<string, List>();

async function follow(href: string, token: string): Promise<List> {
  const known = followed.get(`${token} ${href}`);
  const list = known ?? (await listAt(href, token));
  followed.set(`${token} ${href}`, list);
  return list;
}

describe('Every number of a page', () => {
  test.each(asked)(
    'of “/desk/stats%s” opens into a list of as many cases, the restricted counted and not named',
    async (page) => {
      const html = await get(`/desk/stats${page}`);
      const links = openedIn(html);
      for (const { href, count, text } of links) {
        const list = await follow(href, manager);
        expect([href, text, list.count]).toEqual([href, text, count]);
        if (/^\d[\d,]*$/.test(text)) expect([href, Number(text.replaceAll(',', ''))]).toEqual([href, count]);
        expect([href, list.references.length + list.hidden]).toEqual([href, count]);
        expect(new Set(list.references).size).toBe(list.references.length);
        expect(list.references.filter((each) => restricted.has(each))).toEqual([]);
      }
      const squares = inPictures(html);
      const hours = links.map(({ href }) => href).filter((href) => href.includes('hour='));
      expect(squares.sort()).toEqual(hours.sort());
      expect(bareIn(html)).toEqual([]);
      // What is said in words opens elsewhere on the page: of how many a share is, what a sentence counts.
      const opened = new Set(links.map(({ count }) => count));
      expect(countedIn(html).filter((count) => !opened.has(count))).toEqual([]);
    },
    120_000,
  );

  test('was followed: hundreds of lists, of every kind', () => {
    const lists = [...followed].map(([href, list]) => ({ href, ...list }));
    expect(lists.length).toBeGreaterThan(400);
    const kinds = [
      'open=overdue',
      'open=waiting-on-partner',
      'open=over+20',
      'hour=',
      'rating=',
      'until=',
      'since=',
      'ward=none',
      'team=lamps-and-signs',
      'service=gas-lamp',
    ];
    for (const kind of kinds)
      expect([kind, lists.some(({ href, count }) => href.includes(kind) && count > 0)]).toEqual([kind, true]);
    expect(lists.filter(({ hidden }) => hidden > 0).length).toBeGreaterThan(50);
  });

  test('names the restricted cases behind it to whoever may see them', async () => {
    let named = 0;
    for (const page of ['/backlog', '/times?period=quarter', '/teams?period=quarter'])
      for (const { href, count } of openedIn(await get(`/desk/stats${page}`, safeguarding))) {
        const { references, hidden } = await follow(href, safeguarding);
        expect([href, references.length, hidden]).toEqual([href, count, 0]);
        named += references.filter((each) => restricted.has(each)).length;
      }
    expect(named).toBeGreaterThan(20);
  }, 120_000);
});

describe('The lists behind the scorecard', () => {
  test('are of every kind, narrowed as their number is', () => {
    const lists = [...followed].filter(([href]) => href.includes('/desk/scorecard/cases'));
    for (const kind of ['of=judged', 'of=opened', 'of=moved', 'week=', 'label=', 'model=', 'band='])
      expect([kind, lists.some(([href, { count }]) => href.includes(kind) && count > 0)]).toEqual([
        kind,
        true,
      ]);
  });

  test('can be taken wider again, and are for managers alone', async () => {
    const html = await get('/desk/scorecard/cases?weeks=4&of=judged&band=9&label=missed-bin');
    expect(plain(html)).toContain('href="/desk/scorecard/cases?of=judged&weeks=4&label=missed-bin"');
    expect(html).toContain('The model said 90 to 100%');
    const officer = (await signedIn(house, { roles: ['officer'] })).token;
    const refused = await fetch(`${address}/desk/scorecard/cases`, {
      headers: { authorization: `Bearer ${officer}` },
    });
    expect(refused.status).toBe(403);
  });
});

describe('A list of cases', () => {
  test('keeps what it was narrowed to when another period is looked at or a filter is taken off', async () => {
    const html = await get(
      '/desk/stats/cases?measure=reopened&part=rest&hour=mon-09&team=waste&period=quarter',
    );
    const [period] = [...html.matchAll(/href="([^"]+)"[^>]*>This month</g)].map(([, href = '']) =>
      plain(href),
    );
    expect(period).toBe(
      '/desk/stats/cases?measure=reopened&part=rest&hour=mon-09&period=this-month&team=waste',
    );
    expect(plain(html)).toContain(
      'href="/desk/stats/cases?measure=reopened&part=rest&hour=mon-09&period=quarter"',
    );
    expect(html).toContain('Monday, 09:00 to 10:00');
    expect(html).toContain('name="hour" value="mon-09"');
  });

  test('says so when it is asked for something there is not', async () => {
    const html = await get('/desk/stats/cases?hour=someday&open=late&until=tomorrow&team=nobody');
    for (const words of [
      '“someday” is nothing',
      '“late” is nothing',
      '“tomorrow” is nothing',
      'There is no team “nobody”',
    ])
      expect(html).toContain(words);
  });
});
