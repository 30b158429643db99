import { join } from 'node:path';
import { loadCouncil } from '../../config/council.ts';
import { loadGround } from '../../config/places/ground.ts';
import { root } from '../../config/root.ts';
import { writeHistory } from '../../src/cli/demo/history.ts';
import { worldOf } from '../../src/cli/demo/world.ts';
import { pourInto } from '../../src/store/pour.ts';

const folder = join(root, 'config', 'councils', 'marlcombe');

/** Fill a ledger with cases of invented residents, from half a year ago until now; of the same seed much the same. */
export async function aHistory(url: string, cases: number, now: Date): Promise<void> {
  const halfYearAgo = new Date(now.getTime() - 182 * 86_400_000).toISOString().slice(0, 10);
  const from = new Date(`${halfYearAgo}T00:00:00Z`);
  const years = [from.getUTCFullYear(), now.getUTCFullYear(), now.getUTCFullYear() + 1];
  const council = loadCouncil(folder, { years: [...new Set(years)] });
  const world = worldOf(council, loadGround(folder), { seed: 1, from, now });
  const asked = { cases, messages: 4 * cases, from, taken: new Set<string>(), mark: 'h' };
  await pourInto(url, (pour) => writeHistory(world, pour, asked, () => {}));
}
