import type { DangerFamily } from '../../core/understanding.ts';
import { averagerRounds, averagerScores, learnToAverage } from './averager.ts';
import { type HeldOut, heatOf } from './calibration.ts';
import { type DangerGuess, graveLabels, labelOf } from './danger.ts';
import { traitsOf } from './features.ts';
import { type Examples, type Lessons, type Outputs, outputsOf, targetsOf } from './lessons.ts';
import { type Effort, type Linear, learn, scores, softmax } from './linear.ts';
import { readMeanings, rowsOf } from './meanings.ts';
import { featuresOf, type Sense, usualOf, width } from './message.ts';
import type { Averager } from './pupil.ts';
import { tidy } from './tidy.ts';
import { Vocabulary } from './vocabulary.ts';

/** The part of a model that needs the word vectors. */
export interface Meaningful extends Sense {
  readonly averagers: readonly Averager[];
}

/** A trained model, as it is kept on disk. */
export interface Trained extends Outputs {
  readonly vocabulary: Vocabulary;
  readonly linear: Linear;
  readonly meaningful: Meaningful | null;
  /** See `softmax`. */
  readonly heat: number;
}

const effort: Effort = { rounds: 8, rate: 0.1, decay: 1e-6, seed: 1 };
const averagerSeeds = [5, 11];
const linearShare = 0.65;
/** A trait is learnt when this many examples have it. */
const least = 2;

/** How many steps `train` reports. */
export function trainingSteps({ vectors }: Lessons): number {
  return effort.rounds + (vectors === null ? 0 : averagerSeeds.length * averagerRounds);
}

/** Train. The same lessons give the same model. Takes seconds; `step` is called as it goes. */
export async function train(lessons: Lessons, step: () => Promise<void>): Promise<Trained> {
  const outputs = outputsOf(lessons);
  const count = outputs.labels.length + outputs.families.length;
  const read = targetsOf(lessons, outputs).map(({ text, target }) => ({ words: tidy(text), target }));
  const sense = await senseOf(
    lessons.vectors,
    read.map(({ words }) => words),
  );
  const traits = read.map(({ words }) => traitsOf(words));
  const vocabulary = Vocabulary.of(traits, least);
  const linear = await learn(
    read.map(({ words, target }, i) => ({
      of: featuresOf(vocabulary, traits[i] as Int32Array[], words, sense),
      target,
    })),
    width(vocabulary, sense),
    count,
    effort,
    step,
  );
  const averagers: Averager[] = [];
  for (const seed of sense === null ? [] : averagerSeeds) {
    const { meanings } = sense as Sense;
    const readings = read.map(({ words, target }) => ({ rows: rowsOf(meanings, words), target }));
    averagers.push(await learnToAverage(readings, meanings, count, seed, step));
  }
  const meaningful = sense && { ...sense, averagers };
  const cold: Trained = { ...outputs, vocabulary, linear, meaningful, heat: 1 };
  return { ...cold, heat: heatOf(heldOutOf(cold, lessons.heldOut), (scored) => folded(cold, scored)) };
}

async function senseOf(
  vectors: string | null,
  messages: readonly (readonly string[])[],
): Promise<Sense | null> {
  if (vectors === null) return null;
  const meanings = await readMeanings(vectors, new Set(messages.flat()));
  return { meanings, usual: usualOf(messages, meanings) };
}

function heldOutOf(model: Trained, heldOut: Examples): HeldOut[] {
  return model.labels.flatMap((label, index) =>
    (heldOut.get(label) ?? []).map((text) => ({ scores: allScores(model, text), label: index })),
  );
}

/** What a model makes of one message. */
export interface Reading {
  /** The probability of each of the model's labels. */
  readonly probabilities: Float32Array;
  /** Null where the model was taught no danger. */
  readonly danger: DangerGuess | null;
}

/** Read one message. Pure; never throws; about a tenth of a millisecond. */
export function read(model: Trained, text: string): Reading {
  const values = allScores(model, text);
  softmax(values, model.heat);
  return { probabilities: folded(model, values), danger: dangerAmong(model, values) };
}

/** The probability of each of the model's labels. */
export function probabilities(model: Trained, text: string): Float32Array {
  return read(model, text).probabilities;
}

/** The likeliest label. */
export function likeliest(model: Trained, text: string): { label: string; probability: number } {
  const values = probabilities(model, text);
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return { label: model.labels[best] ?? 'other', probability: values[best] ?? 0 };
}

/** The probabilities of labels alone: those of each family of danger are its label's. */
function folded({ labels, families }: Outputs, values: Float32Array): Float32Array {
  const sums = values.slice(0, labels.length);
  families.forEach((family, i) => {
    const label = labels.indexOf(labelOf(family));
    if (label >= 0) sums[label] = (sums[label] as number) + (values[labels.length + i] as number);
  });
  return sums;
}

function dangerAmong({ labels, families }: Outputs, values: Float32Array): DangerGuess | null {
  let probability = 0;
  for (const label of graveLabels) probability += values[labels.indexOf(label)] ?? 0;
  let best: { family: DangerFamily; value: number } | null = null;
  families.forEach((family, i) => {
    const value = values[labels.length + i] as number;
    probability += value;
    if (best === null || value > best.value) best = { family, value };
  });
  const likely = best as { family: DangerFamily } | null;
  return likely && { family: likely.family, probability };
}

/** What the parts of the model say together: log probabilities, the linear part's for `linearShare`, the rest the networks'. */
function allScores(
  { labels, families, vocabulary, linear, meaningful }: Trained,
  text: string,
): Float32Array {
  const words = tidy(text);
  const sum = new Float32Array(labels.length + families.length);
  const features = featuresOf(vocabulary, traitsOf(words), words, meaningful);
  if (meaningful === null) {
    scores(linear, features, sum);
    return sum;
  }
  const { meanings, averagers } = meaningful;
  const rows = rowsOf(meanings, words);
  const one = new Float32Array(sum.length);
  scores(linear, features, one);
  addLogs(one, linearShare, sum);
  for (const averager of averagers) {
    averagerScores(averager, meanings, rows, one);
    addLogs(one, (1 - linearShare) / averagers.length, sum);
  }
  return sum;
}

function addLogs(values: Float32Array, share: number, sum: Float32Array): void {
  softmax(values);
  for (let i = 0; i < sum.length; i++) {
    sum[i] = (sum[i] as number) + share * Math.log((values[i] as number) + 1e-6);
  }
}
