import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import { mustBeSameSite } from '../security.ts';
import { statsRoutes } from '../stats/routes.ts';
import { render } from '../views.ts';
import { caseRoutes, type DeskDoors } from './case-page.ts';
import { channelsRoute } from './channels-page.ts';
import { type LiveTiming, liveStreams, liveTiming } from './events.ts';
import { failurePages } from './failures.ts';
import { fileRoute } from './files.ts';
import { askedIn, filtersOf } from './filters.ts';
import { undoSeconds } from './forms.ts';
import { viewList } from './list.ts';
import { newRoutes } from './new-page.ts';
import { scorecardRoute } from './scorecard-page.ts';
import { officerAt, signInRoutes } from './sign-in.ts';
import { unwellIn } from './unwell.ts';

export interface DeskOptions {
  /** Names of the channels residents can write on, to filter by. */
  readonly channels?: readonly string[];
  readonly live?: LiveTiming;
  /** A new key for a page's forms. */
  readonly newKey?: () => string;
  /** Seconds a reply can be taken back before it goes. */
  readonly hold?: number;
}

/**
 * The web desk, under `/desk`: sign in, the list of cases, the case page, the scorecard. Every page works without scripts;
 * with them it follows the record live. `preparePages` must have been called on the app before.
 */
export function deskRoutes(app: FastifyInstance, doors: DeskDoors, options: DeskOptions = {}): void {
  app.register(
    async (desk) => {
      if (!desk.hasDecorator('parseCookie')) await desk.register(cookie);
      if (!desk.hasContentTypeParser('application/x-www-form-urlencoded')) await desk.register(formbody);
      desk.decorateRequest('officer', null);
      desk.addHook('onRequest', async (_request, reply) => {
        reply.header('cache-control', 'no-store');
      });
      failurePages(desk, doors.log);
      signInRoutes(desk, doors.signIn);
      desk.register(async (signedIn) => signedInRoutes(signedIn, doors, options));
    },
    { prefix: '/desk' },
  );
}

function signedInRoutes(desk: FastifyInstance, doors: DeskDoors, options: DeskOptions): void {
  const stream = liveStreams(desk, options.live ?? liveTiming);
  desk.addHook('preHandler', async (request) => {
    if (request.method === 'POST') mustBeSameSite(request);
    request.officer = await officerAt(request, doors.signIn);
  });
  listRoute(desk, doors, options.channels ?? []);
  scorecardRoute(desk, doors);
  channelsRoute(desk, doors);
  fileRoute(desk, doors);
  desk.get('/events', (_request, reply) => stream(reply, (changed) => doors.record.listen(changed)));
  const { newKey = randomUUID, hold = undoSeconds } = options;
  statsRoutes(desk, doors, options.channels ?? [], newKey);
  newRoutes(desk, doors, newKey);
  caseRoutes(desk, doors, { stream, newKey, hold });
}

function listRoute(
  desk: FastifyInstance,
  { record, council, personal, now, signIn }: DeskDoors,
  channels: readonly string[],
): void {
  desk.get<{ Querystring: Record<string, unknown> }>('/', async (request, reply) => {
    const officer = request.officer ?? (await officerAt(request, signIn));
    const around = { council, officer, officers: await record.officers(), channels, personal, now: now() };
    const asked = askedIn(request.query);
    const { filters, faults } = filtersOf(asked, around);
    const page = await record.cases(filters, officer);
    return render(reply, 'desk/list.njk', {
      ...viewList(page, asked, around),
      ...{ officer, faults, unwell: unwellIn(record) },
    });
  });
}
