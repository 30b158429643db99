import Fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { Refusal, refusals } from '../../../src/core/errors.ts';
import { answerFaults, faultReply, ledgerIsDown } from '../../../src/http/faults.ts';
import { keepLog } from '../../support/log.ts';

const withCode = (message: string, code: string, more: object = {}) =>
  Object.assign(new Error(message), { code, ...more });

describe('A ledger that cannot be reached is 503 with when to come back:', () => {
  const away: [string, unknown][] = [
    ['nothing listens', withCode('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED')],
    ['nothing listens on either address', new AggregateError([withCode('', 'ECONNREFUSED')], '')],
    ['the name is gone', withCode('getaddrinfo ENOTFOUND db', 'ENOTFOUND')],
    ['it hung up', new Error('Connection terminated unexpectedly')],
    ['it is too slow to connect', new Error('timeout exceeded when trying to connect')],
    ['it is being stopped', withCode('terminating connection due to administrator command', '57P01')],
    ['it is starting', withCode('the database system is starting up', '57P03')],
    ['it has no connection left', withCode('sorry, too many clients already', '53300')],
    ['it became a read-only copy', withCode('cannot execute INSERT in a read-only transaction', '25006')],
    ['Prisma cannot reach it', withCode('Can’t reach database server', 'P1001')],
    ['Prisma’s driver cannot reach it', new Error('x', { cause: { kind: 'DatabaseNotReachable' } })],
    ['somebody wrapped it', new Error('x', { cause: new Error('y', { cause: withCode('', 'ECONNRESET') }) })],
  ];

  test.each(away)('%s', (_what, error) => {
    expect(faultReply(error)).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: { error: { code: 'ledger-down', message: 'We cannot store messages just now.' } },
    });
  });

  test.each([
    ['a broken rule of the ledger', withCode('duplicate key value', '23505')],
    ['a fault of our own', new TypeError('x is not a function')],
    ['nothing', undefined],
    ['words', 'ECONNREFUSED'],
  ])('but not %s', (_what, error) => {
    expect(ledgerIsDown(error)).toBe(false);
  });

  test('causes that go in a circle do not hang it', () => {
    const one = new Error('one');
    const other = new Error('other', { cause: one });
    one.cause = other;
    expect(ledgerIsDown(one)).toBe(false);
  });
});

describe('What goes wrong is told', () => {
  test.each(Object.entries(refusals))('as what it is: %s', (code, [status, sentence]) => {
    const reply = faultReply(new Refusal(code as keyof typeof refusals, 'Do this.'));
    expect([reply.status, reply.body]).toEqual([
      status,
      { error: { code, message: sentence, hint: 'Do this.' } },
    ]);
  });

  test('with facts, when there are any', () => {
    const { body } = faultReply(new Refusal('case-changed', 'Look again.', { by: 'Priya Shah' }));
    expect(body.error.details).toEqual({ by: 'Priya Shah' });
  });

  test('as a fault of ours when nobody knows it, without what it says', () => {
    const reply = faultReply(new Error('column "secret" of relation message'));
    expect(reply.status).toBe(500);
    expect(JSON.stringify(reply)).not.toContain('secret');
  });

  test('by an app that also logs where it failed, and never what was said', async () => {
    const { log, lines } = keepLog();
    const app = Fastify();
    answerFaults(app, { log });
    app.post('/fails', async () => {
      throw new Error('could not store "my daughter is ill"');
    });
    const answers = await Promise.all([
      app.inject({ method: 'POST', url: '/fails', payload: { text: 'x' } }),
      app.inject({
        method: 'POST',
        url: '/fails',
        payload: '{',
        headers: { 'content-type': 'application/json' },
      }),
      app.inject({ method: 'POST', url: '/fails', payload: 'x', headers: { 'content-type': 'text/csv' } }),
      app.inject({ url: '/nowhere' }),
    ]);
    expect(answers.map((answer) => [answer.statusCode, answer.json().error.code])).toEqual([
      [500, 'fault'],
      [400, 'json-invalid'],
      [415, 'content-type'],
      [404, 'not-found'],
    ]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 'error', fields: { name: 'Error', at: expect.any(Array) } });
    expect(JSON.stringify(lines)).not.toContain('daughter');
  });
});
