import type { FastifyInstance } from 'fastify';

/** The script a council puts on its own site. It asks for nothing else of ours until a resident opens the chat. */
export function widgetRoute(app: FastifyInstance): void {
  app.get('/chat/widget.js', (_request, reply) => {
    const script = app.assets.find('widget.js');
    if (script === undefined) return reply.callNotFound();
    return reply
      .header('cache-control', 'public, max-age=300')
      .header('cross-origin-resource-policy', 'cross-origin')
      .type(script.type)
      .send(script.bytes);
  });
}
