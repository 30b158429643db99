import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelFor } from '../../../../src/language/model/artefact.ts';
import {
  likeliest,
  probabilities,
  read,
  type Trained,
  train,
} from '../../../../src/language/model/classifier.ts';
import type { DangerExamples } from '../../../../src/language/model/danger.ts';
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
const danger: DangerExamples = {
  fires: new Map([
    ['gas', ['a strong smell of gas', 'i can smell gas in here']],
    ['flood', ['water pouring into the house', 'water coming into our kitchen']],
  ]),
  quiet: ['my gas bill is too high', 'water the flowers in the park'],
};
const rest = async () => {};
const lessons = { examples, heldOut, danger, vectors: null };
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

describe('The learnt half of the danger screen', () => {
  const about = (text: string) => read(model, text).danger;

  test('tells danger from what sounds like it, and of which family it is', () => {
    expect(about('smell of gas here')).toMatchObject({ family: 'gas' });
    expect(about('water into the kitchen')).toMatchObject({ family: 'flood' });
    expect(about('smell of gas here')?.probability).toBeGreaterThan(
      about('the gas bill')?.probability as number,
    );
  });

  test('is not there where it was taught nothing', async () => {
    const untaught = await train({ ...lessons, danger: { fires: new Map(), quiet: [] } }, rest);
    expect(read(untaught, 'smell of gas here').danger).toBeNull();
  });

  test('reads back from its file as it was', () => {
    expect(read(unpack(pack(model)), 'gas in the house').danger).toEqual(about('gas in the house'));
  });

  test('counts a family of danger to its label', async () => {
    const grave = new Map([...examples, ['emergency', ['help there is a fire', 'someone is hurt']]]);
    const taught = await train({ ...lessons, examples: grave }, rest);
    expect(likeliest(taught, 'strong smell of gas').label).toBe('emergency');
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
    const first = await modelFor(lessons, folder, count);
    const taken = steps;
    expect(taken).toBeGreaterThan(0);

    const second = await modelFor(lessons, folder, count);
    expect([second.name, steps]).toEqual([first.name, taken]);

    for (const file of readdirSync(folder)) writeFileSync(join(folder, file), 'broken');
    await modelFor(lessons, folder, count);
    expect(steps).toBe(2 * taken);

    const more = new Map([...examples, ['litter', ['cans all over the grass', 'litter on the grass']]]);
    expect((await modelFor({ ...lessons, examples: more }, folder, count)).name).not.toBe(first.name);
  });
});
