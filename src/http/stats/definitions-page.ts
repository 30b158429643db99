import type { FastifyInstance } from 'fastify';
import { measures } from '../../core/measures.ts';
import { fewestShared } from '../../core/statistics.ts';
import { render } from '../views.ts';
import { pageAsked, type StatsDoors, type StatsRequest } from './page.ts';

const kinds: Readonly<Record<(typeof measures)[number]['kind'], string>> = {
  count: 'A count, in',
  time: 'A time: what half, and nine in ten, took no longer than, in',
  share: 'A part of a whole, in per cent',
  rate: 'How many to each case',
};
const better = { lower: 'Less is better', higher: 'More is better', neither: null } as const;

/** What every figure means, made of the measures themselves. */
export function definitionsRoute(desk: FastifyInstance, doors: StatsDoors): void {
  desk.get<StatsRequest>('/stats/definitions', async (request, reply) => {
    const { frame } = await pageAsked(request, doors, '/desk/stats/definitions');
    return render(reply, 'stats/definitions.njk', {
      ...frame,
      fewestShared,
      measures: measures.map((measure) => ({
        ...measure,
        told:
          measure.kind === 'count' || measure.kind === 'time'
            ? `${kinds[measure.kind]} ${measure.unit}`
            : kinds[measure.kind],
        way: better[measure.better],
      })),
    });
  });
}
