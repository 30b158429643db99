import { describe, expect, test } from 'vitest';
import { aChat } from '../../support/chat.ts';

const told = (code: string, hint: unknown = expect.any(String)) => ({
  error: expect.objectContaining({ code, message: expect.any(String), hint }),
});

describe('A message to the web chat', () => {
  test('is accepted with the ids of the message and its conversation', async () => {
    const { open, post } = await aChat();
    const { token, thread } = await open();
    expect(await post(token, '{"text":"My bin was missed","id":"m1"}')).toMatchObject({
      status: 202,
      body: { messageId: thread.lines[0]?.id, conversationId: thread.id },
    });
  });

  test('sent five times at once with one id is one message, and answered alike', async () => {
    const { open, post } = await aChat();
    const { token, thread } = await open();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => post(token, '{"text":"Hello","id":"same"}')));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(thread.lines).toHaveLength(1);
  });

  test('loses its control and bidi characters and goes on', async () => {
    const { open, post } = await aChat();
    const { token, thread } = await open();
    const text = 'call\u0000 \u202e999\u202c\u0007 \u2066now\u2069\u200b\nplease';
    expect(await post(token, JSON.stringify({ text }))).toMatchObject({ status: 202 });
    expect(thread.lines[0]?.text).toBe('call 999 now\nplease');
  });

  test('of markup is kept as the words it is', async () => {
    const { open, post } = await aChat();
    const { token, thread } = await open();
    const text = '<script>alert(1)</script><img src=x onerror=alert(2)>';
    await post(token, JSON.stringify({ text }));
    expect(thread.lines[0]?.text).toBe(text);
  });

  test('of 5,000 characters is taken, whatever their bytes', async () => {
    const { open, post } = await aChat();
    const { token } = await open();
    expect(await post(token, JSON.stringify({ text: '🚮'.repeat(5000) }))).toMatchObject({ status: 202 });
  });
});

describe('Bad input to the web chat is told what is wrong, and nothing is stored:', () => {
  const bad: [what: string, body: string | Buffer, status: number, said: object, type?: string][] = [
    ['no text', '{"text":""}', 400, told('text-empty')],
    ['white space', '{"text":" \\n\\t "}', 400, told('text-empty')],
    ['nothing visible', '{"text":"\\u200b\\u2060"}', 400, told('text-empty')],
    [
      '5,001 characters',
      JSON.stringify({ text: 'x'.repeat(5001) }),
      413,
      told('text-too-long', expect.stringMatching(/at most 5,000 characters.*5,001/)),
    ],
    [
      '100,000 characters',
      JSON.stringify({ text: 'x'.repeat(100_000) }),
      413,
      told('text-too-long', expect.stringMatching(/at most 5,000 characters.*100,000/)),
    ],
    [
      '100,000 characters of four bytes',
      JSON.stringify({ text: '🚮'.repeat(100_000) }),
      413,
      told('text-too-long', expect.stringContaining('5,000')),
    ],
    [
      'more than we read',
      JSON.stringify({ text: 'x'.repeat(2_000_000) }),
      413,
      told('text-too-long', expect.stringContaining('5,000')),
    ],
    [
      'a stack of accents that would take a minute to put in order',
      JSON.stringify({ text: '\u0300'.repeat(300_000) }),
      400,
      told('text-empty'),
    ],
    ['bytes that are not UTF-8', Buffer.from('{"text":"caf\xe9"}', 'latin1'), 400, told('text-invalid')],
    [
      'a cut-off character',
      Buffer.from([...Buffer.from('{"text":"'), 0xf0, 0x9f]),
      400,
      told('text-invalid'),
    ],
    ['half a character', '{"text":"\\ud83d"}', 400, told('text-invalid')],
    ['broken JSON', '{"text":"Hello', 400, told('json-invalid')],
    ['JSON with a stray comma', '{"text":"Hello",}', 400, told('json-invalid', 'Look at character 17.')],
    ['no body', '', 400, told('body-invalid', expect.stringContaining('{"text"'))],
    ['a list', '["Hello"]', 400, told('body-invalid')],
    ['null', 'null', 400, told('body-invalid')],
    ['a number for the text', '{"text":42}', 400, told('body-invalid')],
    [
      'an id with a space',
      '{"text":"Hello","id":"a b"}',
      400,
      told('body-invalid', expect.stringContaining('"id"')),
    ],
    ['an id of 129 characters', `{"text":"Hello","id":"${'x'.repeat(129)}"}`, 400, told('body-invalid')],
    [
      'a photo in the body',
      '{"text":"see","photo":"iVBORw0"}',
      400,
      told('body-invalid', expect.stringContaining('photo')),
    ],
    ['a prototype', '{"text":"Hello","__proto__":{"admin":true}}', 400, told('body-invalid')],
    [
      'another type',
      'Hello',
      415,
      told('content-type', expect.stringContaining('application/json')),
      'text/plain',
    ],
    ['another encoding', '{"text":"Hello"}', 415, told('content-type'), 'application/json; charset=utf-16'],
    [
      'a file',
      '--x\r\nContent-Disposition: form-data; name="photo"; filename="bin.jpg"\r\n\r\nJPEG\r\n--x--\r\n',
      415,
      told('content-type', 'This chat takes text. Describe what you see; photos are not taken here yet.'),
      'multipart/form-data; boundary=x',
    ],
    [
      'a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47]),
      415,
      told('content-type', expect.stringContaining('photos')),
      'image/png',
    ],
  ];

  test.each(bad)('%s', async (_what, payload, status, said, type) => {
    const { open, post, logged } = await aChat();
    const { token, thread } = await open();
    const answer = await post(token, payload, type);
    expect([answer.status, answer.body]).toEqual([status, said]);
    expect(thread.lines).toEqual([]);
    expect(logged).toEqual([]);
  });

  test('a token of nobody, or none, is told how to get one', async () => {
    const { app, post, ledger } = await aChat();
    const how = told('not-signed-in', expect.stringContaining('POST /chat/session'));
    for (const token of ['nobody', 'x'.repeat(43)]) {
      const answer = await post(token, '{"text":"Hello"}');
      expect(answer).toMatchObject({ status: 401, body: how, headers: { 'www-authenticate': 'Bearer' } });
    }
    for (const [method, url] of [
      ['POST', '/chat/messages'],
      ['GET', '/chat/messages'],
      ['GET', '/chat/events'],
    ] as const) {
      const answer = await app.inject({
        method,
        url,
        ...(method === 'POST' ? { payload: { text: 'Hello' } } : {}),
      });
      expect([answer.statusCode, answer.json()]).toEqual([401, how]);
    }
    expect(ledger.threads.size).toBe(0);
  });

  test.each(['-1', 'x', '1e3', '1.5', '9999999999'])('after=%s', async (after) => {
    const { app, open } = await aChat();
    const { token } = await open();
    const headers = { authorization: `Bearer ${token}` };
    for (const address of ['messages', 'events']) {
      const answer = await app.inject({ url: `/chat/${address}?after=${after}`, headers });
      expect([answer.statusCode, answer.json()]).toEqual([
        400,
        told('body-invalid', expect.stringContaining('after')),
      ]);
    }
  });
});

