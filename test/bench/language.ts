// How many messages a second are understood on one core, what that takes in memory and training, and the same for
// `natural`'s BayesClassifier taught the same examples. `npm run bench:language`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js';
import { loadDanger } from '../../config/danger.ts';
import { loadHeldOut } from '../../config/held-out.ts';
import { root } from '../../config/root.ts';
import { loadTraining } from '../../config/training.ts';
import { modelFor } from '../../src/language/model/artefact.ts';
import { likeliest } from '../../src/language/model/classifier.ts';
import { vectorsFile } from '../../src/language/model/meanings.ts';
import { loadUnderstander } from '../../src/language/understander.ts';

const council = join(root, 'config', 'councils', 'marlcombe');
const [examples, heldOut] = [loadTraining(council), loadHeldOut(council)];
const lessons = { examples, heldOut, danger: loadDanger(), vectors: vectorsFile() };
const judged = [...heldOut].flatMap(([label, texts]) => texts.map((text) => ({ label, text })));
const cacheFolder = mkdtempSync(join(tmpdir(), 'moothall-bench-'));

try {
  const began = performance.now();
  await modelFor(lessons, cacheFolder, () => {});
  console.log(
    `training             ${seconds(began)} s for ${[...examples.values()].flat().length} examples`,
  );

  const before = process.memoryUsage().rss;
  const loading = performance.now();
  const { trained } = await modelFor(lessons, cacheFolder, () => {});
  const understander = await loadUnderstander({ ...lessons, cacheFolder, askBelow: 0.5 });
  console.log(
    `reading a kept model ${seconds(loading)} s, ${megabytes(process.memoryUsage().rss - before)} MB more`,
  );

  measure('label alone', (text) => likeliest(trained, text).label);
  measure('everything', (text) => understander.understand(text).label);

  const learning = performance.now();
  const bayes = new BayesClassifier();
  for (const [label, texts] of examples) for (const text of texts) bayes.addDocument(text, label);
  bayes.train();
  console.log(`BayesClassifier      trained in ${seconds(learning)} s`);
  measure('BayesClassifier', (text) => bayes.classify(text), 60);
  console.log(
    `process memory       ${megabytes(process.memoryUsage().rss)} MB, training and both models included`,
  );
} finally {
  rmSync(cacheFolder, { recursive: true });
}

/** Ask about the held-out messages for two seconds or so; print how fast, and how many were right. */
function measure(name: string, ask: (text: string) => string, most = Number.POSITIVE_INFINITY): void {
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
  const median = (times[Math.floor(times.length / 2)] ?? 0).toFixed(3);
  const slow = (times[Math.floor(times.length * 0.99)] ?? 0).toFixed(3);
  const share = ((100 * right) / times.length).toFixed(1);
  console.log(
    `${name.padEnd(20)} ${rate} messages a second, median ${median} ms, 99th ${slow} ms, ${share} % of held-out right`,
  );
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}
