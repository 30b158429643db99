import type { Readable, Writable } from 'node:stream';
import type { Command } from 'commander';
import { z } from 'zod';
import type { Understander } from '../core/understanding.ts';
import { language, onTerminal } from './language.ts';
import { idSchema, readLines, writeLine } from './lines.ts';

const asked = z.object({ id: idSchema, text: z.string() });

/** Add `classify`. Exits with 1 when a line could not be read; every other line is answered all the same. */
export function registerClassify(program: Command): void {
  program
    .command('classify')
    .description(
      'read JSON Lines {id, text} and write what each means, one JSON line each, in the same order; ' +
        'a line that cannot be read is answered with {line, error}',
    )
    .action(async () => {
      process.exitCode = await classify(await language(onTerminal), process.stdin, process.stdout);
    });
}

/** Answer every line of `from` on `to`. Gives the exit code. */
export async function classify(understander: Understander, from: Readable, to: Writable): Promise<0 | 1> {
  let code: 0 | 1 = 0;
  for await (const each of readLines(from, asked)) {
    if ('fault' in each) {
      code = 1;
      await writeLine(to, {
        line: each.line,
        error: `${each.fault}; each line is {"id": ..., "text": "..."}`,
      });
      continue;
    }
    const { id, text } = each.held;
    const found = understander.understand(text);
    await writeLine(to, {
      id,
      label: found.label,
      probability: rounded(found.probability),
      alternatives: found.alternatives.map(({ label, probability }) => ({
        label,
        probability: rounded(probability),
      })),
      issues: found.issues.map(({ text, label }) => ({ text, label })),
      flags: found.flags,
      language: found.language,
    });
  }
  return code;
}

function rounded(probability: number): number {
  return Math.round(probability * 10_000) / 10_000;
}
