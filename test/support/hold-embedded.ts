// A process that runs the built-in PostgreSQL until it is killed: what a killed app leaves behind.
import { startEmbedded } from '../../src/store/embedded.ts';
import { keepLog } from './log.ts';

const [dataDir = ''] = process.argv.slice(2);
try {
  const { url, stop } = await startEmbedded({ dataDir, log: keepLog().log });
  process.once('SIGTERM', () => void stop().then(() => process.exit(0)));
  process.stdout.write(`${url}\n`);
  setInterval(() => {}, 60_000);
} catch (fault) {
  process.stdout.write(`${String(fault)}\n`);
}
