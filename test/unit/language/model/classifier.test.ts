import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelFor } from '../../../../src/language/model/artefact.ts';
import { likeliest, probabilities, type Trained, train } from '../../../../src/language/model/classifier.ts';
import { pack, unpack } from '../../../../src/language/model/pack.ts';

const examples = new Map([
  [
    'missed-bin',
    ['my bin was not emptied', 'bin not emptied again', 'recycling bin was missed', 'missed bin'],
  ],
  [
    'pothole',
    ['deep pothole in the road', 'pothole on the bend', 'hole in the road surface', 'road full of holes'],
  ],
  ['noise', ['loud music all night', 'dog barking all night', 'music next door too loud', 'noise all night']],
]);
const heldOut = new Map([
  ['missed-bin', ['nobody emptied the bin']],
  ['pothole', ['pothole in our road']],
  ['noise', ['loud barking']],
]);
const rest = async () => {};
const lessons = { examples, heldOut, vectors: null };
let model: Trained;

beforeAll(async () => {
  model = await train(lessons, rest);
});

describe('A trained model', () => {
  test('tells apart what it was taught, in words it has not seen together', () => {
    expect(likeliest(model, 'the bins were missed').label).toBe('missed-bin');
    expect(likeliest(model, 'potholes on this road').label).toBe('pothole');
    expect(likeliest(model, 'such loud music').label).toBe('noise');
  });

  test('knows a word by its pieces when it is misspelt', () => {
    expect(likeliest(model, 'poothole').label).toBe('pothole');
  });

  test('gives probabilities that add up to one', () => {
    const sum = probabilities(model, 'loud road bin').reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(1, 5);
  });

  test('is less sure of words it has never met', () => {
    const strange = likeliest(model, 'xylophone quiz').probability;
    expect(strange).toBeLessThan(likeliest(model, 'my bin was not emptied').probability);
  });

  test('comes out the same from the same lessons', async () => {
    const again = await train(lessons, rest);
    expect(pack(again).equals(pack(model))).toBe(true);
  });

  test('reads back from its file as it was', () => {
    const read = unpack(pack(model));
    expect(probabilities(read, 'noise in the road')).toEqual(probabilities(model, 'noise in the road'));
  });
});

describe('The kept model', () => {
  const folder = mkdtempSync(join(tmpdir(), 'moothall-model-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is trained once, and again when an example changes or the file is broken', async () => {
    let steps = 0;
    const count = () => {
      steps += 1;
    };
    const first = await modelFor(examples, heldOut, folder, count);
    const taken = steps;
    expect(taken).toBeGreaterThan(0);

    const second = await modelFor(examples, heldOut, folder, count);
    expect([second.name, steps]).toEqual([first.name, taken]);

    for (const file of readdirSync(folder)) writeFileSync(join(folder, file), 'broken');
    await modelFor(examples, heldOut, folder, count);
    expect(steps).toBe(2 * taken);

    const more = new Map([...examples, ['litter', ['cans all over the grass', 'litter on the grass']]]);
    expect((await modelFor(more, heldOut, folder, count)).name).not.toBe(first.name);
  });
});
