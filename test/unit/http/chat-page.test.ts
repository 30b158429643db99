import { describe, expect, test } from 'vitest';
import { aChat } from '../../support/chat.ts';

type Chat = Awaited<ReturnType<typeof aChat>>;

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
const asForm = { 'content-type': 'application/x-www-form-urlencoded' };
const quick = { answerWithinMs: 5 };

/** The hidden fields of the page's form. */
function fieldsOf(page: string): { id: string; session: string; after: string } {
  const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
  return { id: field('id'), session: field('session'), after: field('after') };
}

const send = (
  app: Chat['app'],
  payload: string,
  more: { headers?: object; cookies?: Record<string, string> } = {},
) =>
  app.inject({
    method: 'POST',
    url: '/chat/messages',
    payload,
    ...more,
    headers: { ...asForm, ...more.headers },
  });

const cookieFrom = (answer: { cookies: unknown }) =>
  Object.fromEntries(
    (answer.cookies as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
  );

describe('The page of the web chat', () => {
  test('begins with the council’s welcome, the number for danger and the council’s phone, and keeps nothing', async () => {
    const { app, ledger } = await aChat();
    const page = await app.inject({ url: '/chat' });
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('This is the automated assistant of Marlcombe Borough Council.');
    expect(page.body).toContain('href="tel:999"');
    expect(page.body).toContain('href="tel:01632960100"');
    expect(page.headers['set-cookie']).toBeUndefined();
    expect(page.headers['cache-control']).toBe('no-store');
    expect(ledger.threads.size).toBe(0);
  });

  test('takes a first message as a plain form, and shows the conversation after it', async () => {
    const { app, ledger } = await aChat(quick);
    const fields = fieldsOf((await app.inject({ url: '/chat' })).body);
    const answer = await send(app, form({ text: 'My bin was missed', ...fields }));
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/chat#latest']);
    const cookies = cookieFrom(answer);
    const [thread] = ledger.threads.values();
    if (thread === undefined) throw new Error('No conversation was opened.');
    ledger.say(thread, 'bot', 'Your reference is MB-482-913-605. See https://www.marlcombe.example/bins.');
    ledger.say(thread, 'officer', 'A crew comes on Tuesday.');
    const page = (await app.inject({ url: '/chat', cookies })).body;
    expect(page).toContain('My bin was missed');
    expect(page).toContain('<b class="chat-reference">MB-482-913-605</b>');
    expect(page).toMatch(/<a [^>]*href="https:\/\/www.marlcombe.example\/bins"[^>]*>[^<]*<\/a>\./);
    for (const name of ['You', 'Marlcombe automated assistant', 'Marlcombe council officer'])
      expect(page).toContain(`<span class="chat-line__name">${name}</span>`);
    expect(page.match(/id="latest"/g)).toHaveLength(1);
  });

  test('sent twice by a second click is one message in one conversation, cookie or no cookie', async () => {
    const { app, ledger } = await aChat(quick);
    const fields = fieldsOf((await app.inject({ url: '/chat' })).body);
    const payload = form({ text: 'My bin was missed', ...fields });
    const answers = await Promise.all([send(app, payload), send(app, payload)]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303]);
    expect([...ledger.threads.values()].map(({ lines }) => lines.length)).toEqual([1]);
  });

  test('is sent on as soon as there is an answer, so that the next page shows it', async () => {
    const { app, ledger, open } = await aChat({ answerWithinMs: 10_000 });
    const { token, thread } = await open();
    const sent = send(app, form({ text: 'Hello', id: 'm1', after: '0' }), {
      cookies: { moothall_chat: token },
    });
    setTimeout(() => ledger.say(thread, 'bot', 'Hello. Tell us what you need.'), 50);
    expect((await sent).statusCode).toBe(303);
    expect(ledger.listening()).toBe(0);
  });

  test('shows markup as words, and no link but a secure one', async () => {
    const { app, ledger, open } = await aChat();
    const { token, thread } = await open();
    ledger.say(thread, 'resident', '<script>alert(1)</script> javascript:alert(2) http://insecure.example');
    ledger.say(thread, 'bot', '"><img src=x onerror=alert(3)>', ['<b>Yes</b>']);
    const page = (await app.inject({ url: '/chat', cookies: { moothall_chat: token } })).body;
    expect(page).toContain(
      '&lt;script&gt;alert(1)&lt;/script&gt; javascript:alert(2) http://insecure.example',
    );
    expect(page).toContain('&lt;b&gt;Yes&lt;/b&gt;');
    expect(page).not.toMatch(/<script>|<img|<b>Yes|href="(javascript|http:)/);
  });

  test('offers the answers of the last line only, and none once the resident has answered', async () => {
    const { app, ledger, open } = await aChat();
    const { token, thread } = await open();
    const page = async () => (await app.inject({ url: '/chat', cookies: { moothall_chat: token } })).body;
    ledger.say(thread, 'bot', 'Which?', ['a missed bin', 'dog mess']);
    expect(await page()).toContain(
      '<button class="chat-choice" name="text" value="dog mess">dog mess</button>',
    );
    ledger.say(thread, 'resident', 'dog mess');
    expect(await page()).not.toContain('class="chat-choice"');
  });

  test('marks each new day, in the council’s time', async () => {
    const { app, ledger, open } = await aChat();
    const { token, thread } = await open();
    ledger.say(thread, 'bot', 'late', [], new Date('2026-06-30T22:30:00Z'));
    ledger.say(thread, 'bot', 'next day', [], new Date('2026-06-30T23:30:00Z'));
    ledger.say(thread, 'bot', 'same day', [], new Date('2026-07-01T11:00:00Z'));
    const page = (await app.inject({ url: '/chat', cookies: { moothall_chat: token } })).body;
    const days = [...page.matchAll(/<li class="chat-day"><span>(.+)<\/span>/g)].map(([, day]) => day);
    expect(days).toEqual(['Tuesday 30 June 2026', 'Wednesday 1 July 2026']);
    expect(page).toMatch(/>11:30pm<[\s\S]*>12:30am<[\s\S]*>midday</);
  });

  test('of more than 500 lines shows them all', async () => {
    const { app, ledger, open } = await aChat();
    const { token, thread } = await open();
    for (let i = 0; i < 1100; i += 1) ledger.say(thread, 'bot', `line ${i}`);
    const page = (await app.inject({ url: '/chat', cookies: { moothall_chat: token } })).body;
    expect(page.match(/data-seq=/g)).toHaveLength(1100);
  });

  test('forgets a session that is gone, and starts anew', async () => {
    const { app } = await aChat();
    const page = await app.inject({ url: '/chat', cookies: { moothall_chat: 'x'.repeat(43) } });
    expect(page.statusCode).toBe(200);
    expect(String(page.headers['set-cookie'])).toMatch(/^moothall_chat=;.*Path=\/chat/);
  });

  test('is cleared from this device when asked', async () => {
    const { app, open } = await aChat();
    const { token } = await open();
    const answer = await app.inject({
      method: 'POST',
      url: '/chat/leave',
      cookies: { moothall_chat: token },
    });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/chat']);
    expect(String(answer.headers['set-cookie'])).toMatch(/^moothall_chat=;/);
  });
});

describe('A form that cannot be taken comes back with what is wrong and with what was written:', () => {
  test('too long', async () => {
    const { app, ledger } = await aChat(quick);
    const fields = fieldsOf((await app.inject({ url: '/chat' })).body);
    const text = 'y'.repeat(5001);
    const answer = await send(app, form({ text, ...fields }));
    expect(answer.statusCode).toBe(413);
    expect(answer.body).toContain('Use at most 5,000 characters: this has 5,001.');
    expect(answer.body).toContain(text);
    expect(fieldsOf(answer.body)).toEqual(fields);
    expect(answer.body).toContain('<title>Error: Message us');
    expect([...ledger.threads.values()].flatMap(({ lines }) => lines)).toEqual([]);
  });

  test('empty, and then no conversation is opened', async () => {
    const { app, ledger } = await aChat(quick);
    const answer = await send(app, form({ text: '  ' }));
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('Write what you want to tell us.');
    expect(ledger.threads.size).toBe(0);
  });

  test('not UTF-8', async () => {
    const { app } = await aChat(quick);
    const answer = await send(app, 'text=caf%E9');
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toContain('text/html');
    expect(answer.body).toContain('Send the text as UTF-8.');
  });

  test('the ledger is away', async () => {
    const { app, ledger, open } = await aChat(quick);
    const { token } = await open();
    ledger.goAway();
    const answer = await send(app, form({ text: 'Keep me', id: 'm1' }), {
      cookies: { moothall_chat: token },
    });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.body).toContain('Your message was not sent');
    expect(answer.body).toContain('Keep me');
    expect(fieldsOf(answer.body).id).toBe('m1');
    const page = await app.inject({ url: '/chat', cookies: { moothall_chat: token } });
    expect(page.statusCode).toBe(503);
    expect(page.body).toContain('We cannot store messages just now.');
    expect(page.headers['set-cookie']).toBeUndefined();
  });

  test('it was sent by another site in the resident’s name', async () => {
    const { app, open } = await aChat(quick);
    const { token, thread } = await open();
    const cookies = { moothall_chat: token };
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://elsewhere.example' }]) {
      const answer = await send(app, form({ text: 'Close my case' }), { headers, cookies });
      expect(answer.statusCode).toBe(403);
      const leave = { method: 'POST', url: '/chat/leave', cookies, headers } as const;
      expect((await app.inject(leave)).statusCode).toBe(403);
    }
    expect(thread.lines).toEqual([]);
  });
});

