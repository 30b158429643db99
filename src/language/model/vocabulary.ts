import type { Sparse } from './linear.ts';

/** Which hashed traits the model knows, each with its number and its weight for being rare. */
export class Vocabulary {
  readonly size: number;
  readonly #hashes: Int32Array;
  readonly #rarity: Float32Array;
  readonly #slots: Int32Array;
  readonly #mask: number;
  readonly #counts: Uint16Array;

  constructor(hashes: Int32Array, rarity: Float32Array) {
    this.size = hashes.length;
    this.#hashes = hashes;
    this.#rarity = rarity;
    let width = 16;
    while (width < hashes.length * 2) width *= 2;
    this.#mask = width - 1;
    this.#slots = new Int32Array(width).fill(-1);
    for (let i = 0; i < hashes.length; i++) {
      let slot = mixed(hashes[i] as number) & this.#mask;
      while (this.#slots[slot] !== -1) slot = (slot + 1) & this.#mask;
      this.#slots[slot] = i;
    }
    this.#counts = new Uint16Array(hashes.length);
  }

  /** Learn from messages: a trait is known when at least `least` of them have it. */
  static of(messages: readonly (readonly Int32Array[])[], least: number): Vocabulary {
    const having = new Map<number, number>();
    for (const blocks of messages) {
      for (const hash of new Set(blocks.flatMap((block) => [...block])))
        having.set(hash, (having.get(hash) ?? 0) + 1);
    }
    const known = [...having].filter(([, count]) => count >= least);
    return new Vocabulary(
      Int32Array.from(known, ([hash]) => hash),
      Float32Array.from(known, ([, count]) => Math.log(1 + messages.length / count)),
    );
  }

  get hashes(): Int32Array {
    return this.#hashes;
  }

  get rarity(): Float32Array {
    return this.#rarity;
  }

  /** A message's traits as features, each block of length one. Unknown traits are left out. */
  read(blocks: readonly Int32Array[]): Sparse {
    const at: number[] = [];
    const much: number[] = [];
    for (const block of blocks) {
      const from = at.length;
      this.#count(block, at);
      let square = 0;
      for (let i = from; i < at.length; i++) {
        const which = at[i] as number;
        const value = (1 + Math.log(this.#counts[which] as number)) * (this.#rarity[which] as number);
        this.#counts[which] = 0;
        much.push(value);
        square += value * value;
      }
      const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
      for (let i = from; i < at.length; i++) much[i] = (much[i] as number) * scale;
    }
    return { at: Int32Array.from(at), much: Float32Array.from(much) };
  }

  #count(block: Int32Array, into: number[]): void {
    for (const hash of block) {
      let slot = mixed(hash) & this.#mask;
      let which = this.#slots[slot] as number;
      while (which !== -1 && this.#hashes[which] !== hash) {
        slot = (slot + 1) & this.#mask;
        which = this.#slots[slot] as number;
      }
      if (which === -1) continue;
      const count = this.#counts[which] as number;
      if (count === 0) into.push(which);
      this.#counts[which] = count + 1;
    }
  }
}

function mixed(hash: number): number {
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
}
