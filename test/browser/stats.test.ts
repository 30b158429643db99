import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumArguments, findChromium } from '../support/chromium.ts';
import { signedIn } from '../support/desk.ts';
import { aHistory } from '../support/history.ts';
import { aHouse } from '../support/moothall.ts';
import { freshDatabase } from '../support/postgres.ts';
import { aSite } from '../support/site.ts';

const executable = findChromium();
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const paths = [
  '/desk/stats',
  '/desk/stats/teams',
  '/desk/stats/services',
  '/desk/stats/channels',
  '/desk/stats/wards',
  '/desk/stats/languages',
  '/desk/stats/times',
  '/desk/stats/backlog',
  '/desk/stats/danger',
  '/desk/stats/satisfaction',
  '/desk/stats/digest',
  '/desk/stats/compare',
  '/desk/stats/definitions',
  '/desk/stats/cases?measure=first-response-in-time&part=rest',
  '/desk/stats/cases?open=overdue',
  '/desk/stats/now',
  '/desk/stats/incidents',
];
/** Looked through by axe on a small screen too; the rest are made of the same parts. */
const narrow = [
  '/desk/stats',
  '/desk/stats/digest',
  '/desk/stats/channels',
  '/desk/stats/times',
  '/desk/stats/incidents',
];

/** A Friday afternoon. */
const now = new Date('2026-11-20T14:40:00Z');

