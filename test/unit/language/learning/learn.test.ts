import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Correction, Heard } from '../../../../src/core/learning.ts';
import {
  currentReader,
  followReader,
  type PromotedOptions,
} from '../../../../src/language/learning/follow.ts';
import { learnAndPromote } from '../../../../src/language/learning/promote.ts';
import { shelf } from '../../../../src/language/learning/shelf.ts';
import { teachingsOf } from '../../../../src/language/learning/taught.ts';
import { lessonsOf, loadUnderstander } from '../../../../src/language/understander.ts';
import { keepLog } from '../../../support/log.ts';

const cacheFolder = mkdtempSync(join(tmpdir(), 'moothall-built-in-'));
afterAll(() => rmSync(cacheFolder, { recursive: true }));

const examples = new Map([
  ['missed-bin', ['my bin was not emptied', 'bin not emptied again', 'missed bin', 'recycling bin missed']],
  ['noise', ['loud music all night', 'dog barking all night', 'loud noise at night', 'music next door']],
  ['emergency', ['help there is a fire', 'house on fire now', 'fire in the kitchen help']],
]);
const heldOut = new Map([
  ['missed-bin', ['nobody emptied the bin', 'bin was missed']],
  ['noise', ['loud barking at night', 'music too loud']],
  ['emergency', ['help fire']],
]);

