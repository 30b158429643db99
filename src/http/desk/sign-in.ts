import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Officer } from '../../core/desk.ts';
import { Refusal } from '../../core/errors.ts';
import type { SignInDoor } from '../doors.ts';
import { mustBeSameSite } from '../security.ts';
import { render } from '../views.ts';

const cookie = 'moothall_desk';
const twelveHours = 12 * 3600;

/** The officer at the desk, by session cookie or, for scripts, bearer token. Throws Refusal `not-signed-in`. */
export async function officerAt(request: FastifyRequest, signIn: SignInDoor): Promise<Officer> {
  const token = bearer(request) ?? request.cookies[cookie];
  const officer = token === undefined ? null : await signIn.officer(token);
  if (officer === null) throw new Refusal('not-signed-in', 'Sign in with your link.');
  return officer;
}

function bearer(request: FastifyRequest): string | undefined {
  return /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** Signing in and out. A link signs in as often as it is opened until it expires: programs that look at links before people do cannot use it up. */
export function signInRoutes(desk: FastifyInstance, signIn: SignInDoor): void {
  desk.get<{ Querystring: { token?: string } }>('/sign-in', async (request, reply) => {
    const { token } = request.query;
    if (typeof token !== 'string' || token === '') return askForLink(reply, false);
    const session = await signIn.signIn(token);
    if (session === null) return askForLink(reply, true);
    reply.setCookie(cookie, session.session, {
      path: '/desk',
      httpOnly: true,
      sameSite: 'lax',
      secure: request.protocol === 'https',
      maxAge: twelveHours,
    });
    return reply.redirect('/desk', 303);
  });

  desk.post('/sign-out', async (request, reply) => {
    mustBeSameSite(request);
    const session = request.cookies[cookie];
    if (session !== undefined) await signIn.signOut(session);
    reply.clearCookie(cookie, { path: '/desk' });
    return render(reply, 'desk/signed-out.njk', { title: 'You have signed out', left: true });
  });
}

/** Tell whoever is not signed in how to get a link. `spent`: the link they used is not good. */
export function askForLink(reply: FastifyReply, spent: boolean, typed = ''): FastifyReply {
  const title = spent ? 'This link cannot be used' : 'Sign in to the desk';
  return render(reply.code(401), 'desk/signed-out.njk', { title, spent, typed });
}
