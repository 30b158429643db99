import { type Command, InvalidArgumentError } from 'commander';
import { councilFolder, councilOf } from '../../config/council.ts';
import { loadGround } from '../../config/places/ground.ts';
import { StartFault } from '../core/errors.ts';
import { pourInto, referencesIn } from '../store/pour.ts';
import { writeHistory } from './demo/history.ts';
import { worldOf } from './demo/world.ts';
import { withLedger } from './ledger.ts';
import { withBar } from './progress.ts';

interface Asked {
  readonly cases: number;
  readonly messages?: number;
  readonly years: number;
  readonly seed: number;
  readonly until?: Date;
  readonly add: boolean;
}

/** Add `demo`: a history nobody lived, to look at, to show and to measure by. */
export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description('fill an empty ledger with a believable history of invented residents, up to now')
    .option('--cases <count>', 'how many cases', countFrom, 10_000)
    .option('--messages <count>', 'how many messages in all; four to a case when left out', countFrom)
    .option('--years <count>', 'how many years of history', countFrom, 3)
    .option('--seed <number>', 'the same seed and end give the same history', countFrom, 1)
    .option(
      '--until <instant>',
      'when the history ends, such as 2026-11-23T09:00Z; now when left out',
      instantFrom,
    )
    .option('--add', 'also to a ledger that has cases', false)
    .action(async (asked: Asked) => {
      const began = performance.now();
      const { cases, messages = 4 * cases } = asked;
      if (messages < 2 * cases)
        throw new StartFault('A case has at least two messages.', `Give --messages ${2 * cases} or more.`);
      const written = await withBar(`Writing ${cases} cases and ${messages} messages`, {}, (_, progress) =>
        withLedger(async (url, env) => {
          const taken = new Set(await referencesIn(url));
          if (taken.size > 0 && !asked.add)
            throw new StartFault(
              `The ledger has ${taken.size} cases already, and a demonstration cannot be taken out again.`,
              'Use an empty ledger (another DATA_DIR or DATABASE_URL), or --add if it is to be mixed in.',
            );
          const now = asked.until ?? new Date();
          const from = new Date(
            Date.UTC(now.getUTCFullYear() - asked.years, now.getUTCMonth(), now.getUTCDate()),
          );
          const seed = asked.seed + taken.size;
          const ground = loadGround(councilFolder(env));
          const world = worldOf(councilOf(env, now), ground, { seed, from, now });
          const history = { cases, messages, from, taken, mark: String(seed) };
          return pourInto(url, (pour) => writeHistory(world, pour, history, progress));
        }),
      );
      const seconds = Math.round((performance.now() - began) / 1000);
      console.log(`${written.cases} cases and ${written.messages} messages, in ${seconds} seconds.`);
    });
}

function countFrom(text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text)) throw new InvalidArgumentError('It is a whole number, such as 10000.');
  return Number(text);
}

function instantFrom(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()))
    throw new InvalidArgumentError('It is an instant such as 2026-11-23T09:00Z.');
  return at;
}