describe('While the ledger is away', () => {
  test('a message is refused with 503 and when to come back, and taken once it is there', async () => {
    const { open, post, ledger, logged } = await aChat();
    const { token, thread } = await open();
    ledger.goAway();
    expect(await post(token, '{"text":"There is a secret in this message","id":"m1"}')).toMatchObject({
      status: 503,
      body: told('ledger-down'),
      headers: { 'retry-after': '5' },
    });
    expect(JSON.stringify(logged)).not.toContain('secret');
    expect(JSON.stringify(logged)).not.toContain(token);
    ledger.comeBack();
    expect(await post(token, '{"text":"There is a secret in this message","id":"m1"}')).toMatchObject({
      status: 202,
    });
    expect(thread.lines).toHaveLength(1);
  });

  test('no session is opened', async () => {
    const { app, ledger } = await aChat();
    ledger.goAway();
    const answer = await app.inject({ method: 'POST', url: '/chat/session' });
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });
});

describe('Lines are read back', () => {
  test('from where the page is, with who said them, when, and what may be answered with one touch', async () => {
    const { app, open, post, ledger } = await aChat();
    const { token, thread } = await open();
    await post(token, '{"text":"WRONG"}');
    const at = new Date('2026-11-24T10:00:00Z');
    ledger.say(thread, 'note', 'Known to us', [], at);
    ledger.say(thread, 'bot', 'Choose what it is about.', ['a missed bin', 'dog mess'], at);
    const headers = { authorization: `Bearer ${token}` };
    const answer = await app.inject({ url: '/chat/messages?after=1', headers });
    expect(answer.json()).toEqual({
      messages: [
        {
          seq: 3,
          id: thread.lines[2]?.id,
          from: 'bot',
          text: 'Choose what it is about.',
          language: 'en',
          at: '2026-11-24T10:00:00.000Z',
          choices: ['a missed bin', 'dog mess'],
        },
      ],
    });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  test('by the cookie of a session as by its token; the token counts for more', async () => {
    const { app, open, post } = await aChat();
    const { token } = await open();
    await post(token, '{"text":"Hello"}');
    const cookies = { moothall_chat: token };
    expect((await app.inject({ url: '/chat/messages', cookies })).json().messages).toHaveLength(1);
    const other = await open();
    const headers = { authorization: `Bearer ${other.token}` };
    expect((await app.inject({ url: '/chat/messages', cookies, headers })).json().messages).toHaveLength(0);
  });

  test('with a session cookie that no script can read and no other site can use', async () => {
    const { app } = await aChat();
    const answer = await app.inject({ method: 'POST', url: '/chat/session' });
    expect(answer.json()).toEqual({ token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) });
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toContain(`moothall_chat=${answer.json().token}`);
    for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/chat', 'Max-Age=2592000'])
      expect(cookie).toContain(part);
  });
});
