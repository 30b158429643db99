import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { classify } from '../../../src/cli/classify.ts';
import { inWords, readLabelled } from '../../../src/cli/evaluate.ts';
import type { Understander } from '../../../src/core/understanding.ts';
import { scorecard } from '../../../src/language/scorecard.ts';
import { loadUnderstander } from '../../../src/language/understander.ts';

const folder = mkdtempSync(join(tmpdir(), 'moothall-commands-'));
afterAll(() => rmSync(folder, { recursive: true }));
let understander: Understander & { model: string };

beforeAll(async () => {
  understander = await loadUnderstander({
    examples: new Map([
      ['missed-bin', ['my bin was not emptied', 'bin not emptied again', 'missed bin']],
      ['noise', ['loud music all night', 'dog barking all night', 'loud noise at night']],
    ]),
    vectors: null,
    cacheFolder: folder,
    askBelow: 0.5,
  });
});

async function answers(...lines: string[]): Promise<{ code: number; out: Record<string, unknown>[] }> {
  const out: Record<string, unknown>[] = [];
  const to = new Writable({
    write(chunk, _, done) {
      for (const line of String(chunk).trimEnd().split('\n')) out.push(JSON.parse(line));
      done();
    },
  });
  const code = await classify(understander, Readable.from([lines.join('\n')]), to);
  return { code, out };
}

describe('classify', () => {
  test('answers each line with the words on the wire, and keeps the id', async () => {
    const { code, out } = await answers(
      '{"id": 7, "text": "bin not emptied"}',
      '{"id": "b", "text": "so loud"}',
    );
    expect(code).toBe(0);
    expect(out.map(({ id, label }) => [id, label])).toEqual([
      [7, 'missed-bin'],
      ['b', 'noise'],
    ]);
    expect(Object.keys(out[0] ?? {})).toEqual([
      'id',
      'label',
      'probability',
      'alternatives',
      'issues',
      'flags',
      'language',
    ]);
    expect(out[0]?.['issues']).toEqual([{ text: 'bin not emptied', label: 'missed-bin' }]);
    expect(out[0]?.['language']).toBe('en');
  });

  test('answers a bad line with what is wrong and where, goes on, and exits with 1', async () => {
    const { code, out } = await answers('not json', '', '{"id": 1}', '{"id": 2, "text": "missed bin"}');
    expect(code).toBe(1);
    expect(out[0]).toMatchObject({ line: 1, error: expect.stringContaining('not JSON') });
    expect(out[1]).toMatchObject({ line: 3, error: expect.stringContaining('text') });
    expect(out[2]).toMatchObject({ id: 2, label: 'missed-bin' });
  });

  test('answers a text of nothing at all', async () => {
    const { code, out } = await answers('{"id": 1, "text": ""}');
    expect(code).toBe(0);
    expect(out[0]?.['label']).toEqual(expect.any(String));
  });
});

describe('evaluate', () => {
  test('refuses a file with a wrong line, naming the line', async () => {
    const file = join(folder, 'wrong.jsonl');
    writeFileSync(file, '{"id":"a","text":"x","label":"noise"}\n{"id":"b","text":"x"}\n');
    await expect(readLabelled(file)).rejects.toThrow(/wrong\.jsonl:2 {2}label/);
  });

  test('refuses a file that is not there, and one with nothing in it', async () => {
    await expect(readLabelled(join(folder, 'none.jsonl'))).rejects.toThrow('There is no file');
    const file = join(folder, 'empty.jsonl');
    writeFileSync(file, '\n');
    await expect(readLabelled(file)).rejects.toThrow('holds no messages');
  });

  test('tells people the figures, with the ids of what went wrong', async () => {
    const file = join(folder, 'fine.jsonl');
    writeFileSync(
      file,
      '{"id":"a1","text":"bin not emptied","label":"missed-bin"}\n{"id":"a2","text":"loud music","label":"missed-bin"}\n',
    );
    const words = inWords(scorecard(understander, await readLabelled(file)));
    expect(words).toContain('50.0%');
    expect(words).toContain('missed-bin taken for noise  (a2)');
    expect(words).toMatch(/^ {2}missed-bin +2 +1\.00 +0\.50 +0\.67$/m);
    expect(words).toContain('░');
  });
});
