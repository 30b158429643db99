import type { FastifyInstance } from 'fastify';
import type { TakesCalls } from '../core/channel.ts';

/** Addresses that platforms call, one for each channel that is called. The body is given on as it came. */
export function callRoutes(app: FastifyInstance, channels: readonly TakesCalls[]): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    for (const channel of channels) {
      scope.post(channel.callPath, async (request, reply) => {
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.join(', ') : value,
          ]),
        );
        const { status } = await channel.takeCall(
          headers,
          typeof request.body === 'string' ? request.body : '',
        );
        return reply.code(status).send();
      });
    }
  });
}
