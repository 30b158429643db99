import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { faultList } from './faults.ts';
import { asked, type Methods } from './slack-asked.ts';
import { type Payload, SlackNo } from './slack-message.ts';
import { isObject } from './slack-texts.ts';

/** One call of the Web API, and what became of it. */
export interface SlackCall {
  readonly name: string;
  readonly args: Payload;
  readonly at: number;
  answer: string;
}

/** Too many calls: how many seconds to wait. */
export class SlackLimited extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super('ratelimited');
    this.seconds = seconds;
  }
}

/** Answering the Web API: who calls, what goes wrong, and what is done. */
export function slackCalls(
  methods: Methods,
  on: {
    readonly faults: ReturnType<typeof faultList>;
    /** Throws when this token may not call this. */
    authorise(method: string, token: string | null): void;
    needs(...oneOf: string[]): void;
    limit(method: string): void;
  },
) {
  const calls: SlackCall[] = [];

  const act = (name: string, args: Payload, token: string | null): Payload => {
    const method = methods[name];
    if (method === undefined) throw new SlackNo('unknown_method', { req_method: name });
    on.authorise(name, token);
    if (method.scopes.length > 0) on.needs(...method.scopes);
    on.limit(name);
    return method.act(asked(args));
  };

  const take = async (request: IncomingMessage, response: ServerResponse, name: string): Promise<void> => {
    const body = await bodyOf(request);
    const args = argsOf(body.toString('utf8'), request.headers['content-type'] ?? '');
    const call: SlackCall = { name, args, at: performance.now(), answer: 'none' };
    calls.push(call);
    const fault = on.faults.for(name);
    if (fault?.slowMs !== undefined) await sleep(fault.slowMs);
    if (fault?.drop === 'before') return void request.socket.destroy();
    if (fault?.status === 429) return limited(response, call, fault.retryAfter ?? 1);
    if (fault?.status !== undefined && fault.status !== 200) {
      call.answer = `http-${fault.status}`;
      return void response.writeHead(fault.status).end();
    }
    try {
      if (fault?.description !== undefined) throw new SlackNo(fault.description, { ...fault.more });
      const given = typeof args['token'] === 'string' ? args['token'] : null;
      const result = act(name, args, bearer(request) ?? given);
      call.answer = 'ok';
      if (fault?.drop === 'after') return void request.socket.destroy();
      say(response, { ok: true, ...result });
    } catch (no) {
      if (no instanceof SlackLimited) return limited(response, call, no.seconds);
      if (!(no instanceof SlackNo)) throw no;
      call.answer = no.message;
      const { messages } = no;
      const why = messages.length === 0 ? {} : { response_metadata: { messages } };
      say(response, { ok: false, error: no.message, ...no.more, ...why });
    }
  };

  return { calls, take };
}

function limited(response: ServerResponse, call: SlackCall, seconds: number): void {
  call.answer = 'ratelimited';
  response.writeHead(429, { 'retry-after': String(seconds), 'content-type': 'application/json' });
  response.end(JSON.stringify({ ok: false, error: 'ratelimited' }));
}

/** The token in the header; null when there is none. */
export function bearer(request: IncomingMessage): string | null {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function argsOf(body: string, type: string): Payload {
  if (!type.startsWith('application/json')) return Object.fromEntries(new URLSearchParams(body));
  const given: unknown = JSON.parse(body === '' ? '{}' : body);
  return isObject(given) ? given : {};
}

function say(response: ServerResponse, body: Payload): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
