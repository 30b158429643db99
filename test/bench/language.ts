// How many messages a second are understood on one core, what that takes in memory and training, each beside its limit;
// how the danger screen does on messages it never met, by family; and the same speeds for `natural`'s BayesClassifier
// taught the same examples. `npm run bench:language`; exits with 1 when a
// limit is not kept.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js';
import { parse } from 'yaml';
import { z } from 'zod';
import { councilFolder, councilOf } from '../../config/council.ts';
import { readEnv } from '../../config/env.ts';
import { root } from '../../config/root.ts';
import { dangerFamilies, type Understander } from '../../src/core/understanding.ts';
import { isImmediate } from '../../src/language/danger/screen.ts';
import { modelFor } from '../../src/language/model/artefact.ts';
import { likeliest } from '../../src/language/model/classifier.ts';
import { vectorsFile } from '../../src/language/model/meanings.ts';
import { loadUnderstander } from '../../src/language/understander.ts';
import { languageOptions } from '../../src/main.ts';

const limits = { perSecond: 5_000, medianMs: 5, megabytes: 250, trainingSeconds: 60 };
const env = readEnv({ COUNCIL: process.env['COUNCIL'] });
const began = process.memoryUsage().rss;
const options = languageOptions(env, councilOf(env, new Date()));
const {
  examples,
  heldOut = new Map<string, readonly string[]>(),
  danger = { fires: new Map(), quiet: [] },
} = options;
const lessons = { examples, heldOut, danger, vectors: vectorsFile() };
const [, , given] = process.argv;
if (given === undefined) await measureAll();
else await modelFor(lessons, given, () => {});

async function measureAll(): Promise<void> {
  const cacheFolder = mkdtempSync(join(tmpdir(), 'moothall-bench-'));
  try {
    const training = performance.now();
    // In a process of its own, so that what it took is not counted as what reading takes.
    const { status } = spawnSync(process.execPath, [process.argv[1] as string, cacheFolder], {
      stdio: 'inherit',
    });
    if (status !== 0) throw new Error('Training failed.');
    beside('training', (performance.now() - training) / 1000, 's', limits.trainingSeconds, 'at most');
    console.log(
      `                     ${[...examples.values()].flat().length} examples, council ${councilFolder(env)}`,
    );
    const { trained } = await modelFor(lessons, cacheFolder, () => {});
    const understander = await loadUnderstander({ ...options, cacheFolder });
    const alone = measure('label alone', (text) => likeliest(trained, text).label);
    beside('label alone', alone.rate, 'messages a second', limits.perSecond, 'at least');
    const everything = measure('everything', (text) => understander.understand(text).label);
    beside('everything, median', everything.median, 'ms', limits.medianMs, 'at most');
    const used = (process.memoryUsage().rss - began) / 1_000_000;
    beside('memory', used, 'MB', limits.megabytes, 'at most');
    examineDanger(understander);
    measureBayes();
  } finally {
    rmSync(cacheFolder, { recursive: true });
  }
}

/** Of the messages somebody wrote who had seen neither rules nor examples: which families are seen, and left alone. */
function examineDanger({ understand }: Pick<Understander, 'understand'>): void {
  const exam = z.object({ fires: z.array(z.string()), quiet: z.array(z.string()) });
  const folder = join(root, 'test', 'unit', 'language', 'danger', 'unseen');
  const total = { fires: 0, seen: 0, named: 0, quiet: 0, alarms: 0 };
  for (const family of dangerFamilies) {
    const { fires, quiet } = exam.parse(parse(readFileSync(join(folder, `${family}.yaml`), 'utf8')));
    const signs = fires.map((text) => understand(text).danger);
    const found = {
      fires: fires.length,
      seen: signs.filter((each) => each.length > 0).length,
      named: signs.filter((each) => each.some((sign) => sign.family === family)).length,
      quiet: quiet.length,
      alarms: quiet.filter((text) => understand(text).danger.some(isImmediate)).length,
    };
    sayDanger(family, found);
    for (const name of ['fires', 'seen', 'named', 'quiet', 'alarms'] as const) total[name] += found[name];
  }
  sayDanger('all of it', total);
}

function sayDanger(
  name: string,
  of: Readonly<Record<'fires' | 'seen' | 'named' | 'quiet' | 'alarms', number>>,
): void {
  console.log(
    `danger, ${name.padEnd(17)} ${of.seen} of ${of.fires} seen, ${of.named} as what it is; ${of.alarms} false alarms in ${of.quiet} look-alikes`,
  );
}

function measureBayes(): void {
  const learning = performance.now();
  const bayes = new BayesClassifier();
  for (const [label, texts] of examples) for (const text of texts) bayes.addDocument(text, label);
  bayes.train();
  console.log(`BayesClassifier      trained in ${((performance.now() - learning) / 1000).toFixed(1)} s`);
  measure('BayesClassifier', (text) => bayes.classify(text), 60);
}

/** Say a figure beside its limit, as a ratio. */
function beside(
  name: string,
  figure: number,
  unit: string,
  limit: number,
  how: 'at least' | 'at most',
): void {
  const kept = how === 'at least' ? figure >= limit : figure <= limit;
  if (!kept) process.exitCode = 1;
  const shown = figure < 10 ? figure.toFixed(2) : Math.round(figure);
  console.log(
    `${name.padEnd(20)} ${shown} ${unit}, ${(figure / limit).toFixed(2)} times the limit of ${how} ${limit}${kept ? '' : ': NOT KEPT'}`,
  );
}

/** Ask about the held-out messages for two seconds or so; print how fast, and how many were right. */
function measure(
  name: string,
  ask: (text: string) => string,
  most = Number.POSITIVE_INFINITY,
): { rate: number; median: number } {
  const judged = [...heldOut].flatMap(([label, texts]) => texts.map((text) => ({ label, text })));
  const some = judged.filter((_, i) => i % Math.ceil(judged.length / Math.min(most, judged.length)) === 0);
  for (const { text } of some.slice(0, 200)) ask(text);
  const times: number[] = [];
  let right = 0;
  const began = performance.now();
  do {
    for (const { label, text } of some) {
      const from = performance.now();
      if (ask(text) === label) right += 1;
      times.push(performance.now() - from);
    }
  } while (performance.now() - began < 2000);
  times.sort((a, b) => a - b);
  const rate = Math.round((1000 * times.length) / (performance.now() - began));
  const median = times[Math.floor(times.length / 2)] ?? 0;
  const slow = (times[Math.floor(times.length * 0.99)] ?? 0).toFixed(3);
  const share = ((100 * right) / times.length).toFixed(1);
  console.log(
    `${name.padEnd(20)} ${rate} messages a second, median ${median.toFixed(3)} ms, 99th ${slow} ms, ${share} % of held-out right`,
  );
  return { rate, median };
}
