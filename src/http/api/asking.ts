import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Officer } from '../../core/desk.ts';
import { Refusal } from '../../core/errors.ts';
import type { Doors } from '../doors.ts';

/** The officer behind the bearer token. Throws Refusal when there is none. */
export async function officerOf(
  request: FastifyRequest,
  { signIn }: Pick<Doors, 'signIn'>,
): Promise<Officer> {
  const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  const officer = token === undefined ? null : await signIn.officer(token);
  if (officer === null)
    throw new Refusal(
      'not-signed-in',
      'Send "Authorization: Bearer" with the admin token or an officer\'s API token.',
    );
  return officer;
}

/** Something sent to us, as the shape it must have. Throws a Refusal that names what is wrong with which field. */
export function read<T>(shape: z.ZodType<T>, sent: unknown): T {
  const result = shape.safeParse(sent);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
  throw new Refusal('body-invalid', `${wrong.join('. ')}.`);
}
