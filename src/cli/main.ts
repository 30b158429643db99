#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { StartFault } from '../core/errors.ts';
import { registerClassify } from './classify.ts';
import { registerClock } from './clock.ts';
import { registerConfigCheck } from './config-check.ts';
import { registerDemo } from './demo.ts';
import { registerEvaluate } from './evaluate.ts';
import { registerExport } from './export.ts';
import { registerMigrate } from './migrate.ts';
import { registerOfficer } from './officer.ts';
import { registerPlaces } from './places.ts';
import { registerScorecard } from './scorecard.ts';
import { registerStart } from './start.ts';
import { registerStats } from './stats.ts';
import { registerTrain } from './train.ts';
import { registerVerify } from './verify.ts';

const program = new Command('moothall')
  .description(
    'Residents write to their council where they already are; officers answer; the record shows how.',
  )
  .showHelpAfterError('(moothall --help says what there is)')
  .exitOverride();

registerStart(program);
registerMigrate(program);
registerConfigCheck(program);
registerPlaces(program);
registerTrain(program);
registerClassify(program);
registerEvaluate(program);
registerScorecard(program);
registerStats(program);
registerOfficer(program);
registerDemo(program);
registerClock(program);
registerExport(program);
registerVerify(program);

// Whoever reads what we write may have read enough: `moothall … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = told(error);
  // A part that was half started must not keep the process.
  setTimeout(() => process.exit(), 500).unref();
}

/** Say what went wrong in a sentence or two, and give the exit code: 2 for bad usage or configuration, else 1. */
function told(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof StartFault)
    console.error(`${error.message}${error.message.includes('\n') ? '\n' : ' '}${error.hint}`);
  else console.error(error);
  return error instanceof StartFault ? 2 : 1;
}
