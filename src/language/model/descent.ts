/** Gradient descent, each weight at a pace of its own: slower, the further it was pushed before. */
export class AdaGrad {
  readonly #weights: Float32Array;
  readonly #rate: number;
  readonly #gone: Float32Array;

  constructor(weights: Float32Array, rate: number) {
    this.#weights = weights;
    this.#rate = rate;
    this.#gone = new Float32Array(weights.length).fill(1e-3);
  }

  move(which: number, slope: number): void {
    const gone = (this.#gone[which] as number) + slope * slope;
    this.#gone[which] = gone;
    this.#weights[which] = (this.#weights[which] as number) - (this.#rate * slope) / Math.sqrt(gone);
  }
}

const inertia = 0.9;
const memory = 0.999;

/** Adam (Kingma and Ba, 2015): a batch's slopes are summed in `slope`, then all weights move at once. */
export class Adam {
  readonly slope: Float32Array;
  readonly #weights: Float32Array;
  readonly #rate: number;
  readonly #drift: Float32Array;
  readonly #size: Float32Array;
  #moves = 0;

  constructor(weights: Float32Array, rate: number) {
    this.#weights = weights;
    this.#rate = rate;
    this.slope = new Float32Array(weights.length);
    this.#drift = new Float32Array(weights.length);
    this.#size = new Float32Array(weights.length);
  }

  /** Move by the slopes of a batch of `count` messages, at `pace` times the rate, and forget them. */
  move(pace: number, count: number): void {
    this.#moves += 1;
    const start = Math.sqrt(1 - memory ** this.#moves) / (1 - inertia ** this.#moves);
    const stride = this.#rate * pace * start;
    const { slope } = this;
    for (let i = 0; i < slope.length; i++) {
      const by = (slope[i] as number) / count;
      slope[i] = 0;
      const drift = inertia * (this.#drift[i] as number) + (1 - inertia) * by;
      const size = memory * (this.#size[i] as number) + (1 - memory) * by * by;
      this.#drift[i] = drift;
      this.#size[i] = size;
      this.#weights[i] = (this.#weights[i] as number) - (stride * drift) / (Math.sqrt(size) + 1e-8);
    }
  }
}
