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
        const text = typeof request.body === 'string' ? request.body : '';
        const { status, body, type = 'text/plain; charset=utf-8' } = await channel.takeCall(headers, text);
        return body === undefined ? reply.code(status).send() : reply.code(status).type(type).send(body);
      });
    }
  });
}
