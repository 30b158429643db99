import type { Correction, Heard } from '../../core/learning.ts';
import type { Label } from '../../core/understanding.ts';
import { type Named, nameOf } from '../model/artefact.ts';
import { likeliest, type Trained, train, trainingSteps } from '../model/classifier.ts';
import type { Lessons } from '../model/lessons.ts';
import { understanderOf } from '../understander.ts';
import { type Comparison, compare, type Tried } from './compare.ts';
import { foldOf, type Teachings, teachingsOf, withTeachings } from './taught.ts';

/** What learning from corrections is given. */
export interface Learning {
  /** What the built-in model is made from. */
  readonly lessons: Lessons;
  readonly running: Named;
  /** Corrections the running model was taught, by id. */
  readonly learnt: readonly string[];
  readonly corrections: readonly Correction[];
  /** The latest messages, for both models to read. */
  readonly heard: readonly Heard[];
  readonly askBelow: number;
  /** Models that were promoted once and taken back: they are not made again. */
  readonly takenBack: readonly string[];
  onProgress(done: number, of: number): void;
}

/** What came of it. */
export interface Learned {
  readonly teachings: Teachings;
  /** Ids of the corrections the running model was not taught, and of those it was taught that are no longer there. */
  readonly fresh: readonly string[];
  readonly gone: readonly string[];
  /** Null when there was nothing to learn and nothing to forget, or the model it makes was taken back before. */
  readonly tried: { readonly candidate: Named; readonly comparison: Comparison } | null;
}

const folds = 3;

/**
 * Train a candidate on the examples and every correction, and hold it against the running model. Corrections the
 * running model has not seen are judged in folds: each is read by a model taught all the others. Takes `folds` + 1
 * trainings; changes nothing.
 */
export async function learn(learning: Learning): Promise<Learned> {
  const { lessons, running, learnt, corrections, heard, askBelow } = learning;
  const teachings = teachingsOf(corrections, lessons);
  const all = teachings.usable;
  const fresh = all.filter(({ id }) => !learnt.includes(id));
  const gone = learnt.filter((id) => !all.some((teaching) => teaching.id === id));
  const known = { teachings, fresh: fresh.map(({ id }) => id), gone };
  if (fresh.length === 0 && gone.length === 0) return { ...known, tried: null };

  const taught = withTeachings(lessons, all);
  const name = await nameOf(taught);
  if (learning.takenBack.includes(name)) return { ...known, tried: null };

  const count = Math.min(folds, lessons.heldOut.size === 0 ? folds : fresh.length);
  const trainer = new Trainer(lessons, trainingsOf(lessons, count), learning.onProgress);
  const candidate = { name, trained: await trainer.train(taught) };
  const byLabel = new Map<string, readonly string[]>(lessons.heldOut);
  const heldOut = [...byLabel].flatMap(([label, texts]) =>
    texts.map((text) => tried({ label, text }, running.trained, candidate.trained)),
  );
  const corrected: Tried[] = [];
  for (let fold = 0; fold < count; fold++) {
    const out = fresh.filter((_, i) => i % count === fold);
    const rest = all.filter((teaching) => !out.includes(teaching));
    if (lessons.heldOut.size > 0) {
      const other = await trainer.train(withTeachings(lessons, rest));
      corrected.push(...out.map((teaching) => tried(teaching, running.trained, other)));
      continue;
    }
    // Without held-out messages the examples stand in for them, and both models must do without each fold.
    const { out: examples, rest: left } = foldOf(lessons.examples, fold, count);
    const without = { ...lessons, examples: left };
    const before = all.filter(({ id }) => learnt.includes(id));
    const was = await trainer.train(withTeachings(without, before));
    const other = await trainer.train(withTeachings(without, rest));
    heldOut.push(...examples.map((example) => tried(example, was, other)));
    corrected.push(...out.map((teaching) => tried(teaching, running.trained, other)));
  }
  const reader = (named: Named) => understanderOf(named, { askBelow });
  const comparison = compare(reader(running), reader(candidate), { lessons, heldOut, corrected, heard });
  return { ...known, tried: { candidate, comparison } };
}

function trainingsOf({ heldOut }: Lessons, folds: number): number {
  return 1 + folds * (heldOut.size === 0 ? 2 : 1);
}

function tried(
  of: { readonly label: Label; readonly text: string },
  running: Trained,
  candidate: Trained,
): Tried {
  return {
    label: of.label,
    running: likeliest(running, of.text).label,
    candidate: likeliest(candidate, of.text).label,
  };
}

/** Trains one model after another, and tells how far all of them are. */
class Trainer {
  readonly #steps: number;
  readonly #onProgress: (done: number, of: number) => void;
  #done = 0;

  constructor(lessons: Lessons, trainings: number, onProgress: (done: number, of: number) => void) {
    this.#steps = trainings * trainingSteps(lessons);
    this.#onProgress = onProgress;
  }

  train(lessons: Lessons): Promise<Trained> {
    return train(lessons, async () => {
      this.#done += 1;
      this.#onProgress(this.#done, this.#steps);
      await new Promise((resolve) => setImmediate(resolve));
    });
  }
}
