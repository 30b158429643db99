// `npm test`: builds, makes sure of the programs the suites drive, runs them all, and counts.
// What could not be had is skipped by name, never in CI. Words after `npm test --` go to Vitest.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const house = join(import.meta.dirname, '../..');
const inCI = process.env['CI'] === 'true';

const built = run('npm', ['run', '--silent', 'build']);
if (built !== 0) end({ failed: 1 }, 'The build failed.');

const missing = await findMissing();
if (inCI && missing.length > 0) end({ failed: missing.length }, missing.join('\n'));

const folder = mkdtempSync(join(tmpdir(), 'moothall-result-'));
const result = join(folder, 'result.json');
const vitest = join(house, 'node_modules/vitest/vitest.mjs');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${result}`];
const status = run(process.execPath, [vitest, 'run', ...reporters, ...process.argv.slice(2)]);
const counts = count(result, status);
rmSync(folder, { recursive: true, force: true });
end(counts, missing.join('\n'));

function run(program, words) {
  return spawnSync(program, words, { cwd: house, stdio: 'inherit' }).status;
}

async function findMissing() {
  const { ensureRedis } = await import('../../dist/test/support/redis-server.js');
  const { ensureChromium } = await import('../../dist/test/support/chromium.js');
  const sentences = [];
  if (ensureRedis() === null)
    sentences.push(
      'SKIPPED: every test on Redis, because there is no redis-server. Install it and run again.',
    );
  if (ensureChromium() === null)
    sentences.push(
      'SKIPPED: every test in a browser, because there is no Chromium. Install it and run again.',
    );
  return sentences;
}

/** From Vitest's own result. A file that could not be run, or a fault outside of any test, is a failure too. */
function count(file, exit) {
  try {
    const { testResults } = JSON.parse(readFileSync(file, 'utf8'));
    const tests = testResults.flatMap((one) => one.assertionResults);
    const having = (...states) => tests.filter((test) => states.includes(test.status)).length;
    const brokenFiles = testResults.filter(
      (one) => one.status === 'failed' && !one.assertionResults.some((test) => test.status === 'failed'),
    );
    const failed = having('failed') + brokenFiles.length;
    return {
      passed: having('passed'),
      failed: exit === 0 ? failed : Math.max(failed, 1),
      skipped: having('pending', 'skipped', 'todo', 'disabled'),
    };
  } catch {
    return { failed: 1 };
  }
}

function end({ passed = 0, failed = 0, skipped = 0 }, sentences) {
  const refused = inCI && skipped > 0;
  if (sentences !== '') console.log(`\n${sentences}`);
  if (refused) console.log('\nA skipped test is a failure in CI.');
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exit(failed > 0 || refused ? 1 : 0);
}
