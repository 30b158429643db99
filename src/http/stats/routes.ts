import type { FastifyInstance } from 'fastify';
import type { DeskDoors } from '../desk/case-page.ts';
import { groupRoutes } from './groups-page.ts';
import { nowRoute } from './now-page.ts';

/** The pages of figures and their files, for managers, under `/desk/stats`. */
export function statsRoutes(desk: FastifyInstance, doors: DeskDoors, channels: readonly string[]): void {
  const asked = { ...doors, channels };
  nowRoute(desk, doors);
  groupRoutes(desk, asked);
}
