import type { Ground, PostcodeEntry, Ward } from '../../../src/core/ground.ts';
import type { Point } from '../../../src/core/place.ts';
import { loadGround } from '../ground.ts';
import { type Area, type Extent, extentOf } from './area.ts';
import { postcodesOf } from './postcodes.ts';
import { type Complaints, complaints } from './records.ts';
import type { Source } from './sources.ts';

export interface ImportOptions {
  readonly sources: readonly Source[];
  readonly area: Area;
  /** The council's folder. */
  readonly folder: string;
  /** A point of the British National Grid as WGS 84. */
  readonly toPoint: (easting: number, northing: number) => Point;
  /** Finds the ward a point lies in. */
  readonly wardFinder: (wards: readonly Ward[]) => (point: Point) => Ward | undefined;
}

/** Told how far a step is: a share of 1, and how many rows are behind it. */
export type Progress = (share: number, rows: number) => void;

/** An import under way: what it was asked, what it knows of the area by now, and what it has read. */
export interface Work extends ImportOptions {
  readonly before: Ground;
  /** The rectangle around all that is ours. */
  readonly extent: Extent;
  /** Codes of our wards, as asked or as our postcodes name them. */
  readonly ownWards: Set<string>;
  readonly told: Complaints;
  /** How many rows were left out, by why. */
  readonly left: Map<string, number>;
  readonly now: { -readonly [Part in keyof Ground]?: Ground[Part] };
}

export function workOf(options: ImportOptions): Work {
  return {
    ...options,
    before: loadGround(options.folder),
    extent: extentOf(options.area.box),
    ownWards: new Set(options.area.wards),
    told: complaints(),
    left: new Map(),
    now: {},
  };
}

export function leave(work: Work, reason: string, count = 1): void {
  if (count > 0) work.left.set(reason, (work.left.get(reason) ?? 0) + count);
}

export function sourcesOfKind(work: Work, ...kinds: Source['kind'][]): Source[] {
  return work.sources.filter(({ kind }) => kinds.includes(kind));
}

export function isOurs({ area, ownWards }: Work, { council, ward, point }: PostcodeEntry): boolean {
  const inside = area.box !== null && extentOf(area.box).holds(point);
  return area.councils.has(council) || ownWards.has(ward) || inside;
}

/** Read every postcode there is. Throws a ConfigFault listing the lines that cannot be read. */
export async function eachPostcode(
  work: Work,
  progress: Progress,
  take: (entry: PostcodeEntry) => void,
  skip: (reason: string) => void,
): Promise<void> {
  const reading = { toPoint: work.toPoint, complaints: work.told };
  await overFiles(
    sourcesOfKind(work, 'code-point', 'postcode-directory'),
    progress,
    async function* (source) {
      for await (const read of postcodesOf(source, reading)) {
        if ('left' in read) skip(read.left);
        else take(read);
        yield;
      }
    },
  );
  work.told.throwAny();
}

/** Read files one after the other, telling how much of all their bytes is behind us. */
export async function overFiles(
  sources: readonly Source[],
  progress: Progress,
  read: (source: Source) => AsyncGenerator<void>,
): Promise<void> {
  const bytes = sources.reduce((sum, source) => sum + source.bytes, 0);
  let behind = 0;
  let rows = 0;
  for (const source of sources) {
    for await (const _ of read(source)) {
      rows += 1;
      if (rows % 20_000 === 0) progress(behind / bytes, rows);
    }
    behind += source.bytes;
    progress(behind / bytes, rows);
  }
}
