import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../core/errors.ts';

/** Where a browser has the chat open: on our own page, or in a frame on the council's site. */
export type Place = 'page' | 'frame';

const cookieNames: Readonly<Record<Place, string>> = { page: 'moothall_chat', frame: 'moothall_chat_frame' };
const keptSeconds = 30 * 86_400;

export function placeOf(request: FastifyRequest<{ Querystring: { embed?: string; lang?: string } }>): Place {
  return request.query.embed === undefined ? 'page' : 'frame';
}

export function cookieIn(request: FastifyRequest, place: Place): string | null {
  return request.cookies[cookieNames[place]] || null;
}

/** The session's token: a bearer token, or else the cookie of our own page. Throws Refusal when there is neither. */
export function tokenOf(request: FastifyRequest): string {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const token = bearer ?? cookieIn(request, 'page');
  if (token !== null) return token;
  throw new Refusal(
    'not-signed-in',
    'Make a token with POST /chat/session and send it as "Authorization: Bearer TOKEN".',
  );
}

/** Let this browser keep the conversation for 30 days after it was last opened. */
export function keepToken(request: FastifyRequest, reply: FastifyReply, token: string, place: Place): void {
  reply.setCookie(cookieNames[place], token, { ...scopeOf(request, place), maxAge: keptSeconds });
}

export function forgetToken(request: FastifyRequest, reply: FastifyReply, place: Place): void {
  reply.clearCookie(cookieNames[place], scopeOf(request, place));
}

/**
 * In a frame the cookie is partitioned: it is there on that council's site and nowhere else, also where browsers
 * refuse cookies of other sites. It only opens the page in the frame, which then sends a bearer token.
 */
function scopeOf(request: FastifyRequest, place: Place) {
  const both = { path: '/chat', httpOnly: true } as const;
  return place === 'page'
    ? ({ ...both, sameSite: 'lax', secure: request.protocol === 'https' } as const)
    : ({ ...both, sameSite: 'none', secure: true, partitioned: true } as const);
}
