import { join } from 'node:path';
import type { PostcodeEntry } from '../../../src/core/ground.ts';
import { placesFolder } from '../ground.ts';
import { writeGround } from '../write.ts';
import { readNames, readPostcodes } from './contents.ts';
import { findOwnPostcodes, readWards } from './own-area.ts';
import { type ImportOptions, type Progress, sourcesOfKind, type Work, workOf } from './work.ts';

export type { ImportOptions, Progress } from './work.ts';

/** One thing an import does, in order; each needs those before it. Tells in words what came of it. */
export interface ImportStep {
  readonly title: string;
  run(progress: Progress): Promise<string>;
}

/** What an import came to. */
export interface ImportSummary {
  readonly streets: number;
  readonly landmarks: number;
  readonly postcodes: number;
  readonly wards: number;
  /** How many rows were left out, by why. */
  readonly left: ReadonlyMap<string, number>;
  /** Codes of other councils that have postcodes around ours, and no name yet. */
  readonly unnamed: readonly string[];
}

/**
 * The steps of one import, and its summary once they have run. Nothing is written before the last, nor when one
 * throws. May run twice: it comes to the same.
 */
export function importSteps(options: ImportOptions): {
  readonly steps: readonly ImportStep[];
  summary(): ImportSummary;
} {
  const work = workOf(options);
  const there = (...kinds: Parameters<typeof sourcesOfKind>[1][]) => sourcesOfKind(work, ...kinds).length > 0;
  const postcodes = there('code-point', 'postcode-directory');
  const steps: readonly (readonly [boolean, string, (work: Work, progress: Progress) => Promise<string>])[] =
    [
      [postcodes, 'Finding the council’s own postcodes', findOwnPostcodes],
      [there('boundaries'), 'Reading ward boundaries', readWards],
      [postcodes, 'Reading postcodes', readPostcodes],
      [there('open-names'), 'Reading streets and landmarks', readNames],
      [true, 'Writing', write],
    ];
  return {
    steps: steps.flatMap(([needed, title, run]) =>
      needed ? [{ title, run: (progress: Progress) => run(work, progress) }] : [],
    ),
    summary: () => ({
      streets: work.now.streets?.length ?? 0,
      landmarks: work.now.landmarks?.length ?? 0,
      postcodes: work.now.postcodes?.length ?? 0,
      wards: work.now.wards?.length ?? 0,
      left: work.left,
      unnamed: unnamed(
        work.now.postcodes ?? [],
        work.before.councils.map(({ code }) => code),
      ),
    }),
  };
}

async function write({ folder, now }: Work): Promise<string> {
  const to = join(folder, placesFolder);
  writeGround(to, now);
  return `Written to ${to}`;
}

function unnamed(postcodes: readonly PostcodeEntry[], named: readonly string[]): string[] {
  const codes = (ours: boolean) =>
    postcodes.flatMap(({ ward, council }) => (council !== '' && (ward !== '') === ours ? [council] : []));
  const own = new Set(codes(true));
  return [...new Set(codes(false))].filter((code) => !own.has(code) && !named.includes(code)).sort();
}
