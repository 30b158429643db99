import { type Averager, averagerRounds, averagerScores, learnToAverage } from './averager.ts';
import { type HeldOut, heatOf } from './calibration.ts';
import { traitsOf } from './features.ts';
import { type Effort, type Linear, learn, type Sparse, scores, softmax } from './linear.ts';
import { depth, gist, type Meanings, readMeanings, rowsOf } from './meanings.ts';
import { tidy } from './tidy.ts';
import { Vocabulary } from './vocabulary.ts';

/** What residents write, by label. */
export type Examples = ReadonlyMap<string, readonly string[]>;

/** The part of a model that needs the word vectors. */
export interface Meaningful {
  readonly meanings: Meanings;
  /** The gist of an average message. */
  readonly usual: Float32Array;
  readonly averagers: readonly Averager[];
}

/** A trained model, as it is kept on disk. */
export interface Trained {
  readonly labels: readonly string[];
  readonly vocabulary: Vocabulary;
  readonly linear: Linear;
  readonly meaningful: Meaningful | null;
  /** See `softmax`. */
  readonly heat: number;
}

/** What a model is made from. */
export interface Lessons {
  readonly examples: Examples;
  /** Ordinary messages kept out of training: the probabilities are fitted to them. */
  readonly heldOut: Examples;
  /** The file of word vectors, where there is one. */
  readonly vectors: string | null;
}

const effort: Effort = { rounds: 8, rate: 0.1, decay: 1e-6, doubt: 0, seed: 1 };
const averagerSeeds = [5, 11];
/** A trait is learnt when this many examples have it. */
const least = 2;

/** How many steps `train` reports. */
export function trainingSteps(lessons: Lessons): number {
  return effort.rounds + (lessons.vectors === null ? 0 : averagerSeeds.length * averagerRounds);
}

/** Train. The same lessons give the same model. Takes seconds; `step` is called as it goes. */
export async function train(lessons: Lessons, step: () => Promise<void>): Promise<Trained> {
  const labels = [...lessons.examples.keys()].sort();
  const read = labels.flatMap((label, index) =>
    (lessons.examples.get(label) ?? []).map((text) => ({ words: tidy(text), label: index })),
  );
  const traits = read.map(({ words }) => traitsOf(words));
  const vocabulary = Vocabulary.of(traits, least);
  const taught = new Set(read.flatMap(({ words }) => words));
  const meanings = lessons.vectors === null ? null : await readMeanings(lessons.vectors, taught);
  const rows = read.map(({ words }) => (meanings === null ? [] : rowsOf(meanings, words)));
  const usual = meanings === null ? null : usualOf(rows.map((some) => gist(meanings, some, null)));
  const linear = await learn(
    read.map(({ label }, i) => {
      const known = vocabulary.read(traits[i] as Int32Array[]);
      const about = meanings === null ? null : gist(meanings, rows[i] as number[], usual);
      return { of: joined(known, about, vocabulary.size), label };
    }),
    vocabulary.size + (meanings === null ? 0 : depth),
    labels.length,
    effort,
    step,
  );
  const averagers: Averager[] = [];
  for (const seed of meanings === null ? [] : averagerSeeds) {
    const readings = read.map(({ label }, i) => ({ rows: rows[i] as number[], label }));
    averagers.push(await learnToAverage(readings, meanings as Meanings, labels.length, seed, step));
  }
  const meaningful = meanings === null || usual === null ? null : { meanings, usual, averagers };
  const cold: Trained = { labels, vocabulary, linear, meaningful, heat: 1 };
  return { ...cold, heat: heatOf(heldOutOf(cold, lessons.heldOut)) };
}

function heldOutOf(model: Trained, heldOut: Examples): HeldOut[] {
  return model.labels.flatMap((label, index) =>
    (heldOut.get(label) ?? []).map((text) => ({ scores: allScores(model, text), label: index })),
  );
}

/** The probability of each of the model's labels. */
export function probabilities(model: Trained, text: string): Float32Array {
  const values = allScores(model, text);
  softmax(values, model.heat);
  return values;
}

/** The likeliest label. */
export function likeliest(model: Trained, text: string): { label: string; probability: number } {
  const values = probabilities(model, text);
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return { label: model.labels[best] ?? 'other', probability: values[best] ?? 0 };
}

/** What the parts of the model say together: log probabilities, half the linear part's, half the networks'. */
function allScores(model: Trained, text: string): Float32Array {
  const words = tidy(text);
  const known = model.vocabulary.read(traitsOf(words));
  const sum = new Float32Array(model.labels.length);
  if (model.meaningful === null) {
    scores(model.linear, known, sum);
    return sum;
  }
  const { meanings, usual, averagers } = model.meaningful;
  const rows = rowsOf(meanings, words);
  const one = new Float32Array(sum.length);
  scores(model.linear, joined(known, gist(meanings, rows, usual), model.vocabulary.size), one);
  addLogs(one, 0.5, sum);
  for (const averager of averagers) {
    averagerScores(averager, meanings, rows, one);
    addLogs(one, 0.5 / averagers.length, sum);
  }
  return sum;
}

function addLogs(values: Float32Array, share: number, sum: Float32Array): void {
  softmax(values);
  for (let i = 0; i < sum.length; i++) {
    sum[i] = (sum[i] as number) + share * Math.log((values[i] as number) + 1e-6);
  }
}

/** The traits a message has and what it is about, as features side by side. */
function joined(known: Sparse, about: Float32Array | null, from: number): Sparse {
  if (about === null) return known;
  const count = known.at.length;
  const at = new Int32Array(count + depth);
  const much = new Float32Array(count + depth);
  at.set(known.at);
  much.set(known.much);
  for (let i = 0; i < depth; i++) at[count + i] = from + i;
  much.set(about, count);
  return { at, much };
}

function usualOf(gists: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(depth);
  for (const one of gists) {
    for (let i = 0; i < depth; i++) mean[i] = (mean[i] as number) + (one[i] as number) / gists.length;
  }
  return mean;
}
