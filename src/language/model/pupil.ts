import { AdaGrad, Adam } from './descent.ts';
import type { Target } from './lessons.ts';
import { softmax } from './linear.ts';
import { depth, toLength } from './meanings.ts';

export const hidden = 128;
/** Messages between two moves of the layers. */
export const batch = 32;
/** The length messages are brought to before the hidden layer, so that it has something to work with. */
export const stretch = 3;
const rate = 0.003;
const wordRate = 0.02;
const hiddenDropped = 0.5;

/**
 * A deep averaging network: the weighted mean of the words' meanings, one hidden layer, one score per label. In
 * training the meanings themselves move, so that words that tell labels apart stop being neighbours.
 */
export interface Averager {
  readonly labels: number;
  readonly hidden: number;
  /** Meanings and weights of the taught words, as this network has come to see them. */
  readonly rows: Float32Array;
  readonly weights: Float32Array;
  readonly inner: Float32Array;
  readonly innerBias: Float32Array;
  readonly outer: Float32Array;
  readonly outerBias: Float32Array;
}

/** A network being taught. Its layers move after each batch, its words' meanings with each message. */
export class Pupil {
  readonly #net: Averager;
  readonly #random: () => number;
  readonly #inner: Adam;
  readonly #innerBias: Adam;
  readonly #outer: Adam;
  readonly #outerBias: Adam;
  readonly #rows: AdaGrad;
  readonly #weights: AdaGrad;
  readonly #mean = new Float32Array(depth);
  readonly #middle = new Float32Array(hidden);
  /** The hidden units that are lit for the message being read; the first `lit` of them count. */
  readonly #open = new Int32Array(hidden);
  readonly #guess: Float32Array;
  readonly #middleSlope = new Float32Array(hidden);
  readonly #slope = new Float32Array(depth);

  constructor(net: Averager, random: () => number) {
    this.#net = net;
    this.#random = random;
    this.#inner = new Adam(net.inner, rate);
    this.#innerBias = new Adam(net.innerBias, rate);
    this.#outer = new Adam(net.outer, rate);
    this.#outerBias = new Adam(net.outerBias, rate);
    this.#rows = new AdaGrad(net.rows, wordRate);
    this.#weights = new AdaGrad(net.weights, wordRate);
    this.#guess = new Float32Array(net.labels);
  }

  move(pace: number): void {
    for (const layer of [this.#inner, this.#innerBias, this.#outer, this.#outerBias]) {
      layer.move(pace, batch);
    }
  }

  read(rows: readonly number[], target: Target): void {
    const factor = this.#average(rows);
    const lit = this.#light();
    this.#guess.set(this.#net.outerBias);
    const { labels, outer } = this.#net;
    for (let n = 0; n < lit; n++) {
      const j = this.#open[n] as number;
      const value = this.#middle[j] as number;
      for (let l = 0; l < labels; l++) {
        this.#guess[l] = (this.#guess[l] as number) + value * (outer[j * labels + l] as number);
      }
    }
    softmax(this.#guess);
    this.#compare(target);
    this.#teachOuter(lit);
    this.#teachInner(lit);
    this.#teachWords(rows, factor);
  }

  /** From the guess to how far it is off: what may be right as well shares what is lacking as it shares the guess. */
  #compare({ output, open }: Target): void {
    const right = output === null ? open : [output, ...open];
    let sum = 1e-6;
    for (const label of right) sum += this.#guess[label] as number;
    for (const label of right) this.#guess[label] = (this.#guess[label] as number) * (1 - 1 / sum);
  }

  #average(rows: readonly number[]): number {
    const { weights, rows: meanings } = this.#net;
    this.#mean.fill(0);
    for (const row of rows) {
      const weight = weights[row] as number;
      for (let i = 0; i < depth; i++) {
        this.#mean[i] = (this.#mean[i] as number) + weight * (meanings[row * depth + i] as number);
      }
    }
    return toLength(this.#mean, stretch);
  }

  #light(): number {
    const { inner, innerBias } = this.#net;
    let count = 0;
    for (let j = 0; j < hidden; j++) if (this.#random() >= hiddenDropped) this.#open[count++] = j;
    this.#middle.set(innerBias);
    for (let i = 0; i < depth; i++) {
      const value = this.#mean[i] as number;
      for (let n = 0; n < count; n++) {
        const j = this.#open[n] as number;
        this.#middle[j] = (this.#middle[j] as number) + value * (inner[i * hidden + j] as number);
      }
    }
    let lit = 0;
    for (let n = 0; n < count; n++) {
      const j = this.#open[n] as number;
      if ((this.#middle[j] as number) <= 0) continue;
      this.#middle[j] = (this.#middle[j] as number) / (1 - hiddenDropped);
      this.#open[lit++] = j;
    }
    return lit;
  }

  #teachOuter(lit: number): void {
    const { labels, outer } = this.#net;
    const slopes = this.#outer.slope;
    for (let n = 0; n < lit; n++) {
      const j = this.#open[n] as number;
      const value = this.#middle[j] as number;
      let sum = 0;
      for (let l = 0; l < labels; l++) {
        const k = j * labels + l;
        const by = this.#guess[l] as number;
        sum += by * (outer[k] as number);
        slopes[k] = (slopes[k] as number) + by * value;
      }
      this.#middleSlope[j] = sum / (1 - hiddenDropped);
      this.#innerBias.slope[j] = (this.#innerBias.slope[j] as number) + (this.#middleSlope[j] as number);
    }
    for (let l = 0; l < labels; l++) {
      this.#outerBias.slope[l] = (this.#outerBias.slope[l] as number) + (this.#guess[l] as number);
    }
  }

  #teachInner(lit: number): void {
    const { inner } = this.#net;
    const slopes = this.#inner.slope;
    for (let i = 0; i < depth; i++) {
      const value = this.#mean[i] as number;
      let sum = 0;
      for (let n = 0; n < lit; n++) {
        const j = this.#open[n] as number;
        const k = i * hidden + j;
        const by = this.#middleSlope[j] as number;
        sum += by * (inner[k] as number);
        slopes[k] = (slopes[k] as number) + by * value;
      }
      this.#slope[i] = sum;
    }
  }

  /** The mean was brought to a length: what would only make it longer teaches nothing. */
  #teachWords(rows: readonly number[], factor: number): void {
    const { rows: meanings, weights } = this.#net;
    let along = 0;
    for (let i = 0; i < depth; i++) along += (this.#slope[i] as number) * (this.#mean[i] as number);
    for (let i = 0; i < depth; i++) {
      const across = (this.#slope[i] as number) - (along / (stretch * stretch)) * (this.#mean[i] as number);
      this.#slope[i] = across * factor;
    }
    for (const row of rows) {
      const weight = weights[row] as number;
      let sum = 0;
      for (let i = 0; i < depth; i++) {
        const k = row * depth + i;
        const by = this.#slope[i] as number;
        sum += by * (meanings[k] as number);
        this.#rows.move(k, by * weight);
      }
      this.#weights.move(row, sum);
      if ((weights[row] as number) < leastWeight) weights[row] = leastWeight;
    }
  }
}

/** No word comes to say nothing at all. */
const leastWeight = 0.02;
