import type { DangerFamily } from '../../core/understanding.ts';
import { type DangerExamples, graveLabels } from './danger.ts';

/** What residents write, by label. */
export type Examples = ReadonlyMap<string, readonly string[]>;

/** What a model is made from. */
export interface Lessons {
  readonly examples: Examples;
  /** Ordinary messages kept out of training: the probabilities are fitted to them. */
  readonly heldOut: Examples;
  readonly danger: DangerExamples;
  /** The file of word vectors; null to do without. */
  readonly vectors: string | null;
}

/** What a model tells apart: labels, and beside them the families of danger. */
export interface Outputs {
  readonly labels: readonly string[];
  readonly families: readonly DangerFamily[];
}

/** What is known of one example. */
export interface Target {
  /** The output that is right; null where it is only known which are wrong. */
  readonly output: number | null;
  /** Outputs that may be right as well, and are taught nothing by it. */
  readonly open: readonly number[];
}

export function outputsOf({ examples, danger }: Pick<Lessons, 'examples' | 'danger'>): Outputs {
  return { labels: [...examples.keys()].sort(), families: [...danger.fires.keys()].sort() };
}

/**
 * Every example with what is known of it. An emergency may be of any family of danger, and what only sounds like
 * danger may be of any label that is none.
 */
export function targetsOf(
  { examples, danger }: Pick<Lessons, 'examples' | 'danger'>,
  { labels, families }: Outputs,
): { readonly text: string; readonly target: Target }[] {
  const isFamily = families.map((_, i) => labels.length + i);
  const harmless = labels.flatMap((label, i) => (graveLabels.includes(label) ? [] : [i]));
  const each = (texts: readonly string[] | undefined, target: Target) =>
    (texts ?? []).map((text) => ({ text, target }));
  return [
    ...labels.flatMap((label, output) =>
      each(examples.get(label), { output, open: graveLabels.includes(label) ? isFamily : [] }),
    ),
    ...families.flatMap((family, i) =>
      each(danger.fires.get(family), { output: labels.length + i, open: [] }),
    ),
    ...each(danger.quiet, { output: null, open: harmless }),
  ];
}
