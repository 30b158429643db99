import { webApi } from '@slack/bolt';
import type { z } from 'zod';
import { ChannelError } from '../../src/core/channel.ts';

/**
 * A call that Slack did not carry out, or may not have. Its message is safe to log: no token, and nobody's words.
 *
 * - `refused`: Slack answered no, with `code`.
 * - `limited`: too many calls; nothing was done. `afterMs` says when to come again.
 * - `unsent`: the call never reached Slack.
 * - `unanswered`: it went out, and no answer that can be trusted came back.
 */
export class SlackFault extends Error {
  readonly is: 'refused' | 'limited' | 'unsent' | 'unanswered';
  readonly code: string;
  readonly afterMs: number | undefined;

  constructor(is: SlackFault['is'], code: string, message: string, afterMs?: number) {
    super(message);
    this.name = 'SlackFault';
    this.is = is;
    this.code = code;
    this.afterMs = afterMs;
  }

  /** Whether Slack surely did nothing. */
  get surelyNot(): boolean {
    return this.is !== 'unanswered';
  }
}

export interface Access {
  readonly token: string;
  readonly apiRoot: string;
  /** How long one call may take: well under the minute after which another worker takes a delivery for left. */
  readonly timeoutMs?: number;
}

export type Calls = ReturnType<typeof callsTo>;

/** Slack's Web API, over its own client: every fault is a SlackFault, and none is retried here. */
export function callsTo({ token, apiRoot, timeoutMs = 10_000 }: Access) {
  const clientOptions: webApi.WebClientOptions = {
    slackApiUrl: apiRoot.endsWith('/') ? apiRoot : `${apiRoot}/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    logger: silent,
  };
  const client = new webApi.WebClient(token, clientOptions);
  return {
    /** The client itself, with its retries off. */
    client,
    clientOptions,

    /** One call, and what of its answer the schema wants. Throws SlackFault. */
    async call<S extends z.ZodType>(
      method: string,
      args: Readonly<Record<string, unknown>>,
      answer: S,
    ): Promise<z.infer<S>> {
      const said = await client.apiCall(method, { ...args }).catch((error: unknown) => {
        throw faultOf(error, method);
      });
      const read = answer.safeParse(said);
      if (!read.success)
        throw new SlackFault('unanswered', 'answer', `Slack answered ${method} in a way we cannot read.`);
      return read.data;
    },
  };
}

/** Slack's own libraries would log whole calls, residents' words among them; what matters is thrown. */
export const silent: webApi.Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => webApi.LogLevel.ERROR,
  setName: () => undefined,
};

const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT)$/;
/** Slack broke while at it: whether it did what was asked, nobody knows. */
const broke = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);

/** What went wrong with a call, told as a SlackFault. */
export function faultOf(error: unknown, method: string): SlackFault {
  if (error instanceof SlackFault) return error;
  if (error instanceof webApi.WebAPIRateLimitedError) return limited(method, error.retryAfter * 1000);
  if (error instanceof webApi.WebAPIPlatformError) {
    const code = error.data.error;
    if (code === 'ratelimited' || code === 'rate_limited') return limited(method, 1_000);
    const why = error.data.response_metadata?.messages?.join('; ') ?? '';
    const message = `Slack said no to ${method}: ${code}${why === '' ? '' : ` (${why})`}.`;
    return new SlackFault(broke.has(code) ? 'unanswered' : 'refused', code, message.slice(0, 300));
  }
  if (error instanceof webApi.WebAPIHTTPError) {
    const message = `Slack answered ${method} with ${error.statusCode}.`;
    return new SlackFault(
      error.statusCode >= 500 ? 'unanswered' : 'refused',
      `http-${error.statusCode}`,
      message,
    );
  }
  const code = innermostCode(error);
  if (neverSent.test(code)) return new SlackFault('unsent', code, `Slack cannot be reached (${code}).`);
  return new SlackFault('unanswered', code, `Slack did not answer${code === '' ? '' : ` (${code})`}.`);
}

function limited(method: string, afterMs: number): SlackFault {
  return new SlackFault('limited', 'ratelimited', `Slack asks us to slow down (${method}).`, afterMs);
}

/** The system's own name of what failed: it stands deep among causes. */
function innermostCode(error: unknown): string {
  let code = '';
  let at: unknown = error;
  for (let depth = 0; at instanceof Error && depth < 6; depth += 1) {
    if ('code' in at && typeof at.code === 'string' && !at.code.startsWith('slack_webapi')) code = at.code;
    at = 'original' in at && at.original instanceof Error ? at.original : at.cause;
  }
  return code;
}

const badToken = new Set([
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'missing_scope',
  'org_login_required',
  'team_access_not_granted',
]);
const badChannel = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'channel_type_not_supported',
]);

/** Whether only a person who sets up the app can help. */
export const isBadToken = (fault: unknown): boolean =>
  fault instanceof SlackFault && badToken.has(fault.code);

/** Whether only a person in Slack can help, by the channel. */
export const isBadChannel = (fault: unknown): boolean =>
  fault instanceof SlackFault && badChannel.has(fault.code);

export interface Waits {
  /** How long to leave Slack alone when only a person can help. */
  readonly badTokenMs: number;
  readonly badChannelMs: number;
}
export const usualWaits: Waits = { badTokenMs: 60_000, badChannelMs: 60_000 };

/** A fault as the outbox takes it. A show may be made again whatever became of it: it looks before it posts. */
export function asChannelError(fault: unknown, waits: Waits): unknown {
  if (!(fault instanceof SlackFault)) return fault;
  if (isBadToken(fault)) return new ChannelError(fault.message, 'later', waits.badTokenMs, fault);
  if (fault.is === 'refused') return new ChannelError(fault.message, 'later', waits.badChannelMs, fault);
  return new ChannelError(fault.message, 'later', fault.afterMs, fault);
}
