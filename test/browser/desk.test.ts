import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumArguments, findChromium } from '../support/chromium.ts';
import { aDesk, signedIn, type TestDesk } from '../support/desk.ts';
import { aHouse, anOfficer, type House } from '../support/moothall.ts';
import { freshDatabase } from '../support/postgres.ts';

const executable = findChromium();
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

describe.skipIf(executable === null)('The web desk in a browser', () => {
  let house: House;
  let desk: TestDesk;
  let address: string;
  let browser: Browser;
  let priya: string;
  let tom: string;

  beforeAll(async () => {
    house = await aHouse(await freshDatabase('ledger'));
    desk = await aDesk(house);
    address = await desk.app.listen({ port: 0 });
    const roles = ['officer', 'manager'] as const;
    priya = (await signedIn(house, { name: 'Priya Nair', team: 'waste', roles })).token;
    tom = (await signedIn(house, { name: 'Tom Okafor' })).token;
    browser = await chromium.launch({ executablePath: executable ?? '', args: chromiumArguments });
  }, 180_000);
  afterAll(() => browser?.close());

  async function open(token: string, path: string, options: { width?: number; scripts?: boolean } = {}) {
    const context: BrowserContext = await browser.newContext({
      viewport: { width: options.width ?? 1280, height: 900 },
      javaScriptEnabled: options.scripts ?? true,
    });
    await context.addCookies([{ name: 'moothall_desk', value: token, url: `${address}/desk` }]);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(`${address}${path}`);
    return { page, faults, close: () => context.close() };
  }

  /** What axe has against a page, in short. */
  async function complaints(page: Page): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  }

  const spare = (page: Page) =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  async function tabTo(page: Page, selector: string): Promise<void> {
    for (let pressed = 0; pressed < 80; pressed += 1) {
      await page.keyboard.press('Tab');
      if (await page.locator(selector).evaluate((element) => element.matches(':focus'))) return;
    }
    throw new Error(`Tab never comes to ${selector}.`);
  }

  describe.each([1280, 320])('at %i pixels', (width) => {
    test('the list, the case page and the scorecard pass axe, fit the screen, and do without errors', async () => {
      const { reference } = await desk.aCase(
        'missed bin <script>alert(1)</script> Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch',
      );
      const { reference: danger } = await desk.aCase('I can smell gas in the stairwell of Mill House');
      const { reference: other } = await desk.aCase(
        'big pothole outside 9 Mill Lane, my card is 4111 1111 1111 1111',
      );
      const reply = { type: 'reply', text: 'Somebody is on the way.', hold: 60 } as const;
      const { messageId } = await house.parts.act({ reference, officer: anOfficer, act: reply });
      const act = { type: 'reclassify', service: 'pavement', reason: 'It is on the footway.' } as const;
      await house.parts.act({ reference: other, officer: anOfficer, act });
      const paths = [
        '/desk',
        '/desk?q=nothing&team=waste',
        `/desk/cases/${reference}`,
        `/desk/cases/${reference}?done=reply`,
        `/desk/cases/${other}`,
        `/desk/cases/${danger}`,
        '/desk/new',
        '/desk/cases/MB-0',
        '/desk/sign-in?token=none',
        '/desk/scorecard',
        '/desk/channels',
      ];
      for (const path of paths) {
        const { page, faults, close } = await open(priya, path, { width });
        for (const summary of await page.locator('summary:visible').all()) await summary.click();
        expect([path, await complaints(page)]).toEqual([path, []]);
        expect([path, await spare(page)]).toEqual([path, 0]);
        expect(await page.locator('h1').count()).toBe(1);
        expect(faults).toEqual([]);
        await close();
      }
      const takenBack = { type: 'withdraw', messageId: messageId ?? '' } as const;
      await house.parts.act({ reference, officer: anOfficer, act: takenBack });
    });

    test('what is not connected is told above the list, and passes axe', async () => {
      const health = () => ({
        well: false,
        why: 'Telegram does not reach us: the certificate of this address has run out.',
      });
      house.parts.channels.set('telegram', { name: 'telegram', health } as never);
      const { page, close } = await open(tom, '/desk', { width });
      await page.getByRole('region', { name: 'Something is not connected' }).waitFor();
      expect(await complaints(page)).toEqual([]);
      expect(await spare(page)).toBe(0);
      house.parts.channels.delete('telegram');
      await close();
    });

    test('a page that tells of a mistake passes axe, and the focus is on what is wrong', async () => {
      const { reference } = await desk.aCase('street light out on Harbour Way');
      const { page, close } = await open(priya, `/desk/cases/${reference}`, { width });
      await page.getByRole('button', { name: 'Send reply' }).click();
      const summary = page.locator('.govuk-error-summary');
      await expect.poll(() => summary.evaluate((element) => element.matches(':focus'))).toBe(true);
      expect(await page.title()).toMatch(/^Error: /);
      expect(await complaints(page)).toEqual([]);
      await summary.getByRole('link').click();
      expect(await page.locator('#reply-text').evaluate((element) => element.matches(':focus'))).toBe(true);
      await close();
    });
  });

  test('a reply is written and sent with the keyboard alone', async () => {
    const { reference, resident } = await desk.aCase('my bin was missed at 3 Mill Lane');
    const { page, close } = await open(priya, '/desk');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await tabTo(page, `[data-reference="${reference}"] a`);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/${reference}`);
    await tabTo(page, '#reply-text');
    await page.keyboard.type('A crew comes on Tuesday.');
    await tabTo(page, 'button:has-text("Send reply")');
    await page.keyboard.press('Enter');
    const banner = page.getByRole('alert');
    await banner.getByText('Your reply is on its way').waitFor();
    expect(await banner.evaluate((element) => element.matches(':focus'))).toBe(true);
    await page.locator('.entry--officer', { hasText: 'Sent today' }).waitFor();
    expect((await house.said(resident)).at(-1)).toMatchObject({
      voice: 'officer',
      text: 'A crew comes on Tuesday.',
    });
    await close();
  });

  test('everything works with scripts off', async () => {
    const { reference } = await desk.aCase('graffiti all over the underpass at Bridge Street');
    const { page, close } = await open(priya, '/desk?q=underpass', { scripts: false });
    await page.locator(`[data-reference="${reference}"] a`).click();
    await page.getByRole('button', { name: 'Assign to me' }).click();
    await page.getByText('With you').waitFor();
    await page.getByText('Set the status').click();
    await page.getByLabel('Resolved', { exact: true }).check();
    await page.getByLabel('Fixed').check();
    await page.getByRole('button', { name: 'Set status' }).click();
    await page.locator('.case-head').getByText('Resolved: fixed').waitFor();
    await page.getByRole('button', { name: 'Reopen the case' }).click();
    await page.getByText('The case is open again.').waitFor();
    await close();
  });

  test('ready-made replies, the preview, calling the on-call and new cases do without scripts too', async () => {
    const { page, close } = await open(priya, '/desk', { scripts: false });
    await page.getByRole('link', { name: 'Make a case' }).click();
    await page.getByLabel('What the resident told you').fill('Mrs Bell rang: a lamp is out on Harbour Way');
    await page.getByRole('button', { name: 'Open the case' }).click();
    await page.getByText('The case has been opened.').waitFor();
    await page.getByText('nobody can be written to here').waitFor();
    await page.getByText('Call the on-call').click();
    await page.getByLabel('Why somebody should look now').fill('The cable hangs down.');
    await page.getByRole('button', { name: 'Call', exact: true }).click();
    await page.getByText('The on-call has been called.').waitFor();

    const { reference } = await desk.aCase('graffiti on the bridge at Bridge Street');
    await page.goto(`${address}/desk/cases/${reference}`);
    await page.getByLabel('Ready-made reply').selectOption('ring-us');
    await page.getByRole('button', { name: 'Put it in' }).click();
    const words = await page.locator('#reply-text').inputValue();
    expect(words).toContain(reference);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.locator('#preview').getByText(words).waitFor();
    await close();
  });

  test('a reply is put right with the keyboard alone, and what it said before can be read', async () => {
    const { reference } = await desk.aCase('dead badger on Harbour Way');
    const act = { type: 'note', text: 'Rang the vet.' } as const;
    await house.parts.act({ reference, officer: anOfficer, act });
    const { page, close } = await open(priya, `/desk/cases/${reference}`);
    await tabTo(page, '.entry--note .entry__acts summary');
    await page.keyboard.press('Enter');
    await tabTo(page, '.entry--note textarea');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('Rang the warden.');
    await tabTo(page, '.entry--note button:has-text("Save the note")');
    await page.keyboard.press('Enter');
    await page.getByText('What you wrote has been put right.').waitFor();
    await page.locator('.entry--note').getByText('see what it said before').click();
    await page.locator('.entry--note').getByText('Rang the vet.').waitFor();
    expect(await complaints(page)).toEqual([]);
    await close();
  });

  test('what a resident writes appears in the thread at once, and moves nothing the officer is using', async () => {
    const { reference, resident } = await desk.aCase('fly-tipping by the bottle bank on Quay Street');
    const { page, close } = await open(priya, `/desk/cases/${reference}`);
    await page.locator('#reply-text').fill('My draft');
    await house.write(resident, 'it is <b>two sofas</b> now');
    await page.locator('.entry--resident', { hasText: 'it is <b>two sofas</b> now' }).waitFor();
    await page.getByText('The case has changed while you were here.').waitFor();
    expect(await page.locator('#reply-text').inputValue()).toBe('My draft');
    expect(await page.locator('#reply-text').evaluate((element) => element.matches(':focus'))).toBe(true);
    expect(await complaints(page)).toEqual([]);
    await page.getByRole('button', { name: 'I have read it. Carry on' }).click();
    await page.getByRole('button', { name: 'Send reply' }).click();
    await page.getByText('Your reply is on its way').waitFor();
    await close();
  });

  test('two officers at once: the second is told, keeps the draft, and nothing is overwritten', async () => {
    const { reference, resident } = await desk.aCase('huge pothole outside 5 Station Road');
    const first = await open(priya, `/desk/cases/${reference}`);
    const second = await open(tom, `/desk/cases/${reference}`);
    await second.page.locator('#reply-text').fill('Tom’s answer');
    await first.page.locator('#reply-text').fill('Priya’s answer');
    await first.page.getByRole('button', { name: 'Send reply' }).click();
    await first.page.getByText('Your reply is on its way').waitFor();
    const notice = second.page.locator('[data-notice]');
    await notice.getByText('Priya Nair replied.').waitFor();
    await second.page.getByRole('button', { name: 'Send reply' }).click();
    await second.page.getByText('The case changed before you sent this').waitFor();
    expect(await second.page.locator('#reply-text').inputValue()).toBe('Tom’s answer');
    await house.write(resident, 'is anybody there?');
    await notice.getByText('The resident wrote.').waitFor();
    expect(await second.page.locator('#reply-text').inputValue()).toBe('Tom’s answer');
    await notice.getByRole('button').click();
    const officers = async () => (await house.said(resident)).filter(({ voice }) => voice === 'officer');
    expect(await officers()).toHaveLength(1);
    await second.page.getByRole('button', { name: 'Send all the same' }).click();
    await second.page.getByText('Your reply is on its way').waitFor();
    expect((await officers()).map(({ text }) => text)).toEqual(['Priya’s answer', 'Tom’s answer']);
    await first.close();
    await second.close();
  });

  test('the list tells of new cases and shows them when asked, and brings known ones up to date', async () => {
    const { reference } = await desk.aCase('missed bin at 20 Larch Close');
    const { page, close } = await open(priya, '/desk?sort=newest');
    const row = page.locator(`[data-reference="${reference}"]`);
    const { officer } = await signedIn(house, { name: 'Ann Lee' });
    await house.parts.act({ reference, officer, act: { type: 'assign', officer: 'me' } });
    await row.getByText('Ann Lee').waitFor();
    const { reference: fresh } = await desk.aCase('missed bin at 21 Larch Close');
    await page.getByText('1 case is new here or has moved on.').waitFor();
    expect(await page.locator(`[data-reference="${fresh}"]`).count()).toBe(0);
    await page.getByRole('button', { name: 'Show' }).click();
    await page.locator(`[data-reference="${fresh}"]`).waitFor();
    expect(await complaints(page)).toEqual([]);
    await close();
  });

  test('every control is at least 24 pixels high and wide', async () => {
    const { reference } = await desk.aCase('missed bin at 22 Larch Close');
    for (const path of ['/desk', `/desk/cases/${reference}`, '/desk/scorecard']) {
      const { page, close } = await open(priya, path, { width: 320 });
      const small: string[] = [];
      for (const control of await page
        .locator('button:visible, summary:visible, select:visible, nav a:visible')
        .all()) {
        const box = await control.boundingBox();
        if (box !== null && (box.height < 24 || box.width < 24))
          small.push(String(await control.textContent()));
      }
      expect([path, small]).toEqual([path, []]);
      await close();
    }
  });
});
