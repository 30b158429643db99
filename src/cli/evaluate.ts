import { createReadStream, existsSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { StartFault } from '../core/errors.ts';
import { type Labelled, type Scorecard, type Scores, scorecard } from '../language/scorecard.ts';
import { language, onTerminal } from './language.ts';
import { idSchema, readLines } from './lines.ts';

const judged = z.object({
  id: idSchema.transform(String),
  text: z.string(),
  label: z.string().min(1),
  second_label: z.string().nullish(),
});

/** Add `evaluate FILE`. Exits with 2 when the file cannot be used: a score over half a file would mislead. */
export function registerEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('measure the model on JSON Lines {id, text, label, second_label?} that people have labelled')
    .argument('<file>', 'the labelled messages')
    .option('--json', 'the whole scorecard as JSON', false)
    .action(async (file: string, { json }: { json: boolean }) => {
      const messages = await readLabelled(file);
      const card = scorecard(await language(onTerminal), messages);
      console.log(json ? JSON.stringify(card, null, 2) : inWords(card));
    });
}

/** Read labelled messages. Throws a StartFault naming the first lines that are wrong. */
export async function readLabelled(file: string): Promise<Labelled[]> {
  if (!existsSync(file))
    throw new StartFault(`There is no file ${file}.`, 'Give JSON Lines that people have labelled.');
  const messages: Labelled[] = [];
  const faults: string[] = [];
  for await (const each of readLines(createReadStream(file), judged)) {
    if ('fault' in each) faults.push(`${file}:${each.line}  ${each.fault}`);
    else {
      const { id, text, label, second_label: second } = each.held;
      messages.push({ id, text, label, second: second ?? undefined });
    }
  }
  const shape = 'Each line is {"id": ..., "text": "...", "label": "..."}.';
  if (faults.length > 0) throw new StartFault(faults.slice(0, 10).join('\n'), shape);
  if (messages.length === 0) throw new StartFault(`${file} holds no messages.`, shape);
  return messages;
}

/** A scorecard for people. */
export function inWords(card: Scorecard): string {
  const { emergencies } = card;
  const weakest = card.labels.filter(({ messages }) => messages > 0).sort((a, b) => a.f1 - b.f1);
  return [
    `Model ${card.model} on ${card.messages} messages`,
    '',
    `${''.padEnd(12)}messages  accuracy  top three  macro-F1  calibration error   sure  right when sure`,
    row('all', card),
    ...Object.entries(card.kinds).map(([kind, scores]) => row(kind, scores)),
    '',
    `Emergencies: ${percent(emergencies.recall)} of ${emergencies.messages} flagged` +
      `${emergencies.missed.length > 0 ? ` (missed ${emergencies.missed.join(', ')})` : ''}; ` +
      `${percent(emergencies.falseAlarms)} of ordinary messages flagged` +
      `${emergencies.falseAlarmIds.length > 0 ? ` (${emergencies.falseAlarmIds.slice(0, 10).join(', ')})` : ''}.`,
    '',
    'Is it as sure as it is right? What it promised (░) and how much came true (█):',
    ...card.calibration.filter(({ messages }) => messages > 0).map(band),
    '',
    `${'Labels, the weakest first'.padEnd(42)}messages  precision  recall    F1`,
    ...weakest.map(
      ({ label, messages, precision, recall, f1 }) =>
        `  ${label.padEnd(40)}${String(messages).padStart(8)}${precision.toFixed(2).padStart(11)}` +
        `${recall.toFixed(2).padStart(8)}${f1.toFixed(2).padStart(6)}`,
    ),
    '',
    'Worst confusions:',
    ...card.confusions
      .slice(0, 15)
      .map(({ label, taken, times, ids }) => `  ${times}  ${label} taken for ${taken}  (${ids.join(', ')})`),
  ].join('\n');
}

function row(name: string, scores: Scores): string {
  return [
    name.padEnd(12),
    String(scores.messages).padStart(8),
    percent(scores.accuracy).padStart(10),
    percent(scores.topThree).padStart(11),
    scores.macroF1.toFixed(3).padStart(10),
    scores.calibrationError.toFixed(3).padStart(19),
    percent(scores.sure.share).padStart(7),
    percent(scores.sure.accuracy).padStart(17),
  ].join('');
}

const barWidth = 40;

/** One band of probability: two bars, of what was promised and of what came true. */
function band({ from, messages, given, right }: Scorecard['calibration'][number]): string {
  const name = `${from.toFixed(1)} to ${(from + 0.1).toFixed(1)}`;
  const bar = (share: number, sign: string) => sign.repeat(Math.round(barWidth * share)).padEnd(barWidth);
  return (
    `  ${name}${String(messages).padStart(7)}  ${bar(given, '░')} ${percent(given).padStart(6)}\n` +
    `  ${''.padEnd(name.length + 7)}  ${bar(right, '█')} ${percent(right).padStart(6)}`
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}
