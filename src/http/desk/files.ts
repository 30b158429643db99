import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../core/errors.ts';
import type { DeskDoors } from './case-page.ts';
import { officerAt } from './sign-in.ts';

/** What a browser may show by itself; everything else is saved. */
const shown = /^(?:image\/(?:jpeg|png|webp|gif)|application\/pdf|audio\/|video\/)/;

/** A file a resident sent, for officers who may see the case it belongs to. It can do nothing but be looked at. */
export function fileRoute(desk: FastifyInstance, { record, signIn }: DeskDoors): void {
  desk.get<{ Params: { id: string } }>('/files/:id', async (request, reply) => {
    const officer = request.officer ?? (await officerAt(request, signIn));
    const file = await record.file(request.params.id, officer);
    if (file === null) throw new Refusal('not-found', 'There is no such file, or it is not for you to see.');
    const name = encodeURIComponent(file.name ?? `file-${request.params.id}`);
    return reply
      .type(file.type)
      .header(
        'content-disposition',
        `${shown.test(file.type) ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
      )
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'private, no-store')
      .send(file.bytes);
  });
}
