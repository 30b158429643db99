import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance } from 'fastify';
import type { TakesCalls } from '../core/channel.ts';
import { apiRoutes } from './api/routes.ts';
import { takeStrictBodies } from './bodies.ts';
import { callRoutes } from './calls.ts';
import { chatRoutes } from './chat/routes.ts';
import { deskRoutes } from './desk/routes.ts';
import type { Doors } from './doors.ts';
import { answerFaults } from './faults.ts';
import { healthRoutes, type Operation } from './health.ts';
import { preparePages } from './pages.ts';

/** What the web door is made of. */
export interface AppOptions {
  readonly doors: Doors;
  readonly operation: Operation;
  /** Folder of the package's package.json. */
  readonly root: string;
  /** Names of the channels residents can write on. */
  readonly channels: readonly string[];
  /** Sites that may show the chat in a frame: `*`, or addresses with a space between. */
  readonly embedOrigins: string;
  /** Channels whose platforms call us. */
  readonly called?: readonly TakesCalls[];
  /** Leave out the pages and the API, and keep what operators watch: for a process that only works. */
  readonly healthOnly?: boolean;
}

/** Long enough for the longest message in any encoding, so that one too long is told so and not cut off. */
const bodyLimit = 1024 * 1024;

/** Every page and address, ready to listen or to be asked by a test. Nothing listens yet. */
export async function buildApp({
  doors,
  operation,
  root,
  channels,
  embedOrigins,
  called = [],
  healthOnly = false,
}: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit,
    trustProxy: 'loopback',
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  });
  await app.register(cookie);
  await app.register(formbody);
  answerFaults(app, doors);
  healthRoutes(app, operation);
  if (healthOnly) return app;
  preparePages(app, { root, council: doors.council, now: doors.now });
  app.get('/', async (_request, reply) => reply.redirect('/chat'));
  chatRoutes(app, doors, { embedOrigins });
  deskRoutes(app, doors, { channels });
  callRoutes(app, called);
  await app.register(async (scope) => {
    takeStrictBodies(scope);
    apiRoutes(scope, doors);
  });
  return app;
}
