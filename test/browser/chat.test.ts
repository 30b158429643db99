import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chromiumArguments, findChromium } from '../support/chromium.ts';
import { aHouse, anOfficer, type House } from '../support/moothall.ts';
import { freshDatabase } from '../support/postgres.ts';
import { aSite, type Site } from '../support/site.ts';

const executable = findChromium();
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const reference = /MB-\d{3}-\d{3}-\d{3}/;

describe.skipIf(executable === null)('The web chat in a browser', () => {
  let house: House;
  let site: Site;
  let browser: Browser;
  let council: Server;
  let elsewhere: string;
  const closing: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    house = await aHouse(await freshDatabase('ledger'));
    site = await aSite(house);
    // The council's own site: another origin, and another site to the browser.
    council = createServer((request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.setHeader('content-security-policy', `script-src ${site.address}; style-src 'none'`);
      const lang = request.url === '/cy' ? 'cy' : 'en';
      response.end(`<!doctype html><html lang="${lang}"><title>Bins - Marlcombe</title>
        <meta name="viewport" content="width=device-width"><main><h1>Bins</h1><p><a href="/days">Bin days</a></p></main>
        <script src="${site.address}/chat/widget.js" defer></script></html>`);
    }).listen(0);
    elsewhere = `http://localhost:${(council.address() as AddressInfo).port}/`;
    browser = await chromium.launch({ executablePath: executable ?? '', args: chromiumArguments });
  }, 180_000);
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  afterAll(async () => {
    await browser?.close();
    council?.close();
  });

  /** A page in a browser of its own; every error of a script in it fails the test. */
  async function open(options: BrowserContextOptions & { address?: string } = {}) {
    const { address = `${site.address}/chat`, ...context } = options;
    const own = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...context });
    const page = await own.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    closing.push(async () => {
      await own.close();
      expect(faults).toEqual([]);
    });
    await page.goto(address);
    return page;
  }

  const log = (page: Page) => page.getByRole('log', { name: 'Conversation' });
  const box = (page: Page) => page.getByLabel('Your message');
  const stored = (page: Page, from: string) => page.locator(`.chat-line--${from}[data-seq]`);
  const focused = (page: Page, selector: string) =>
    expect.poll(() => page.locator(selector).evaluate((element) => element.matches(':focus'))).toBe(true);

  async function write(page: Page, text: string): Promise<void> {
    await box(page).fill(text);
    await page.keyboard.press('Enter');
  }

  async function answers(page: Page, count: number): Promise<void> {
    await expect.poll(() => stored(page, 'bot').count(), { timeout: 15_000 }).toBe(count);
  }

  /** What a resident said, as the ledger has it. */
  async function recorded(page: Page): Promise<string[]> {
    const { messages } = await (await page.request.get(`${site.address}/chat/messages`)).json();
    return messages
      .filter(({ from }: { from: string }) => from === 'resident')
      .map(({ text }: { text: string }) => text);
  }

  async function complaints(page: Page, tags = [...rules, 'best-practice']): Promise<string[]> {
    const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  }

  const spare = (page: Page) =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  describe.each([1280, 320])('at %i pixels', (width) => {
    test('passes axe and fits the screen: at first, answered, with answers to choose from, and with a mistake', async () => {
      const page = await open({ viewport: { width, height: 700 } });
      const passes = async () => {
        expect(await complaints(page)).toEqual([]);
        expect(await spare(page)).toBe(0);
      };
      await passes();
      await write(page, 'missed bin at Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochroad 4');
      await answers(page, 1);
      await passes();
      await write(page, 'WRONG');
      await expect.poll(() => page.locator('.chat-choice').count()).toBeGreaterThan(1);
      await passes();
      await write(page, 'x'.repeat(5001));
      expect(await page.locator('#text-error').textContent()).toContain('this has 5,001');
      await focused(page, '#text');
      await passes();
    });

    test('without scripts passes axe and fits the screen, with a conversation and with a mistake', async () => {
      const page = await open({ viewport: { width, height: 700 }, javaScriptEnabled: false });
      await box(page).fill('street light out on Harbour Way, column 12');
      await page.getByRole('button', { name: 'Send' }).click();
      expect(await stored(page, 'bot').count()).toBeGreaterThan(0);
      await box(page).fill('x'.repeat(5001));
      await page.getByRole('button', { name: 'Send' }).click();
      expect(await page.title()).toMatch(/^Error: /);
      expect(await box(page).inputValue()).toHaveLength(5001);
      // axe is a script too: it is given the same page with scripts on, and ours kept out.
      const html = await page.content();
      const seen = await open({ viewport: { width, height: 700 } });
      await seen.route('**/assets/chat*.js', (route) => route.abort());
      await seen.route(`${site.address}/chat`, (route) =>
        route.fulfill({ body: html, contentType: 'text/html' }),
      );
      await seen.reload();
      expect(await complaints(seen)).toEqual([]);
      expect(await spare(seen)).toBe(0);
    });
  });

  test('a resident writes and is answered with the keyboard alone, and nothing reloads', async () => {
    const page = await open();
    await page.evaluate('window.stillHere = true');
    for (let pressed = 0; pressed < 20; pressed += 1) {
      await page.keyboard.press('Tab');
      if (await box(page).evaluate((element) => element.matches(':focus'))) break;
    }
    await page.keyboard.type('Our brown bin was not emptied.');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('14 Larch Close');
    await page.keyboard.press('Enter');
    await answers(page, 1);
    expect(await stored(page, 'bot').textContent()).toMatch(reference);
    expect(await stored(page, 'bot').textContent()).toContain('Marlcombe automated assistant');
    expect(await stored(page, 'resident').textContent()).toContain('Sent');
    expect(await box(page).inputValue()).toBe('');
    await focused(page, '#text');
    expect(await page.evaluate('window.stillHere')).toBe(true);
    expect(await recorded(page)).toEqual(['Our brown bin was not emptied.\n14 Larch Close']);
  });

  test('an officer’s answer appears by itself, with who wrote it, and is there after a reload', async () => {
    const page = await open();
    await write(page, 'dead fox on Abbey Road by the bridge');
    await answers(page, 1);
    const found = reference.exec((await log(page).textContent()) ?? '')?.[0] ?? '';
    const act = { type: 'reply', text: 'We will collect it today.' } as const;
    await house.parts.act({ reference: found, officer: anOfficer, act });
    await expect.poll(() => stored(page, 'officer').textContent()).toContain('We will collect it today.');
    expect(await stored(page, 'officer').textContent()).toContain('Marlcombe council officer');
    const shown = async () =>
      (await page.locator('.chat-line__who, .chat-line__text, .chat-day').allTextContents()).map((text) =>
        text.trim(),
      );
    const before = await shown();
    await page.reload();
    expect(await shown()).toEqual(before);
  });

  test('a long answer on a small screen is shown from where it begins', async () => {
    const page = await open({ viewport: { width: 320, height: 640 } });
    await write(page, 'I can smell gas in the stairwell of Mill House, 3 Harbour Way');
    await answers(page, 1);
    const first = stored(page, 'bot').first();
    expect(await first.textContent()).toContain('0800 111 999');
    const { top, bottom } = await first
      .locator('.chat-line__text')
      .evaluate((element) => element.getBoundingClientRect().toJSON());
    expect(bottom - top).toBeGreaterThan(300);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(120);
  });

  test('one touch answers a question, and the answers offered are gone after it', async () => {
    const page = await open();
    await write(page, 'missed bin at 14 Larch Close');
    await answers(page, 1);
    await write(page, 'WRONG');
    await answers(page, 2);
    const choice = page.locator('.chat-choice').first();
    const words = await choice.textContent();
    expect(await page.getByRole('status').allTextContents()).toContainEqual(
      expect.stringContaining(words ?? ''),
    );
    await choice.click();
    await answers(page, 3);
    expect(await page.locator('.chat-choice').count()).toBe(0);
    expect(await recorded(page)).toContain(words);
    await focused(page, '#text');
  });

  test('markup is shown as the words it is, when it is written and when it is read back', async () => {
    const page = await open();
    const text =
      '<b>bold</b><script>document.title = "taken"</script><img src=x onerror=alert(1)> pothole, 5 High Street';
    await write(page, text);
    await answers(page, 1);
    for (let time = 0; time < 2; time += 1) {
      expect(await stored(page, 'resident').locator('.chat-line__text').textContent()).toBe(text);
      expect(await log(page).locator('script, img, .chat-line__text b:not(.chat-reference)').count()).toBe(0);
      expect(await page.title()).toBe('Message us – Marlcombe');
      await page.reload();
    }
  });

  test('without scripts a resident writes, is answered on the next page, and chooses an answer', async () => {
    const page = await open({ javaScriptEnabled: false });
    for (const [text, count] of [
      ['missed bin at 14 Larch Close', 1],
      ['WRONG', 2],
    ] as const) {
      await box(page).fill(text);
      await page.getByRole('button', { name: 'Send' }).click();
      expect(page.url()).toBe(`${site.address}/chat#latest`);
      expect(await stored(page, 'bot').count()).toBe(count);
    }
    expect(await page.getByRole('link', { name: 'See new messages' }).count()).toBe(1);
    await page.locator('.chat-choice').first().click();
    expect(await stored(page, 'bot').count()).toBe(3);
    await page.getByRole('button', { name: 'Clear this chat from this device' }).click();
    expect(await stored(page, 'bot').count()).toBe(0);
  });

  test('what is written while the server is away is kept, can be tried again, and is sent once', async () => {
    const page = await open();
    await write(page, 'missed bin at 14 Larch Close');
    await answers(page, 1);
    await site.goAway();
    try {
      await write(page, 'It is the brown one');
      await page.getByText('Not sent yet. We keep trying.').first().waitFor();
      await page.getByText('We cannot be reached just now.').waitFor();
      expect(await complaints(page)).toEqual([]);
      await write(page, 'And the green one');
      await expect.poll(() => page.locator('.chat-line--failed').count()).toBe(2);
    } finally {
      await site.comeBack();
    }
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await expect.poll(() => page.locator('.chat-line--pending').count(), { timeout: 40_000 }).toBe(0);
    await answers(page, 3);
    expect(await recorded(page)).toEqual([
      'missed bin at 14 Larch Close',
      'It is the brown one',
      'And the green one',
    ]);
    expect(await stored(page, 'resident').count()).toBe(3);
    expect(await page.locator('.chat-notice').isHidden()).toBe(true);
  });

  test('a message whose answer was lost is sent again under the same id, over a reload, and is there once', async () => {
    const page = await open();
    await write(page, 'missed bin at 14 Larch Close');
    await answers(page, 1);
    let lost = 0;
    await page.route('**/chat/messages', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      // It reaches the server; what the server says does not come back.
      await route.fetch();
      lost += 1;
      return route.abort();
    });
    await write(page, 'It happens every week');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.reload();
    await expect.poll(() => lost).toBeGreaterThan(1);
    await page.unroute('**/chat/messages');
    await expect.poll(() => page.locator('.chat-line--pending').count(), { timeout: 40_000 }).toBe(0);
    expect(await stored(page, 'resident').count()).toBe(2);
    expect(await recorded(page)).toEqual(['missed bin at 14 Larch Close', 'It happens every week']);
  });

  test('where events do not come through, answers come all the same', async () => {
    const page = await open();
    await page.route('**/chat/events', (route) => route.abort());
    await write(page, 'missed bin at 14 Larch Close');
    await answers(page, 1);
    await write(page, 'It is the brown one');
    await answers(page, 2);
  });

  test('offline, the page says so; back online it sends what was written', async () => {
    const page = await open();
    await page.context().setOffline(true);
    await page.getByText('You are offline.').waitFor();
    await write(page, 'missed bin at 14 Larch Close');
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.context().setOffline(false);
    await answers(page, 1);
    expect(await page.locator('.chat-notice').isHidden()).toBe(true);
  });

  test('a session that is gone is replaced, and what was written goes into the new one', async () => {
    const page = await open();
    await write(page, 'missed bin at 14 Larch Close');
    await answers(page, 1);
    await page.context().clearCookies();
    await write(page, 'pothole outside 5 High Street');
    await answers(page, 2);
    expect(await page.locator('.chat-line--pending').count()).toBe(0);
  });

  test.each([1280, 320])(
    'in Welsh at %i pixels passes axe, fits the screen, and takes along what was begun',
    async (width) => {
      const page = await open({ viewport: { width, height: 700 } });
      await box(page).fill("mae'r bin brown heb ei gasglu ers pythefnos");
      await page.getByRole('link', { name: 'Cymraeg' }).click();
      await page.waitForURL('**/chat?lang=cy');
      expect(await page.locator('html').getAttribute('lang')).toBe('cy');
      const boxInWelsh = page.getByLabel('Eich neges');
      expect(await boxInWelsh.inputValue()).toBe("mae'r bin brown heb ei gasglu ers pythefnos");
      await boxInWelsh.press('Enter');
      await answers(page, 1);
      expect(await stored(page, 'bot').textContent()).toContain('Cynorthwyydd awtomatig Marlcombe');
      expect(await stored(page, 'bot').textContent()).toMatch(/Eich cyfeirnod (gyda ni )?yw MB-/);
      expect(await stored(page, 'bot').locator('.chat-line__text').getAttribute('lang')).toBe('cy');
      expect(await stored(page, 'resident').textContent()).toContain('Wedi’i hanfon');
      expect(await page.locator('.chat-day').last().textContent()).toMatch(/^Dydd /);
      await boxInWelsh.fill('x'.repeat(5001));
      await boxInWelsh.press('Enter');
      expect(await page.locator('#text-error').textContent()).toContain('mae 5,001 yma');
      expect(await complaints(page)).toEqual([]);
      expect(await spare(page)).toBe(0);
      const shown = async () =>
        (await page.locator('.chat-line__who, .chat-day').allTextContents()).map((text) => text.trim());
      const before = await shown();
      await page.reload();
      expect(await shown()).toEqual(before);
      await page.getByRole('link', { name: 'English' }).click();
      await box(page).waitFor();
      expect(await stored(page, 'bot').textContent()).toContain('Marlcombe automated assistant');
    },
  );

  test('in Welsh works without scripts', async () => {
    const page = await open({ javaScriptEnabled: false, locale: 'cy-GB' });
    await page.getByLabel('Eich neges').fill("mae'r bin brown heb ei gasglu ers pythefnos");
    await page.getByRole('button', { name: 'Anfon' }).click();
    expect(page.url()).toBe(`${site.address}/chat?lang=cy#latest`);
    expect(await stored(page, 'bot').textContent()).toMatch(/Eich cyfeirnod (gyda ni )?yw MB-/);
    expect(await page.getByRole('link', { name: 'Gweld negeseuon newydd' }).count()).toBe(1);
  });

  describe('on the council’s own site', () => {
    const launcher = (page: Page) => page.getByRole('button', { name: /^Chat with us/ });
    const dialog = (page: Page) => page.getByRole('dialog', { name: 'Chat with us' });
    const inside = (page: Page) => page.frameLocator('iframe[title="Chat with us"]');

    test('on a Welsh page it is Welsh, the button and the chat', async () => {
      const page = await open({ address: `${elsewhere}cy` });
      await page.getByRole('button', { name: 'Sgwrsio â ni' }).click();
      const chat = page.frameLocator('iframe[title="Sgwrsio â ni"]');
      await chat.getByLabel('Eich neges').waitFor();
      expect(await complaints(page, rules)).toEqual([]);
      await page.getByRole('button', { name: 'Cau’r sgwrs' }).click();
      await page.getByRole('button', { name: 'Sgwrsio â ni' }).waitFor();
    });

    test('is opened, used and closed with the keyboard, and the conversation is there on the next page', async () => {
      const page = await open({ address: elsewhere });
      expect(await page.locator('iframe').count()).toBe(0);
      await launcher(page).focus();
      await page.keyboard.press('Enter');
      await focusedInFrame();
      await page.keyboard.type('missed bin at 14 Larch Close');
      await page.keyboard.press('Enter');
      const answer = inside(page).locator('.chat-line--bot[data-seq]');
      await expect.poll(() => answer.count(), { timeout: 15_000 }).toBe(1);
      expect(await complaints(page, rules)).toEqual([]);
      await page.keyboard.press('Escape');
      await expect.poll(() => dialog(page).count()).toBe(0);
      expect(await launcher(page).evaluate((element) => element.matches(':focus'))).toBe(true);
      expect(await complaints(page, rules)).toEqual([]);

      await page.reload();
      await launcher(page).click();
      await expect.poll(() => answer.count(), { timeout: 15_000 }).toBe(1);
      await focusedInFrame();
      // Out of the frame backwards: the Close button, which also closes.
      await page.keyboard.press('Shift+Tab');
      for (let i = 0; i < 10 && !(await closeFocused()); i += 1) await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await expect.poll(() => dialog(page).count()).toBe(0);
      // It is that site's: our own page, in the same browser, knows nothing of it.
      await page.goto(`${site.address}/chat`);
      expect(await stored(page, 'bot').count()).toBe(0);

      async function focusedInFrame() {
        await expect
          .poll(
            () =>
              inside(page)
                .locator('#text')
                .evaluate((element) => element.matches(':focus')),
            { timeout: 10_000 },
          )
          .toBe(true);
      }
      function closeFocused() {
        return page
          .getByRole('button', { name: 'Close chat' })
          .evaluate((element) => element.matches(':focus'));
      }
    });

    test('fills a screen of 320 pixels, holds the keyboard there, and gives it back', async () => {
      const page = await open({ address: elsewhere, viewport: { width: 320, height: 640 } });
      await launcher(page).click();
      await inside(page).locator('#text').waitFor();
      expect(await dialog(page).boundingBox()).toEqual({ x: 0, y: 0, width: 320, height: 640 });
      expect(await dialog(page).evaluate((element) => element.matches(':modal'))).toBe(true);
      expect(await spare(page)).toBe(0);
      expect(await complaints(page, rules)).toEqual([]);
      await page.getByRole('button', { name: 'Close chat' }).click();
      expect(await launcher(page).evaluate((element) => element.matches(':focus'))).toBe(true);
    });

    test('is cleared from this device when asked', async () => {
      const page = await open({ address: elsewhere });
      await launcher(page).click();
      await inside(page).locator('#text').fill('missed bin at 14 Larch Close');
      await inside(page).getByRole('button', { name: 'Send' }).click();
      const answer = inside(page).locator('.chat-line--bot[data-seq]');
      await expect.poll(() => answer.count(), { timeout: 15_000 }).toBe(1);
      await inside(page).getByRole('button', { name: 'Clear this chat from this device' }).click();
      await expect.poll(() => answer.count()).toBe(0);
      await page.reload();
      await launcher(page).click();
      await inside(page).locator('#text').waitFor();
      expect(await answer.count()).toBe(0);
    });

    test('is used where the frame may store nothing at all', async () => {
      const page = await open({ address: elsewhere });
      await page.addInitScript(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError') } })",
      );
      await page.route('**/chat/session*', async (route) => {
        const answer = await route.fetch();
        const { 'set-cookie': _, ...headers } = answer.headers();
        await route.fulfill({ response: answer, headers });
      });
      await page.reload();
      await launcher(page).click();
      await inside(page).locator('#text').fill('missed bin at 14 Larch Close');
      await inside(page).getByRole('button', { name: 'Send' }).click();
      const answer = inside(page).locator('.chat-line--bot[data-seq]');
      await expect.poll(() => answer.count(), { timeout: 15_000 }).toBe(1);
    });

    test('cannot frame any page but the one made for it', async () => {
      const page = await open({ address: elsewhere });
      const refused = page.waitForEvent('console', (line) => line.text().includes('frame-ancestors'));
      await page.evaluate(
        `document.body.append(Object.assign(document.createElement('iframe'), { src: '${site.address}/chat' }))`,
      );
      await refused;
    });
  });
});
