import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, faultList } from './faults.ts';
import { type BotMessage, telegramChats } from './telegram-chats.ts';
import { type Payload, updateQueue } from './telegram-updates.ts';

export interface Call {
  readonly method: string;
  readonly payload: Payload;
  readonly at: number;
}

export type TelegramServer = Awaited<ReturnType<typeof startTelegramServer>>;

/** A no, as the Bot API says it. */
class No extends Error {
  readonly code: number;
  readonly parameters: Payload | undefined;
  constructor(code: number, description: string, parameters?: Payload) {
    super(description);
    this.code = code;
    this.parameters = parameters;
  }
}

/**
 * Telegram, on this machine: the Bot API over real HTTP, with residents who write, groups, files, updates kept until
 * they are confirmed, webhooks, and whatever is to go wrong.
 */
export async function startTelegramServer() {
  const token = '123456789:local-telegram-server-token';
  const bot = { id: 123456789, is_bot: true, first_name: 'Marlcombe Council', username: 'MarlcombeBot' };
  const faults = faultList();
  const updates = updateQueue();
  const chats = telegramChats(bot, updates.push);
  const calls: Call[] = [];
  const answered: string[] = [];
  let known = true;

  const methods: Record<string, (payload: Payload, gone: AbortSignal) => unknown> = {
    getMe: () => ({ ...bot, can_join_groups: true, can_read_all_group_messages: false }),
    deleteWebhook: () => {
      updates.setHook(null);
      return true;
    },
    setWebhook({ url, secret_token }) {
      if (typeof url !== 'string' || !url.startsWith('https://'))
        throw new No(400, 'Bad Request: bad webhook: An HTTPS URL must be provided for webhook');
      updates.setHook({ url, secret: String(secret_token ?? '') });
      return true;
    },
    getWebhookInfo() {
      const error = updates.lastError();
      return {
        url: updates.hook()?.url ?? '',
        has_custom_certificate: false,
        pending_update_count: updates.waiting().length,
        ...(error === null
          ? {}
          : { last_error_date: Math.floor(error.at / 1000), last_error_message: error.message }),
      };
    },
    async getUpdates({ offset = 0, limit = 100, timeout = 0 }, gone) {
      if (updates.hook() !== null)
        throw new No(
          409,
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first",
        );
      const { answer, drop } = updates.poll(Number(offset), Number(limit), Number(timeout));
      gone.addEventListener('abort', drop, { once: true });
      const page = await answer;
      if (page === 'conflict')
        throw new No(
          409,
          'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
        );
      return page;
    },
    sendMessage: (payload) => refusing(() => chats.sent(payload)),
    editMessageReplyMarkup: (payload) => refusing(() => chats.rekeyed(payload)),
    editMessageText: (payload) => refusing(() => chats.reworded(payload)),
    deleteMessage: (payload) => refusing(() => chats.removed(payload)),
    answerCallbackQuery({ callback_query_id }) {
      answered.push(String(callback_query_id));
      return true;
    },
    getFile: ({ file_id }) => refusing(() => chats.file(String(file_id))),
  };

  const act = async (method: string, payload: Payload, response: ServerResponse): Promise<unknown> => {
    const carry = methods[method];
    if (carry === undefined) throw new No(404, 'Not Found: method not found');
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    return await carry(payload, gone.signal);
  };

  const answerCall = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, kind, method = ''] = /^\/(file\/bot|bot)[^/]+\/(.*)$/.exec(request.url ?? '') ?? [];
    const body = await bodyOf(request);
    const named = kind === 'file/bot' ? 'file' : method;
    const payload = (body === '' ? {} : JSON.parse(body)) as Payload;
    calls.push({ method: named, payload, at: performance.now() });
    const fault = faults.for(named);
    if (fault?.slowMs !== undefined) await sleep(fault.slowMs);
    if (fault?.drop === 'before') return drop(request);
    if (fault?.status !== undefined) return say(response, fault.status, faultBody(fault));
    if (!known || !request.url?.includes(`bot${token}/`))
      return say(response, 401, { ok: false, error_code: 401, description: 'Unauthorized' });
    if (named === 'file') return sayFile(response, chats.bytesAt(method));
    try {
      const result = await act(method, payload, response);
      if (fault?.drop === 'after') return drop(request);
      say(response, 200, { ok: true, result });
    } catch (error) {
      if (!(error instanceof No)) throw error;
      const { code, message, parameters } = error;
      say(response, code, {
        ok: false,
        error_code: code,
        description: message,
        ...(parameters && { parameters }),
      });
    }
  };

  const server = createServer((request, response) => {
    answerCall(request, response).catch((error: unknown) => {
      say(response, 400, { ok: false, error_code: 400, description: `Bad Request: ${error}` });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    token,
    bot,
    /** A resident who has, or has not yet, pressed Start. */
    resident: chats.resident,
    group: chats.group,
    /** Send this update as it is, with a number of its own. */
    push: (content: Payload, lane = 0) => updates.push(lane, content),
    /** Every call that came, oldest first. */
    calls,
    callsOf: (method: string) => calls.filter((call) => call.method === method),
    /** Buttons pressed that the bot has answered for. */
    answered,
    fails: (fault: Fault) => faults.add(fault),
    heals: () => faults.clear(),
    befallen: faults.befallen,
    /** Take the token back, or give it again. */
    revoke(is = true): void {
      known = !is;
    },
    webhookIsAt: updates.reachedAt,
    repeat: updates.repeat,
    repeated: updates.repeated,
    again: updates.again,
    countFrom: updates.countFrom,
    /** What Telegram still keeps for the bot. */
    waiting: updates.waiting,
    async stop(): Promise<void> {
      updates.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type { BotMessage };

function refusing<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    const parameters = 'parameters' in error ? (error.parameters as Payload) : undefined;
    throw new No(Number(error.code), error.message, parameters);
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function drop(request: IncomingMessage): void {
  request.socket.destroy();
}

function faultBody({ status, description, retryAfter, more }: Fault): Payload {
  const parameters = { ...(retryAfter === undefined ? {} : { retry_after: retryAfter }), ...more };
  const said =
    description ??
    (status === 429 ? `Too Many Requests: retry after ${retryAfter}` : 'Internal Server Error');
  return { ok: false, error_code: status, description: said, parameters };
}

function say(response: ServerResponse, status: number, body: Payload): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function sayFile(response: ServerResponse, bytes: Uint8Array | null): void {
  if (bytes === null) say(response, 404, { ok: false, error_code: 404, description: 'Not Found' });
  else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bytes);
}
