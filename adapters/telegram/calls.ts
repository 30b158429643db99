import { Telegram, TelegramError } from 'telegraf';
import { wanted } from './payload.ts';

/**
 * A call that Telegram did not carry out, or may not have. Its message is safe to log: no token, no address, and
 * nobody's words.
 *
 * - `refused`: Telegram answered no, with `code`.
 * - `unsent`: the call never reached Telegram.
 * - `unanswered`: it went out, and no answer that can be read came back.
 */
export class TelegramFault extends Error {
  readonly is: 'refused' | 'unsent' | 'unanswered';
  readonly code: number | undefined;
  /** How long Telegram asks us to wait. */
  readonly afterMs: number | undefined;
  /** The group's new number: it became a supergroup. */
  readonly movedTo: string | undefined;

  constructor(
    is: TelegramFault['is'],
    message: string,
    more: { code?: number; afterMs?: number | undefined; movedTo?: string | undefined } = {},
  ) {
    super(message);
    this.name = 'TelegramFault';
    this.is = is;
    this.code = more.code;
    this.afterMs = more.afterMs;
    this.movedTo = more.movedTo;
  }
}

export type Calls = ReturnType<typeof callsTo>;
type Call = Telegram['callApi'];
type CallOptions = { readonly timeoutMs?: number; readonly signal?: AbortSignal | undefined };

/** How long one call may take: well under the minute after which another worker takes a delivery for left. */
const usualTimeoutMs = 20_000;
/** How long Telegram may hold our question when there is nothing to tell. */
const holdSeconds = 25;

/** The Bot API, over telegraf's client: every fault is a TelegramFault, and none is retried here. */
export function callsTo({ token, apiRoot }: { token: string; apiRoot: string }) {
  const root = apiRoot.endsWith('/') ? apiRoot : `${apiRoot}/`;
  const telegram = new Telegram(token, { apiRoot: root, webhookReply: false });

  const call = async <M extends Parameters<Call>[0]>(
    method: M,
    payload: Parameters<typeof telegram.callApi<M>>[1],
    { timeoutMs = usualTimeoutMs, signal }: CallOptions = {},
  ) => {
    const life = new AbortController();
    const end = () => life.abort();
    const timer = setTimeout(end, timeoutMs);
    signal?.addEventListener('abort', end, { once: true });
    try {
      signal?.throwIfAborted();
      // telegraf's types ask for a shim of what Node has by now; it takes either.
      const options = { signal: life.signal } as unknown as Parameters<Call>[2];
      return await telegram.callApi(method, payload, options);
    } catch (error) {
      // Of an answer that is no JSON telegraf reads nothing, and would leave its socket open.
      end();
      throw faultOf(error, token);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    }
  };

  return {
    call,

    /** Who we are. */
    async me(signal?: AbortSignal): Promise<{ id: number; username: string }> {
      const { id, username } = await call('getMe', {}, { signal });
      return { id, username };
    },

    /** What came from `offset` on, oldest first; all before it Telegram forgets. With `hold` it waits for the first. */
    async updates(offset: number, hold: boolean, signal: AbortSignal): Promise<readonly unknown[]> {
      const timeout = hold ? holdSeconds : 0;
      return await call(
        'getUpdates',
        { offset, timeout, limit: pageLength, allowed_updates: wanted },
        { timeoutMs: timeout * 1000 + 10_000, signal },
      );
    },

    /** Where the bytes of a file are. It holds the token: never log it. */
    fileAddress: (path: string): URL => new URL(`./file/bot${token}/${path}`, root),
  };
}

/** Most updates Telegram gives at once. */
export const pageLength = 100;

// Nothing was sent when the name was not found or nobody answered the door.
const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|CERT_\w+|ERR_TLS_\w+|DEPTH_ZERO\w*|SELF_SIGNED\w*|UNABLE_TO_\w+)$/;

function faultOf(error: unknown, token: string): TelegramFault {
  if (error instanceof TelegramError) {
    const { code, description, parameters } = error;
    const said = description.replaceAll(token, '[token]').slice(0, 200);
    const { retry_after: seconds, migrate_to_chat_id: movedTo } = parameters ?? {};
    return new TelegramFault('refused', `Telegram said no: ${code} ${said}`, {
      code,
      afterMs: seconds === undefined ? undefined : seconds * 1000,
      movedTo: movedTo === undefined ? undefined : String(movedTo),
    });
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (neverSent.test(code)) return new TelegramFault('unsent', `Telegram cannot be reached (${code}).`);
  // The error itself names the address we called, and the token in it.
  return new TelegramFault('unanswered', `Telegram did not answer${code === '' ? '' : ` (${code})`}.`);
}