describe.skipIf(executable === null)('The figures in a browser', () => {
  let address: string;
  let browser: Browser;
  let manager: string;

  beforeAll(async () => {
    const url = await freshDatabase('ledger');
    await aHistory(url, 200, now);
    const house = await aHouse(url, { working: false });
    address = (await aSite(house, '', () => now)).address;
    const signed = await signedIn(house, { name: 'Mair Rees', roles: ['officer', 'manager'] });
    manager = signed.token;
    const note = { title: 'Telephone system down', firstDay: '2026-09-02', lastDay: '2026-09-04' };
    const said = { note: { ...note, team: 'waste', service: 'missed-bin' }, officerId: signed.officer.id };
    const id = '01900000-0000-7000-8000-000000000001';
    await house.store.incidents.enter({ ...said, id, number: 1, takenBack: false, at: now });
    browser = await chromium.launch({ executablePath: executable ?? '', args: chromiumArguments });
  }, 180_000);
  afterAll(() => browser?.close());

  async function open(path: string, { width = 1280, scripts = true } = {}) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      javaScriptEnabled: scripts,
    });
    await context.addCookies([{ name: 'moothall_desk', value: manager, url: `${address}/desk` }]);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (line) => {
      if (line.type() === 'error') faults.push(line.text());
    });
    await page.goto(`${address}${path}`);
    return { page, faults, close: () => context.close() };
  }

  const long = (path: string) => `${path}${path.includes('?') ? '&' : '?'}period=quarter`;

  async function complaints(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  }

  test.each([1280, 320])(
    'pass axe at %i pixels, fit the screen, and do without errors',
    async (width) => {
      for (const path of paths) {
        const { page, faults, close } = await open(long(path), { width });
        for (const summary of await page.locator('summary:visible').all()) await summary.click();
        if (width > 320 || narrow.includes(path)) expect([path, await complaints(page)]).toEqual([path, []]);
        const spare = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        expect([path, await page.evaluate(spare)]).toEqual([path, 0]);
        expect(await page.locator('h1').count()).toBe(1);
        expect(faults).toEqual([]);
        await close();
      }
    },
    300_000,
  );

  test('are asked with scripts off, and the question stands in the address', async () => {
    const { page, close } = await open('/desk/stats/services?period=quarter', { scripts: false });
    await page.getByText('Filters and other days').click();
    await page.getByLabel('Team').selectOption('waste');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByRole('link', { name: 'Take off Team: Waste and recycling' }).waitFor();
    expect(page.url()).toContain('period=quarter');
    expect(page.url()).toContain('team=waste');
    await page.locator('.figures__all a').first().click();
    await page.getByRole('heading', { level: 1, name: 'Cases behind: Cases opened' }).waitFor();
    expect(page.url()).toContain('team=waste');
    await close();
  });

  test('are explained with scripts off and by the keyboard alone, from a mistake to the line it stands on', async () => {
    const { page, close } = await open('/desk/stats/incidents', { scripts: false });
    await page.getByRole('textbox', { name: 'What happened' }).focus();
    await page.keyboard.type('Storm Agnes');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Enter the first day' }).press('Enter');
    await page.locator('#incident-firstDay:focus').waitFor();
    expect(await page.title()).toMatch(/^Error: /);
    await page.getByLabel('First day').fill('2026-11-17');
    await page.getByRole('button', { name: 'Note it' }).press('Enter');
    await page.getByText('Noted. It stands on every line of those days.').waitFor();
    await page.goto(`${address}/desk/stats`);
    expect(await page.locator('.chart svg').first().textContent()).toContain('Storm Agnes');
    await page.goto(`${address}/desk/stats/incidents`);
    await page.getByRole('link', { name: 'Change or take back: Storm Agnes' }).press('Enter');
    await page.getByRole('button', { name: 'Take it back' }).press('Enter');
    await page.getByText('Taken back. It stands on no line any more.').waitFor();
    expect(await page.getByText('Storm Agnes', { exact: true }).count()).toBe(0);
    await close();
  });

  test('pass axe where an incident is noted, was mistaken, and is changed', async () => {
    const { page, close } = await open('/desk/stats/incidents');
    await page.getByRole('textbox', { name: 'What happened' }).fill('Storm Agnes');
    await page.getByRole('button', { name: 'Note it' }).click();
    await page.getByRole('alert').waitFor();
    expect(await complaints(page)).toEqual([]);
    await page.getByLabel('First day').fill('2026-11-12');
    await page.getByRole('button', { name: 'Note it' }).click();
    await page.getByText('Noted. It stands on every line of those days.').waitFor();
    expect(await complaints(page)).toEqual([]);
    await page.getByRole('link', { name: 'Change or take back: Storm Agnes' }).click();
    await page.getByRole('heading', { level: 1, name: 'Change an incident' }).waitFor();
    expect(await complaints(page)).toEqual([]);
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByText('Taken back. It stands on no line any more.').waitFor();
    expect(await page.getByText('Storm Agnes', { exact: true }).count()).toBe(0);
    await close();
  });

  test('open from a square of the hours into the cases of that hour', async () => {
    const { page, close } = await open('/desk/stats/times?period=quarter');
    await page.locator('svg a[tabindex="-1"]').first().click();
    await page.getByRole('heading', { level: 1, name: 'Cases behind: Cases opened' }).waitFor();
    await page.getByRole('link', { name: /^Take off \w+day, \d\d:00 to \d\d:00/ }).waitFor();
    await close();
  });

  test('on paper leave out what is there to be used', async () => {
    const { page, close } = await open('/desk/stats?period=quarter');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.periods').isVisible()).toBe(false);
    expect(await page.locator('.tiles').isVisible()).toBe(true);
    await close();
  });

  const spare = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

  test('fit a sheet of A4, with tables that are tables', async () => {
    for (const path of [
      '/desk/stats/teams',
      '/desk/stats/services',
      '/desk/stats/backlog',
      '/desk/channels',
    ]) {
      const { page, close } = await open(long(path), { width: 718 });
      await page.emulateMedia({ media: 'print' });
      expect([path, await page.evaluate(spare)]).toEqual([path, 0]);
      const shown = await page.evaluate(`getComputedStyle(document.querySelector('.figures td')).display`);
      expect([path, shown]).toEqual([path, 'table-cell']);
      await close();
    }
  });

  test('show the whole of a chart on a narrow screen, and no number beyond the edge', async () => {
    for (const path of ['/desk/stats', '/desk/stats/teams', '/desk/stats/times', '/desk/scorecard']) {
      const { page, close } = await open(long(path), { width: 320 });
      expect(await page.locator('.chart__wide:visible').count()).toBe(0);
      expect(await page.locator('.chart__narrow:visible').count()).toBeGreaterThan(0);
      const beyond = `(() => {
        const edge = document.querySelector('main').getBoundingClientRect().right;
        return [...document.querySelectorAll('main a, main svg')]
          .filter((each) => each.getBoundingClientRect().right > edge + 1).map((each) => each.textContent.slice(0, 40));
      })()`;
      expect([path, await page.evaluate(beyond)]).toEqual([path, []]);
      await close();
    }
  });

  test('are walked through by the keyboard in the order they are read, and what has the focus is seen', async () => {
    const { page, close } = await open('/desk/stats?period=quarter', { scripts: false });
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Skip to main content' });
    expect(await skip.evaluate((link) => link.matches(':focus'))).toBe(true);
    await page.keyboard.press('Enter');
    const seen: { top: number; marked: boolean; words: string }[] = [];
    for (let pressed = 0; pressed < 120; pressed += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate<{ top: number; marked: boolean; words: string } | null>(`(() => {
        const on = document.activeElement;
        if (on === null || on === document.body || on.closest('main') === null) return null;
        const style = getComputedStyle(on);
        const marked = style.boxShadow !== 'none' || style.outlineStyle !== 'none';
        return { top: Math.round(on.getBoundingClientRect().top + scrollY), marked, words: on.textContent.trim().slice(0, 40) };
      })()`);
      if (at === null) break;
      seen.push(at);
    }
    expect(seen.length).toBeGreaterThan(60);
    expect(seen[0]?.words).toBe('Overview');
    expect(seen.filter(({ marked }) => !marked)).toEqual([]);
    // Tiles stand side by side, and what is in one is read before the next.
    const rows = seen.filter(({ words }) => /^\d+%?$|^\d+[hm]/.test(words));
    expect(rows.length).toBeGreaterThan(10);
    for (const name of [
      'Overview',
      'This quarter',
      'Filters and other days',
      'What each figure means',
      'Cases opened',
    ])
      expect([name, seen.some(({ words }) => words.startsWith(name))]).toEqual([name, true]);
    const place = (name: string) => seen.findIndex(({ words }) => words.startsWith(name));
    const order = [
      'Overview',
      'This quarter',
      'Filters and',
      'What each',
      'First responses in time',
      'These figures as',
    ].map(place);
    expect(order).toEqual([...order].sort((one, other) => one - other));
    await close();
  });
});
