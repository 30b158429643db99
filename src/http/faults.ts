import type { FastifyError, FastifyInstance } from 'fastify';
import { Refusal, type RefusalCode } from '../core/errors.ts';
import type { Log } from '../core/log.ts';

/** An error as the wire tells it: what is wrong, and what would be right. */
export interface FaultReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly error: {
      readonly code: RefusalCode | 'fault';
      readonly message: string;
      readonly hint: string;
      readonly details?: Readonly<Record<string, unknown>>;
    };
  };
}

/** Whatever was thrown, as an answer. Never holds what only we should know: an unknown error is `fault`, 500. */
export function faultReply(error: unknown): FaultReply {
  const refusal = refusalFor(error);
  if (refusal === null) return { status: 500, headers: {}, body: { error: ownFault } };
  const { code, status, message, hint, details } = refusal;
  const more = Object.keys(details).length === 0 ? {} : { details };
  return { status, headers: headersFor(refusal), body: { error: { code, message, hint, ...more } } };
}

const ownFault = {
  code: 'fault',
  message: 'Something went wrong on our side.',
  hint: 'Try again. If it goes on, tell us and give the time.',
} as const;

/** The refusal that an error amounts to, whoever threw it; null when it is a fault of ours. */
export function refusalFor(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error;
  if (ledgerIsDown(error)) return new Refusal('ledger-down', 'Try again in a few seconds.');
  const known = fastifyRefusals[codeOf(error)];
  if (known !== undefined) return new Refusal(...known);
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 429) return new Refusal('too-many', 'Wait a minute, then try again.');
  return status >= 400 && status < 500 ? new Refusal('body-invalid', 'Correct it and send it again.') : null;
}

const json = 'Send JSON in UTF-8, with "Content-Type: application/json".';

const fastifyRefusals: Readonly<Record<string, [RefusalCode, string]>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['content-type', json],
  FST_ERR_CTP_INVALID_TYPE: ['content-type', json],
  FST_ERR_CTP_BODY_TOO_LARGE: ['text-too-long', 'Send less than 1 MB.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['body-invalid', json],
  FST_ERR_CTP_INVALID_JSON_BODY: ['json-invalid', json],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['body-invalid', 'Content-Length is not the length of what came.'],
};

function headersFor({ code, details }: Refusal): Record<string, string> {
  if (code === 'not-signed-in') return { 'www-authenticate': 'Bearer' };
  if (code === 'ledger-down') return { 'retry-after': '5' };
  if (code === 'too-many') return { 'retry-after': String(details['retryAfter'] ?? 60) };
  return {};
}

// Node's names for a server that is not there, PostgreSQL's classes for one that cannot take us, and Prisma's.
const away =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08\w{3}|53\w{3}|57P0[1-5]|25006|P1001|P1002|P1008|P1017|P2024)$/;
const awayWords =
  /connection terminated|connection ended|connection timeout|trying to connect|not queryable/i;
const awayKinds = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/;

/** Whether an error says that the ledger could not be reached, wherever in its causes it says so. */
export function ledgerIsDown(error: unknown): boolean {
  for (let cause = error, depth = 0; depth < 5 && isObject(cause); cause = cause['cause'], depth += 1) {
    const { message, kind, errors, originalCode } = cause;
    if ([codeOf(cause), String(originalCode)].some((code) => away.test(code))) return true;
    if (awayKinds.test(String(kind)) || awayWords.test(String(message))) return true;
    if (Array.isArray(errors) && errors.some(ledgerIsDown)) return true;
  }
  return false;
}

function codeOf(error: unknown): string {
  return isObject(error) ? String(error['code']) : '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Answer everything that goes wrong, and every address that leads nowhere, in the words of `faultReply`. */
export function answerFaults(app: FastifyInstance, { log }: { readonly log: Log }): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const { status, headers, body } = faultReply(error);
    if (status >= 500) tell(log, request.id, error);
    return reply.code(status).headers(headers).send(body);
  });
  app.setNotFoundHandler((_request, reply) => {
    const { status, body } = faultReply(new Refusal('not-found', 'Check the address and the method.'));
    return reply.code(status).send(body);
  });
}

/** Log a failed request: where it failed and how, but no message, since some repeat what was to be stored. */
export function tell(log: Log, request: string, error: unknown): void {
  const { name, stack = '' } = error instanceof Error ? error : new Error();
  const at = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const facts = { request, name, code: codeOf(error), at: at.slice(0, 6).map((line) => line.trim()) };
  if (ledgerIsDown(error)) log.warn(facts, 'the ledger did not answer');
  else log.error(facts, 'a request failed');
}
