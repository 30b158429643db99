import type { FastifyInstance } from 'fastify';
import type { DeskDoors } from '../desk/case-page.ts';
import { backlogRoutes } from './backlog-page.ts';
import { casesRoutes } from './cases-page.ts';
import { compareRoutes } from './compare-page.ts';
import { dangerRoutes } from './danger-page.ts';
import { definitionsRoute } from './definitions-page.ts';
import { digestRoute } from './digest-page.ts';
import { groupRoutes } from './groups-page.ts';
import { incidentRoutes } from './incidents-page.ts';
import { nowRoute } from './now-page.ts';
import { overviewRoutes } from './overview-page.ts';
import { satisfactionRoutes } from './satisfaction-page.ts';
import { timesRoutes } from './times-page.ts';

/** The pages of figures and their files, for managers, under `/desk/stats`. */
export function statsRoutes(
  desk: FastifyInstance,
  doors: DeskDoors,
  channels: readonly string[],
  newKey: () => string,
): void {
  const asked = { ...doors, channels };
  nowRoute(desk, doors);
  overviewRoutes(desk, asked);
  groupRoutes(desk, asked);
  casesRoutes(desk, asked);
  timesRoutes(desk, asked);
  backlogRoutes(desk, asked);
  dangerRoutes(desk, asked);
  satisfactionRoutes(desk, asked);
  digestRoute(desk, asked);
  incidentRoutes(desk, asked, newKey);
  compareRoutes(desk, asked);
  definitionsRoute(desk, asked);
}
