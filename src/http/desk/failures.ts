import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Officer } from '../../core/desk.ts';
import type { Refusal } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { refusalFor, tell } from '../faults.ts';
import { render } from '../views.ts';
import { askForLink } from './sign-in.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in at the desk, once that is known. */
    officer: Officer | null;
  }
}

/** A page for whatever goes wrong under `/desk`, in sentences, in the same frame as everything else. */
export function failurePages(desk: FastifyInstance, log: Log): void {
  desk.setNotFoundHandler((request, reply) => failure(reply, pageMissing, request));

  desk.setErrorHandler((error, request, reply) => {
    const refusal = refusalFor(error);
    if (refusal === null || refusal.code === 'ledger-down') tell(log, request.id, error);
    if (refusal?.code === 'not-signed-in') return askForLink(reply, false, unsent(request));
    return failure(reply, refusal === null ? broken(request.id) : refused(refusal), request);
  });
}

/** Something that went wrong, as the page tells it. */
export interface Failure {
  readonly status: number;
  readonly title: string;
  readonly sentences: readonly string[];
}

/** Answer with the page of a failure. A form that could not be taken just now stands on it, to be sent again. */
export function failure(
  reply: FastifyReply,
  { status, title, sentences }: Failure,
  request: FastifyRequest,
): FastifyReply {
  if (status === 503) reply.header('retry-after', '10');
  const resend = status >= 500 && request.method === 'POST' ? formAgain(request) : null;
  return render(reply.code(status), 'desk/failure.njk', {
    title,
    sentences,
    officer: request.officer,
    resend,
  });
}

function fieldsOf({ body }: FastifyRequest): [string, string][] {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>);
  return fields.filter((field): field is [string, string] => typeof field[1] === 'string');
}

/** The same form with the same key: sent a second time it does nothing a second time. */
function formAgain(request: FastifyRequest) {
  const fields = fieldsOf(request);
  const text = fields.find(([name]) => name === 'text')?.[1];
  return {
    action: request.url,
    text,
    hidden: fields.filter(([name]) => name !== 'text'),
  };
}

function unsent(request: FastifyRequest): string {
  return fieldsOf(request).find(([name]) => name === 'text')?.[1] ?? '';
}

const pageMissing: Failure = {
  status: 404,
  title: 'Page not found',
  sentences: [
    'If you typed the address, check it is right.',
    'If you followed a link, it may be out of date.',
  ],
};

export const caseMissing: Failure = {
  status: 404,
  title: 'Case not found',
  sentences: [
    'There is no case with this reference, or your role does not let you see it.',
    'Check the reference: it looks like the one at the top of a case.',
  ],
};

export const recordDown: Failure = {
  status: 503,
  title: 'The record cannot be reached',
  sentences: [
    'Nothing that was saved is lost.',
    'Try again in a minute. If it goes on, tell whoever looks after Moothall.',
  ],
};

function broken(requestId: string): Failure {
  const sentences = [
    'This is our fault. We cannot say whether what you sent was saved, but sending it again does nothing twice.',
    `If it goes on, tell whoever looks after Moothall, and give them this number: ${requestId}.`,
  ];
  return { status: 500, title: 'Something went wrong', sentences };
}

function refused(refusal: Refusal): Failure {
  if (refusal.code === 'case-unknown') return caseMissing;
  if (refusal.code === 'ledger-down') return recordDown;
  return { status: refusal.status, title: refusal.message.replace(/\.$/, ''), sentences: [refusal.hint] };
}
