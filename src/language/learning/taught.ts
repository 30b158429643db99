import type { Correction, LeftOut } from '../../core/learning.ts';
import type { Label } from '../../core/understanding.ts';
import type { Examples, Lessons } from '../model/lessons.ts';

/** A correction a model can learn from. */
export interface Teaching {
  readonly id: string;
  readonly text: string;
  readonly label: Label;
}

/** What can be learnt of what people corrected, and how much of it cannot, by why. */
export interface Teachings {
  readonly usable: readonly Teaching[];
  readonly leftOut: Readonly<Record<LeftOut | 'label-unknown' | 'said-again', number>>;
}

/**
 * The corrections a model of these lessons can learn from, oldest first. Of the same words corrected twice the later
 * correction counts, and a label the council has no examples of, a service it has given up, is none to learn.
 */
export function teachingsOf(corrections: readonly Correction[], { examples, heldOut }: Lessons): Teachings {
  const leftOut = {
    restricted: 0,
    'several-matters': 0,
    'no-words': 0,
    'label-unknown': 0,
    'said-again': 0,
  };
  const usable = new Map<string, Teaching>();
  const kept = new Set([...heldOut.values()].flat().map(alike));
  for (const { id, text, label, leftOut: why } of corrections) {
    if (why !== null || text === null) leftOut[why ?? 'no-words'] += 1;
    else if (!examples.has(label)) leftOut['label-unknown'] += 1;
    else if (kept.has(alike(text))) leftOut['said-again'] += 1;
    else {
      if (usable.delete(alike(text))) leftOut['said-again'] += 1;
      usable.set(alike(text), { id, text, label });
    }
  }
  return { usable: [...usable.values()], leftOut };
}

function alike(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The same lessons and what people taught besides. */
export function withTeachings(lessons: Lessons, teachings: readonly Teaching[]): Lessons {
  const examples = new Map<string, readonly string[]>(lessons.examples);
  for (const { label, text } of teachings) examples.set(label, [...(examples.get(label) ?? []), text]);
  return { ...lessons, examples };
}

/** One fold of examples: those kept out of it, and the rest. A label keeps at least one example. */
export function foldOf(
  examples: Examples,
  fold: number,
  folds: number,
): { readonly out: readonly Omit<Teaching, 'id'>[]; readonly rest: Examples } {
  const isOut = (i: number) => i > 0 && i % folds === fold;
  return {
    out: [...examples].flatMap(([label, texts]) =>
      texts.filter((_, i) => isOut(i)).map((text) => ({ label, text })),
    ),
    rest: new Map([...examples].map(([label, texts]) => [label, texts.filter((_, i) => !isOut(i))])),
  };
}
