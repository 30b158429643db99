import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../core/errors.ts';

const cookieName = 'moothall_chat';
const keptSeconds = 30 * 86_400;

/** The session's token: a bearer token, or else the page's cookie; null when there is neither. */
export function tokenIn(request: FastifyRequest): string | null {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return bearer ?? cookieIn(request);
}

export function cookieIn(request: FastifyRequest): string | null {
  return request.cookies[cookieName] || null;
}

/** The session's token. Throws Refusal when none was sent. */
export function tokenOf(request: FastifyRequest): string {
  const token = tokenIn(request);
  if (token !== null) return token;
  throw new Refusal(
    'not-signed-in',
    'Make a token with POST /chat/session and send it as "Authorization: Bearer TOKEN".',
  );
}

/** Let this browser keep the conversation for 30 days after it was last opened. */
export function keepToken(request: FastifyRequest, reply: FastifyReply, token: string): void {
  reply.setCookie(cookieName, token, { ...scope(request), maxAge: keptSeconds });
}

export function forgetToken(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(cookieName, scope(request));
}

function scope(request: FastifyRequest) {
  return { path: '/chat', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' } as const;
}
