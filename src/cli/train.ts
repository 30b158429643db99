import { userInfo } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { currentReader, whySetAside } from '../language/learning/follow.ts';
import { learnAndPromote } from '../language/learning/promote.ts';
import { shelf } from '../language/learning/shelf.ts';
import { loadUnderstander } from '../language/understander.ts';
import { optionsHere } from './language.ts';
import { withStore } from './ledger.ts';
import { entryInWords, outcomeInWords } from './models.ts';
import { withBar } from './progress.ts';

interface Asked {
  readonly withCorrections?: true;
  readonly rollBack?: true;
  readonly list?: true;
  readonly recent: number;
  readonly why?: string;
  readonly again?: boolean;
  readonly json?: true;
}

/** Add `train`. With nothing asked it does nothing that was done before: the same examples and code give the same model. */
export function registerTrain(program: Command): void {
  const one = (flags: string, says: string, others: string[]) => new Option(flags, says).conflicts(others);
  program
    .command('train')
    .description('learn to tell messages apart from the council’s training examples, and keep the model')
    .addOption(
      one(
        '--with-corrections',
        'learn from what officers and residents corrected, too, and use the new model if it is no worse; exits with 1 when it is worse',
        ['rollBack', 'list'],
      ),
    )
    .addOption(
      one('--roll-back', 'use the model again that was used before the last promotion', [
        'withCorrections',
        'list',
      ]),
    )
    .addOption(
      one('--list', 'list the models that were promoted, refused and rolled back', [
        'withCorrections',
        'rollBack',
      ]),
    )
    .option('--recent <count>', 'how many of the latest messages both models read', countFrom, 500)
    .option('--again', 'learn again what was taken back before')
    .option('--why <words>', 'a word for the record on why it is done')
    .option('--json', 'everything as JSON')
    .action(async (asked: Asked) => {
      if (asked.withCorrections) process.exitCode = await withCorrections(asked);
      else if (asked.rollBack) process.exitCode = await rollBack(asked);
      else if (asked.list) await list(asked);
      else await trainBuiltIn();
    });
}

async function trainBuiltIn(): Promise<void> {
  let learnt = false;
  await withBar('Learning from examples', {}, async (title, progress) => {
    const began = performance.now();
    const options = optionsHere((done, of) => {
      learnt = true;
      progress(done, of);
    });
    const { model } = await loadUnderstander(options);
    const seconds = Math.round((performance.now() - began) / 1000);
    const { reader, setAside } = await currentReader(options);
    title(
      (learnt
        ? `Model ${model} is ready, after ${seconds} s`
        : `Model ${model} was ready: neither examples nor code have changed`) +
        (reader.model === model ? '' : `; the promoted model ${reader.model} is used`),
    );
    if (setAside !== null) console.error(whySetAside(setAside));
  });
}

async function withCorrections({ recent, why, again = false, json }: Asked): Promise<0 | 1> {
  const given = await withStore(async ({ learning }) => ({
    corrections: await learning.corrections(),
    heard: await learning.heard(recent),
  }));
  const act = { by: userInfo().username, why: why ?? null, now: () => new Date() };
  const outcome = await withBar('Learning from corrections', { silent: json === true }, (_, progress) =>
    learnAndPromote(optionsHere(progress), { ...given, ...act, again }),
  );
  const { tried, teachings, fresh, gone, did } = outcome;
  const counts = { fresh: fresh.length, gone: gone.length, usable: teachings.usable.length };
  console.log(
    json
      ? JSON.stringify(
          {
            did,
            corrections: { ...counts, leftOut: teachings.leftOut },
            comparison: tried?.comparison ?? null,
          },
          null,
          2,
        )
      : outcomeInWords(outcome),
  );
  return did === 'nothing' || did === 'promoted' ? 0 : 1;
}

async function rollBack({ why, json }: Asked): Promise<0 | 1> {
  const act = { at: new Date().toISOString(), by: userInfo().username, why: why ?? null };
  const done = await shelf(optionsHere().shelf).rollBack(act);
  if (json) {
    console.log(JSON.stringify({ from: done?.from.model ?? null, to: done?.to?.model ?? null }));
  } else if (done === null) console.log('The built-in model is used: there is nothing to go back to.');
  else {
    const to = done.to === null ? 'The built-in model' : `Model ${done.to.model}`;
    console.log(
      `${to} is used again in place of ${done.from.model}. Processes that run follow within a minute.`,
    );
  }
  return done === null ? 1 : 0;
}

async function list({ json }: Asked): Promise<void> {
  const on = shelf(optionsHere().shelf);
  const [history, standing] = [await on.history(), await on.standing()];
  if (json) {
    console.log(JSON.stringify({ inUse: standing?.model ?? null, history }, null, 2));
    return;
  }
  for (const entry of history) console.log(entryInWords(entry, standing?.model ?? null));
  if (standing === null) console.log('The built-in model is used.');
}

function countFrom(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('It is a whole number, such as 500.');
  return Number(text);
}
