import { describe, expect, test } from 'vitest';
import { refusals } from '../../../src/core/errors.ts';
import { pageWords } from '../../../src/http/chat/words.ts';
import { aChat } from '../../support/chat.ts';

type Chat = Awaited<ReturnType<typeof aChat>>;

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const quick = { answerWithinMs: 5 };

const post = (app: Chat['app'], fields: Record<string, string>, cookies: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/chat/messages',
    payload: form(fields),
    cookies,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

const languageOf = (page: string) => /<html lang="(\w+)"/.exec(page)?.[1];

describe('The page of the web chat in Welsh', () => {
  test('has every word of its own in Welsh, the welcome too, and the way back to English', async () => {
    const { app } = await aChat();
    const { body } = await app.inject({ url: '/chat?lang=cy' });
    expect(languageOf(body)).toBe('cy');
    expect(body).toContain('<title>Anfon neges atom – Marlcombe</title>');
    expect(body).toContain('Anfon neges at Cyngor Bwrdeistref Marlcombe');
    expect(body).toContain('Cynorthwyydd awtomatig Cyngor Bwrdeistref Marlcombe yw hwn.');
    expect(body).toMatch(/<a [^>]*href="\/chat\?lang=en" lang="en" hreflang="en">English<\/a>/);
    const shown = body.replace(/<(script|template)[\s\S]*?<\/\1>|<[^>]*>/g, ' ');
    expect(shown).not.toMatch(/\b(message|send|call|write|clear|skip|you|how|council)\b/i);
  });

  test('is a touch away from the English one', async () => {
    const { app } = await aChat();
    const { body } = await app.inject({ url: '/chat' });
    expect(languageOf(body)).toBe('en');
    expect(body).toMatch(/<a [^>]*href="\/chat\?lang=cy" lang="cy" hreflang="cy">Cymraeg<\/a>/);
    expect((await app.inject({ url: '/chat?embed=1' })).body).toContain('href="/chat?embed=1&amp;lang=cy"');
  });

  test('comes by itself to a browser that prefers Welsh, and to a conversation that is in Welsh', async () => {
    const { app, ledger, open } = await aChat();
    const headers = { 'accept-language': 'cy-GB,cy;q=0.9,en;q=0.8' };
    expect(languageOf((await app.inject({ url: '/chat', headers })).body)).toBe('cy');
    const { token, thread } = await open();
    const cookies = { moothall_chat: token };
    ledger.say(thread, 'bot', 'Diolch am ysgrifennu atom. Os oes rhywbeth arall, dywedwch wrthym yma.');
    expect(languageOf((await app.inject({ url: '/chat', cookies })).body)).toBe('cy');
    expect(languageOf((await app.inject({ url: '/chat?lang=en', cookies })).body)).toBe('en');
  });

  test('in a language the council has not is English', async () => {
    const { app } = await aChat();
    for (const lang of ['pl', 'cy%22%3E', '']) {
      expect(languageOf((await app.inject({ url: `/chat?lang=${lang}` })).body)).toBe('en');
    }
  });

  test('works as a plain form: the conversation is in Welsh, and so is the next page', async () => {
    const { app, ledger } = await aChat(quick);
    const page = (await app.inject({ url: '/chat?lang=cy' })).body;
    expect(page).toContain('<input type="hidden" name="lang" value="cy">');
    const answer = await post(app, { text: '14 Larch Close', lang: 'cy' });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/chat?lang=cy#latest']);
    expect([...ledger.threads.values()].map(({ language }) => language)).toEqual(['cy']);
    const left = await app.inject({ method: 'POST', url: '/chat/leave?lang=cy' });
    expect(left.headers.location).toBe('/chat?lang=cy');
  });

  test('opens a session for scripts in the language asked for', async () => {
    const { app, ledger } = await aChat();
    for (const lang of ['cy', 'pl']) await app.inject({ method: 'POST', url: `/chat/session?lang=${lang}` });
    expect([...ledger.threads.values()].map(({ language }) => language)).toEqual(['cy', 'en']);
  });

  test('says what is wrong in Welsh, and keeps what was written', async () => {
    const { app, ledger } = await aChat(quick);
    const text = 'y'.repeat(5001);
    const long = await post(app, { text, lang: 'cy' });
    expect(long.statusCode).toBe(413);
    expect(languageOf(long.body)).toBe('cy');
    expect(long.body).toContain('Defnyddiwch hyd at 5,000 o nodau: mae 5,001 yma.');
    expect(long.body).toContain('<title>Gwall: Anfon neges atom');
    expect(long.body).toContain(text);
    expect((await post(app, { text: ' ', lang: 'cy' })).body).toContain('Nid oes testun yn y neges.');
    ledger.goAway();
    expect((await post(app, { text: 'helo', lang: 'cy' })).body).toContain(
      'Nid ydym yn gallu cadw negeseuon',
    );
  });

  test('marks each message with its own language, on the page and for scripts', async () => {
    const { app, ledger, open } = await aChat();
    const { token, thread } = await open();
    ledger.say(thread, 'resident', "mae'r bin brown heb ei gasglu");
    ledger.say(thread, 'bot', 'Diolch am ysgrifennu atom. Os oes rhywbeth arall, dywedwch wrthym yma.');
    ledger.say(thread, 'officer', 'A crew comes on Tuesday to collect it.');
    ledger.say(thread, 'resident', '14');
    const page = (await app.inject({ url: '/chat', cookies: { moothall_chat: token } })).body;
    const marked = [...page.matchAll(/<div class="chat-line__text" dir="auto"( lang="(\w+)")?>/g)];
    // The welcome and the templates are in the page's own language.
    expect(marked.map(([, , language]) => language)).toEqual([
      undefined,
      'cy',
      'cy',
      'en',
      ...Array.from({ length: 4 }, () => undefined),
    ]);
    const headers = { authorization: `Bearer ${token}` };
    const { messages } = (await app.inject({ url: '/chat/messages', headers })).json();
    expect(messages.map(({ language }: { language?: string }) => language)).toEqual([
      'cy',
      'cy',
      'en',
      undefined,
    ]);
  });

  test('tells days and times in Welsh', async () => {
    const { app, ledger, open } = await aChat();
    const { token, thread } = await open();
    ledger.say(thread, 'bot', 'Helo', [], new Date('2026-06-30T22:30:00Z'));
    ledger.say(thread, 'bot', 'Helo eto', [], new Date('2026-07-01T11:00:00Z'));
    const page = (await app.inject({ url: '/chat?lang=cy', cookies: { moothall_chat: token } })).body;
    expect(page).toContain('<span>Dydd Mawrth 30 Mehefin 2026</span>');
    expect(page).toContain('<span>Dydd Mercher 1 Gorffennaf 2026</span>');
    expect(page).toMatch(/>11:30pm<[\s\S]*>hanner dydd</);
  });
});

test('every refusal a resident may meet has Welsh words', () => {
  const { script } = pageWords('cy', { name: 'Cyngor', shortName: 'Cyngor' });
  const officers =
    /^(case|status|service|team|officer|reason|incident)-|^not-found$|^not-signed-in$|^too-late$|^no-way-back$/;
  const met = Object.keys(refusals).filter((code) => !officers.test(code));
  expect(Object.keys(script.faults)).toEqual(expect.arrayContaining([...met, 'fault']));
});
