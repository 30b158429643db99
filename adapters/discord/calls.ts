import { DiscordAPIError, HTTPError, RateLimitError, REST } from 'discord.js';

/**
 * A call that Discord did not carry out, or may not have. Its message is safe to log: no token, no address, and
 * nobody's words.
 *
 * - `refused`: Discord answered no, with `status` and a `code` of its own.
 * - `limited`: too many calls; nothing was done, and it may be tried after `afterMs`.
 * - `unsent`: the call never reached Discord.
 * - `unanswered`: it went out, and no answer came back.
 */
export class DiscordFault extends Error {
  readonly is: 'refused' | 'limited' | 'unsent' | 'unanswered';
  readonly status: number | undefined;
  readonly code: number | undefined;
  readonly afterMs: number | undefined;

  constructor(
    is: DiscordFault['is'],
    message: string,
    more: { status?: number; code?: number | undefined; afterMs?: number } = {},
  ) {
    super(message);
    this.name = 'DiscordFault';
    this.is = is;
    this.status = more.status;
    this.code = more.code;
    this.afterMs = more.afterMs;
  }
}

export type Calls = ReturnType<typeof callsTo>;
type Path = `/${string}`;
interface Sent {
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Without our token: the address itself says who may. */
  readonly open?: boolean;
}

/** How long one call may take: well under the minute after which another worker takes a delivery for left. */
const timeoutMs = 15_000;

/** How discord.js's REST client is set: it tries nothing twice, and waits for nothing. */
export function restOptions(apiRoot: string) {
  return {
    api: apiRoot.replace(/\/$/, ''),
    version: '10',
    retries: 0,
    timeout: timeoutMs,
    rejectOnRateLimit: () => true,
  };
}

/** Discord's API, over discord.js's client: every fault is a DiscordFault, and none is retried here. */
export function callsTo({ token, apiRoot }: { token: string; apiRoot: string }) {
  const rest = new REST(restOptions(apiRoot));

  const call = async (
    method: 'get' | 'post' | 'put' | 'patch' | 'delete',
    path: Path,
    { body, query, signal, open = false }: Sent = {},
  ): Promise<unknown> => {
    // It forgets the token once it was refused; whether it still is, Discord says.
    rest.setToken(token);
    try {
      return await rest[method](path, {
        auth: !open,
        ...(body === undefined ? {} : { body }),
        ...(query === undefined ? {} : { query: new URLSearchParams(query) }),
        // One of its own for each call: discord.js goes on listening to what it is given.
        ...(signal === undefined ? {} : { signal: AbortSignal.any([signal]) }),
      });
    } catch (error) {
      throw faultOf(error, token);
    }
  };

  return {
    get: (path: Path, sent?: Sent) => call('get', path, sent),
    post: (path: Path, sent?: Sent) => call('post', path, sent),
    put: (path: Path, sent?: Sent) => call('put', path, sent),
    patch: (path: Path, sent?: Sent) => call('patch', path, sent),
    delete: (path: Path) => call('delete', path),
  };
}

// Nothing was sent when the name was not found or nobody answered the door.
const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_\w+|DEPTH_ZERO\w*|SELF_SIGNED\w*|UNABLE_TO_\w+)$/;

/** An error of discord.js without what it carries: the address with its tokens, and the words that were sent. */
export function faultOf(error: unknown, token: string): DiscordFault {
  if (error instanceof DiscordFault) return error;
  if (error instanceof RateLimitError) {
    const afterMs = Math.max(1, Math.ceil(error.retryAfter), Math.ceil(error.sublimitTimeout));
    return new DiscordFault('limited', 'Discord wants a pause before the next call.', {
      status: 429,
      afterMs,
    });
  }
  if (error instanceof DiscordAPIError) {
    const { status, code } = error;
    // Of a body that is wrong Discord repeats parts; of everything else it only says what it is.
    const said = status === 400 ? '' : ` ${String(error.message).replaceAll(token, '[token]').slice(0, 200)}`;
    return new DiscordFault('refused', `Discord said no: ${status} (${code})${said}`, {
      status,
      code: Number(code),
    });
  }
  if (error instanceof HTTPError)
    return new DiscordFault('refused', `Discord said no: ${error.status}`, { status: error.status });
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (neverSent.test(code)) return new DiscordFault('unsent', `Discord cannot be reached (${code}).`);
  return new DiscordFault(
    'unanswered',
    `Discord did not answer${/^[A-Z_]+$/.test(code) ? ` (${code})` : ''}.`,
  );
}

export function isBadToken(fault: unknown): boolean {
  return fault instanceof DiscordFault && fault.status === 401;
}
