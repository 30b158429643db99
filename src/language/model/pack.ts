import type { DangerFamily } from '../../core/understanding.ts';
import type { Meaningful, Trained } from './classifier.ts';
import type { Averager } from './pupil.ts';
import { Vocabulary } from './vocabulary.ts';

interface Head {
  readonly labels: readonly string[];
  readonly families: readonly DangerFamily[];
  readonly heat: number;
  /** Lengths of the arrays that follow, in order. */
  readonly lengths: readonly number[];
  readonly meaningful: null | {
    readonly words: readonly string[];
    readonly taught: number;
    readonly hidden: readonly number[];
  };
}

/** A model as one buffer: the length of the head, the head as JSON, then its arrays. */
export function pack({ labels, families, vocabulary, linear, meaningful, heat }: Trained): Buffer {
  const arrays: (Int32Array | Float32Array)[] = [
    vocabulary.hashes,
    vocabulary.rarity,
    linear.weights,
    linear.bias,
  ];
  if (meaningful !== null) {
    const { meanings, usual, averagers } = meaningful;
    arrays.push(meanings.rows, meanings.weights, usual);
    for (const one of averagers) {
      arrays.push(one.rows, one.weights, one.inner, one.innerBias, one.outer, one.outerBias);
    }
  }
  const head: Head = {
    labels,
    families,
    heat,
    lengths: arrays.map((array) => array.length),
    meaningful: meaningful && {
      words: [...meaningful.meanings.words.keys()],
      taught: meaningful.meanings.taught,
      hidden: meaningful.averagers.map(({ hidden }) => hidden),
    },
  };
  const text = Buffer.from(JSON.stringify(head));
  const padded = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, ' ')]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(padded.length);
  const bodies = arrays.map((array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength));
  return Buffer.concat([length, padded, ...bodies]);
}

/** The other way. Throws on a buffer that is cut short or is no model. */
export function unpack(file: Buffer): Trained {
  const start = 4 + file.readUInt32LE(0);
  const { labels, heat, lengths, meaningful, families }: Head = JSON.parse(file.toString('utf8', 4, start));
  const outputs = labels.length + families.length;
  let at = start;
  const left = [...lengths];
  const bytes = (): ArrayBuffer => {
    const end = at + (left.shift() ?? 0) * 4;
    if (end > file.length) throw new Error('the model file is cut short');
    const piece = new Uint8Array(end - at);
    file.copy(piece, 0, at, end);
    at = end;
    return piece.buffer;
  };
  const floats = () => new Float32Array(bytes());
  const vocabulary = new Vocabulary(new Int32Array(bytes()), floats());
  const linear = { labels: outputs, weights: floats(), bias: floats() };
  const known = meaningful && meaningfulFrom(meaningful, outputs, floats);
  return { labels, families, vocabulary, linear, meaningful: known, heat };
}

function meaningfulFrom(
  { words, taught, hidden }: NonNullable<Head['meaningful']>,
  labels: number,
  floats: () => Float32Array,
): Meaningful {
  return {
    meanings: {
      words: new Map(words.map((word, i) => [word, i])),
      taught,
      rows: floats(),
      weights: floats(),
    },
    usual: floats(),
    averagers: hidden.map(
      (width): Averager => ({
        labels,
        hidden: width,
        rows: floats(),
        weights: floats(),
        inner: floats(),
        innerBias: floats(),
        outer: floats(),
        outerBias: floats(),
      }),
    ),
  };
}
