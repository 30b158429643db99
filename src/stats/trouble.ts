import { type Stretch, silentOf, type Trouble, type Unusual, unusualOf } from '../core/trouble.ts';
import type { Counts } from '../store/reader/trouble.ts';

/** What a manager should look at now, from what was counted. `latest` names some cases of what is unusual. */
export async function troubleOf(
  at: Date,
  counts: Counts,
  latest: (asked: { hours: Stretch; what: 'service' | 'ward'; key: string }) => Promise<readonly string[]>,
): Promise<Trouble> {
  const { hours, weeks, dueSoon } = counts;
  const named = (what: 'service' | 'ward', found: ReturnType<typeof unusualOf>): Promise<Unusual[]> =>
    Promise.all(
      found.map(async (one) => ({ ...one, references: await latest({ hours, what, key: one.key }) })),
    );
  return {
    at,
    hours,
    weeks,
    dueSoon,
    services: await named('service', unusualOf(counts.services)),
    wards: await named('ward', unusualOf(counts.wards)),
    silent: silentOf(counts.channels),
  };
}
