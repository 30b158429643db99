import type { Command } from 'commander';
import { Listr } from 'listr2';
import { language } from './language.ts';

/** Add `train`. Does nothing that was done before: the same examples and code give the same model. */
export function registerTrain(program: Command): void {
  program
    .command('train')
    .description('learn to tell messages apart from the council’s training examples, and keep the model')
    .action(async () => {
      const began = performance.now();
      let learnt = false;
      const tasks = new Listr(
        [
          {
            title: 'Learning from examples',
            task: async (_, task): Promise<void> => {
              const { model } = await language((done, of) => {
                learnt = true;
                task.output = `${bar(done / of)} ${Math.floor((100 * done) / of)} %`;
              });
              const seconds = Math.round((performance.now() - began) / 1000);
              task.title = learnt
                ? `Model ${model} is ready, after ${seconds} s`
                : `Model ${model} was ready: neither examples nor code have changed`;
            },
          },
        ],
        { fallbackRenderer: 'simple' },
      );
      await tasks.run();
    });
}

function bar(share: number): string {
  const full = Math.round(30 * share);
  return '█'.repeat(full) + '░'.repeat(30 - full);
}