describe('A council’s own site', () => {
  test('may show the chat in a frame at one address only, from the places it names', async () => {
    const { app } = await aChat({ embedOrigins: 'https://www.marlcombe.example' });
    const policy = async (url: string) =>
      String((await app.inject({ url })).headers['content-security-policy']);
    expect(await policy('/chat')).toContain("frame-ancestors 'none'");
    expect(await policy('/chat?embed=1')).toContain('frame-ancestors https://www.marlcombe.example');
    const anywhere = await aChat();
    const embedded = await anywhere.app.inject({ url: '/chat?embed=1' });
    expect(String(embedded.headers['content-security-policy'])).toContain('frame-ancestors *');
  });

  test('is never shown, in its frame, what was written on our own page', async () => {
    const { app, ledger, open } = await aChat();
    const { token, thread } = await open();
    ledger.say(thread, 'bot', 'private');
    const page = await app.inject({ url: '/chat?embed=1', cookies: { moothall_chat: token } });
    expect(page.body).not.toContain('private');
    expect(page.headers['set-cookie']).toBeUndefined();
  });

  test('has a conversation of its own in its frame, by a cookie that is there on that site only', async () => {
    const { app, ledger } = await aChat();
    const opened = await app.inject({ method: 'POST', url: '/chat/session?embed=1' });
    const cookie = String(opened.headers['set-cookie']);
    for (const part of ['moothall_chat_frame=', 'HttpOnly', 'Secure', 'SameSite=None', 'Partitioned'])
      expect(cookie).toContain(part);
    const { token } = opened.json();
    const [thread] = ledger.threads.values();
    if (thread === undefined) throw new Error('No conversation was opened.');
    ledger.say(thread, 'bot', 'Your reference is MB-482-913-605.');
    const cookies = { moothall_chat_frame: token };
    const page = await app.inject({ url: '/chat?embed=1', cookies });
    expect(page.body).toContain('MB-482-913-605');
    expect(page.body).toContain(`data-token="${token}"`);
    // It opens the page and nothing else.
    expect((await app.inject({ url: '/chat', cookies })).body).not.toContain('MB-482-913-605');
    expect((await app.inject({ url: '/chat/messages', cookies })).statusCode).toBe(401);
    const left = await app.inject({ method: 'POST', url: '/chat/leave?embed=1', cookies });
    expect(String(left.headers['set-cookie'])).toMatch(/^moothall_chat_frame=;/);
  });

  test('our own page never tells a script its token', async () => {
    const { app, open } = await aChat();
    const { token } = await open();
    const page = await app.inject({ url: '/chat', cookies: { moothall_chat: token } });
    expect(page.body).not.toContain(token);
  });

  test('loads one small script', async () => {
    const { app } = await aChat();
    const script = await app.inject({ url: '/chat/widget.js' });
    expect(script.headers['content-type']).toContain('text/javascript');
    expect(script.headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(script.headers['cache-control']).toBe('public, max-age=300');
    expect(script.rawPayload.length).toBeLessThan(8_000);
    expect(script.body).not.toMatch(/\bimport\b|cookie/);
  });
});