/** A council of three labels, and a shelf of its own with nothing on it. */
function aCouncil(change: Partial<PromotedOptions> = {}): PromotedOptions {
  const folder = mkdtempSync(join(tmpdir(), 'moothall-shelf-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { examples, heldOut, vectors: null, cacheFolder, shelf: folder, askBelow: 0.5, ...change };
}

let count = 0;
function aCorrection(text: string | null, label: string, change: Partial<Correction> = {}): Correction {
  count += 1;
  return { id: `c${count}`, label, by: 'officer', text, leftOut: null, ...change };
}

const given = (corrections: readonly Correction[], heard: readonly Heard[] = []) => ({
  corrections,
  heard,
  by: 'ann',
  why: null,
  now: () => new Date('2026-11-24T10:00:00Z'),
});

const caddies = ['caddy', 'food caddy', 'caddy lid', 'caddy by the gate'].map((text) =>
  aCorrection(text, 'missed-bin'),
);

describe('What is learnt from', () => {
  const lessons = lessonsOf({ examples, heldOut, vectors: null });

  test('is what has words and a label we know; the rest is counted', () => {
    const { usable, leftOut } = teachingsOf(
      [
        aCorrection('caddy not taken', 'missed-bin'),
        aCorrection(null, 'noise', { leftOut: 'restricted' }),
        aCorrection(null, 'noise', { leftOut: 'no-words' }),
        aCorrection('permit please', 'parking-permit'),
        aCorrection('Music too loud!', 'missed-bin'),
      ],
      lessons,
    );
    expect(usable.map(({ text }) => text)).toEqual(['caddy not taken']);
    expect(leftOut).toMatchObject({ restricted: 1, 'no-words': 1, 'label-unknown': 1, 'said-again': 1 });
  });

  test('is the later of two corrections of the same words', () => {
    const { usable } = teachingsOf(
      [aCorrection('Caddy, again', 'noise'), aCorrection('caddy again!', 'missed-bin')],
      lessons,
    );
    expect(usable.map(({ label }) => label)).toEqual(['missed-bin']);
  });
});

describe('Learning from corrections', () => {
  test('teaches what officers said, compares on what neither was taught, and promotes', async () => {
    const council = aCouncil();
    const heard = [
      { id: 'h1', text: 'loud music', judged: 'noise', correction: null },
      { id: 'h2', text: 'caddy', judged: 'missed-bin', correction: 'c1' },
      { id: 'h3', text: 'the bin', judged: null, correction: null },
    ];
    const outcome = await learnAndPromote(council, given(caddies, heard));
    expect(outcome.did).toBe('promoted');
    const comparison = outcome.tried?.comparison;
    expect(comparison?.heldOut).toMatchObject({ messages: 5, running: 5 });
    expect(comparison?.corrected.messages).toBe(4);
    // Three of the four caddies are learnt from while the fourth is asked about.
    expect(comparison?.corrected.candidate).toBeGreaterThan(comparison?.corrected.running ?? 4);
    expect(comparison?.standing).toMatchObject({ messages: 1, running: 1, candidate: 1 });
    expect(comparison?.shadow.messages).toBe(3);
    expect(comparison?.danger).toEqual([
      { set: 'held out: emergency', messages: 1, running: 1, candidate: 1 },
    ]);

    const { reader } = await currentReader(council);
    expect(reader.model).toBe(comparison?.candidate);
    expect(reader.understand('the caddy').label).toBe('missed-bin');
  });

  test('finds nothing to do when nothing was corrected since', async () => {
    const council = aCouncil();
    await learnAndPromote(council, given(caddies));
    expect(await learnAndPromote(council, given(caddies))).toMatchObject({ did: 'nothing', tried: null });
  });

  test('forgets what was erased since', async () => {
    const council = aCouncil();
    const first = await learnAndPromote(council, given(caddies));
    const [gone, ...left] = caddies;
    const outcome = await learnAndPromote(council, given(left));
    expect(outcome).toMatchObject({ did: 'promoted', fresh: [], gone: [gone?.id] });
    expect(outcome.tried?.candidate.name).not.toBe(first.tried?.candidate.name);
  });

  test('does not promote a model that misses danger, says which, and leaves everything as it was', async () => {
    const council = aCouncil();
    const { model } = await loadUnderstander(council);
    const wrong = Array.from({ length: 12 }, (_, i) =>
      aCorrection(`help fire ${'help '.repeat(i)}x`, 'noise'),
    );
    const outcome = await learnAndPromote(council, given(wrong));
    expect(outcome.did).toBe('refused');
    expect(outcome.tried?.comparison.verdict.danger).toEqual([
      { set: 'held out: emergency', messages: 1, running: 1, candidate: 0 },
    ]);
    expect((await currentReader(council)).reader.model).toBe(model);
    const [entry] = await shelf(council.shelf).history();
    expect(entry).toMatchObject({ did: 'refused', by: 'ann', model: outcome.tried?.candidate.name });
    expect(readdirSync(council.shelf)).toEqual(['history.jsonl']);
  });

  test('compares on examples in folds where the council has kept no messages out', async () => {
    const council = aCouncil({ heldOut: new Map() });
    const { tried } = await learnAndPromote(council, given(caddies));
    expect(tried?.comparison.heldOut.messages).toBe(8);
    expect(tried?.comparison.danger.map(({ set }) => set)).toEqual(['examples: emergency']);
  });
});

describe('The shelf', () => {
  test('goes back one model at a time, to the built-in one, and keeps the history', async () => {
    const council = aCouncil();
    const on = shelf(council.shelf);
    const act = { at: '2026-11-24T11:00:00Z', by: 'ann', why: 'officers complain' };
    const built = (await currentReader(council)).reader.model;
    const first = (await learnAndPromote(council, given(caddies.slice(0, 2)))).tried?.candidate.name;
    const second = (await learnAndPromote(council, given(caddies))).tried?.candidate.name;
    expect((await currentReader(council)).reader.model).toBe(second);
    await on.rollBack(act);
    expect((await currentReader(council)).reader.model).toBe(first);
    await on.rollBack(act);
    expect((await currentReader(council)).reader.model).toBe(built);
    expect(await on.rollBack(act)).toBeNull();
    expect((await on.history()).map(({ did, model, over }) => [did, model, over])).toEqual([
      ['promoted', first, null],
      ['promoted', second, first],
      ['rolled-back', second, first],
      ['rolled-back', first, null],
    ]);
  });

  test('does not let the same corrections undo a roll-back, unless that is asked for', async () => {
    const council = aCouncil();
    const { tried } = await learnAndPromote(council, given(caddies));
    await shelf(council.shelf).rollBack({ at: '', by: 'ann', why: null });
    expect(await learnAndPromote(council, given(caddies))).toMatchObject({ did: 'taken-back', tried: null });
    expect((await shelf(council.shelf).standing())?.model).toBeUndefined();
    expect((await learnAndPromote(council, { ...given(caddies), again: true })).did).toBe('promoted');
    expect((await shelf(council.shelf).standing())?.model).toBe(tried?.candidate.name);
    const more = [...caddies, aCorrection('caddy handle', 'missed-bin')];
    expect((await learnAndPromote(council, given(more))).did).toBe('promoted');
  });

  test('holds no words of residents outside the models', async () => {
    const council = aCouncil();
    await learnAndPromote(council, given([...caddies, aCorrection('zanzibar caddy', 'missed-bin')]));
    for (const file of ['current.json', 'history.jsonl']) {
      const text = readFileSync(join(council.shelf, file), 'utf8');
      expect(text).not.toMatch(/caddy|zanzibar/i);
    }
  });

  test('sets a model aside when examples have changed, and says so', async () => {
    const council = aCouncil();
    await learnAndPromote(council, given(caddies));
    const changed = { ...council, examples: new Map([...examples, ['litter', ['cans on the grass']]]) };
    const { reader, setAside } = await currentReader(changed);
    expect(setAside?.why).toBe('outdated');
    expect(reader.understand('cans on the grass').label).toBe('litter');
    // Learning again starts from the new examples with all that was ever corrected.
    const again = await learnAndPromote(changed, given(caddies));
    expect([again.did, again.fresh.length]).toEqual(['promoted', 4]);
    expect((await currentReader(changed)).setAside).toBeNull();
    await shelf(council.shelf).rollBack({ at: '', by: '', why: null });
    expect((await currentReader(changed)).reader.model).toBe(reader.model);
  });

  test('does not let a model stand when another has come to stand since it was compared', async () => {
    const council = aCouncil();
    const other = { model: 'other', base: 'b', learnt: [], at: '', by: 'tom', before: null };
    const onProgress = () => writeFileSync(join(council.shelf, 'current.json'), JSON.stringify(other));
    const outcome = await learnAndPromote({ ...council, onProgress }, given(caddies));
    expect(outcome.did).toBe('overtaken');
    expect(await shelf(council.shelf).standing()).toEqual(other);
  });
});

describe('A process that goes on', () => {
  test('changes over when another model stands, and back', async () => {
    const council = aCouncil();
    const { log, lines } = keepLog();
    const { reader, stop } = await followReader(council, { log, everyMs: 5 });
    onTestFinished(stop);
    const built = reader.model;
    const { tried } = await learnAndPromote(council, given(caddies));
    await expect.poll(() => reader.model).toBe(tried?.candidate.name);
    expect(reader.understand('the caddy').model).toBe(tried?.candidate.name);
    await shelf(council.shelf).rollBack({ at: '', by: 'ann', why: null });
    await expect.poll(() => reader.model).toBe(built);
    expect(JSON.stringify(lines)).toContain('another model reads messages now');
  });

  test('goes on with the model it has when the one that stands now is not there', async () => {
    const council = aCouncil();
    const { log, lines } = keepLog();
    await learnAndPromote(council, given(caddies));
    const { reader, stop } = await followReader(council, { log, everyMs: 5 });
    onTestFinished(stop);
    const promoted = reader.model;
    const standing = { model: 'lost', base: (await shelf(council.shelf).standing())?.base, learnt: [] };
    writeFileSync(join(council.shelf, 'current.json'), JSON.stringify({ ...standing, before: null }));
    await expect.poll(() => lines.map(({ level }) => level)).toContain('warn');
    expect(reader.model).toBe(promoted);
    expect(reader.understand('the caddy').label).toBe('missed-bin');
  });
});
