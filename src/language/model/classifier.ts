import { heatOf } from './calibration.ts';
import { traits } from './features.ts';
import { type Effort, type Lesson, type Linear, learn, scores, seeded, shuffled, softmax } from './linear.ts';
import { Vocabulary } from './vocabulary.ts';

/** What residents write, by label. */
export type Examples = ReadonlyMap<string, readonly string[]>;

/** A trained model, as it is kept on disk. */
export interface Trained {
  readonly labels: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly linear: Linear;
  /** See `softmax`. */
  readonly heat: number;
}

const effort: Effort = { rounds: 10, rate: 0.1, decay: 1e-6, doubt: 0, seed: 1 };
const folds = 4;
const least = 2;

/** How many steps `train` reports. */
export const trainingSteps = effort.rounds * (folds + 1);

/** Train on examples. The same examples give the same model. Takes seconds; `step` is called as it goes. */
export async function train(examples: Examples, step: () => Promise<void>): Promise<Trained> {
  const labels = [...examples.keys()].sort();
  const lessons = labels.flatMap((label, index) =>
    (examples.get(label) ?? []).map((text) => ({ traits: traits(text), label: index })),
  );
  const order = shuffled(lessons.length, seeded(7));
  const heldOut: { scores: Float32Array; label: number }[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const kept = lessons.filter((_, i) => (order[i] as number) % folds !== fold);
    const left = lessons.filter((_, i) => (order[i] as number) % folds === fold);
    const model = await fit(kept, labels.length, step);
    for (const lesson of left) {
      const out = new Float32Array(labels.length);
      scores(model.linear, model.vocabulary.read(lesson.traits), out);
      heldOut.push({ scores: out, label: lesson.label });
    }
  }
  const whole = await fit(lessons, labels.length, step);
  return { labels, ...whole, heat: heatOf(heldOut) };
}

async function fit(
  lessons: readonly { traits: Int32Array; label: number }[],
  labels: number,
  step: () => Promise<void>,
): Promise<{ vocabulary: Vocabulary; linear: Linear }> {
  const vocabulary = Vocabulary.of(
    lessons.map((lesson) => lesson.traits),
    least,
  );
  const read: Lesson[] = lessons.map(({ traits, label }) => ({ of: vocabulary.read(traits), label }));
  return { vocabulary, linear: await learn(read, vocabulary.size, labels, effort, step) };
}

/** The probability of each of the model's labels. */
export function probabilities(model: Trained, text: string): Float32Array {
  const out = new Float32Array(model.labels.length);
  scores(model.linear, model.vocabulary.read(traits(text)), out);
  softmax(out, model.heat);
  return out;
}
