import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../../core/errors.ts';
import { takeStrictBodies } from '../bodies.ts';
import { faultReply, refusalFor, tell } from '../faults.ts';
import { lineStreams } from './events.ts';
import { askedIn } from './language.ts';
import { lineOnTheWire, seqIn } from './lines.ts';
import { type ChatDoors, chatPage, type PageOptions, type PageQuery } from './page.ts';
import { keepToken, placeOf, tokenOf } from './session.ts';
import { widgetRoute } from './widget.ts';

export interface ChatOptions extends Partial<PageOptions> {
  /** Milliseconds between two signs of life on a stream. */
  readonly heartbeatMs?: number;
}

/**
 * The web chat: `POST /chat/session`, `POST /chat/messages`, `GET /chat/messages`, `GET /chat/events` for scripts,
 * `GET /chat` for residents, with or without scripts, and `GET /chat/widget.js` for the council's own site.
 */
export function chatRoutes(app: FastifyInstance, doors: ChatDoors, options: ChatOptions = {}): void {
  const { heartbeatMs = 20_000, embedOrigins = '*', answerWithinMs = 1_500, ids = randomIds } = options;
  app.register(async (scope) => {
    const { chat, council, languageOf, log } = doors;
    takeStrictBodies(scope);
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store');
    });
    scope.setErrorHandler((thrown, request, reply) => {
      const error = inChatWords(thrown, request);
      if (isForm(request) || request.routeOptions.url === '/chat') return page.fail(request, reply, error);
      const { status, headers, body } = faultReply(error);
      if (status >= 500) tell(log, request.id, error);
      return reply.code(status).headers(headers).send(body);
    });
    const page = chatPage(scope, doors, { embedOrigins, answerWithinMs, ids });
    const stream = lineStreams(scope, doors, { heartbeat: heartbeatMs, again: 2_000 });
    widgetRoute(scope);

    scope.post<{ Querystring: PageQuery }>('/chat/session', async (request, reply) => {
      const language = askedIn(request.query.lang, council.facts) ?? undefined;
      const { token } = await chat.openSession(undefined, language);
      keepToken(request, reply, token, placeOf(request));
      return { token };
    });

    scope.post('/chat/messages', async (request, reply) => {
      if (isForm(request)) return page.post(request, reply);
      const { messageId, conversationId } = await chat.receive(tokenOf(request), request.body);
      return reply.code(202).send({ messageId, conversationId });
    });

    scope.get<{ Querystring: { after?: string } }>('/chat/messages', async (request) => {
      const lines = await chat.lines(tokenOf(request), seqIn(request.query.after));
      return { messages: lines.map((line) => lineOnTheWire(line, languageOf)) };
    });

    scope.get<{ Querystring: { after?: string } }>('/chat/events', async (request, reply) => {
      const last = request.headers['last-event-id'] ?? request.query.after;
      await stream(reply, tokenOf(request), seqIn(last));
      return reply;
    });
  });
}

const randomIds = { id: () => randomUUID(), token: () => randomBytes(32).toString('base64url') };

export function isForm(request: FastifyRequest): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '');
}

/** What is wrong with a body, told to somebody who writes to a chat. */
function inChatWords(error: unknown, request: FastifyRequest): unknown {
  const refusal = refusalFor(error);
  const sent = request.headers['content-type'] ?? '';
  if (refusal?.code === 'content-type' && /^(multipart|image|audio|video)\//i.test(sent))
    return new Refusal(
      'content-type',
      'This chat takes text. Describe what you see; photos are not taken here yet.',
    );
  if (refusal?.code === 'text-too-long' && !(error instanceof Refusal))
    return new Refusal('text-too-long', 'Use at most 5,000 characters. You can send it in parts.', {
      limit: 5000,
    });
  return error;
}
