import { Listr } from 'listr2';

/** Do one long thing with a bar that says how far it is, and give what came of it. */
export async function withBar<T>(
  name: string,
  { silent = false }: { readonly silent?: boolean },
  act: (title: (words: string) => void, progress: (done: number, of: number) => void) => Promise<T>,
): Promise<T> {
  const done: T[] = [];
  const tasks = new Listr(
    [
      {
        title: name,
        task: async (_, task): Promise<void> => {
          const title = (words: string) => {
            task.title = words;
          };
          let told = -1;
          const progress = (done: number, of: number) => {
            const percent = Math.floor((100 * done) / of);
            // Where every step is a line of its own, some are enough.
            if (!process.stdout.isTTY && percent < told + 10) return;
            told = percent;
            task.output = `${bar(done / of)} ${percent} %`;
          };
          done.push(await act(title, progress));
        },
      },
    ],
    { fallbackRenderer: 'simple', silentRendererCondition: () => silent },
  );
  await tasks.run();
  return done[0] as T;
}

function bar(share: number): string {
  const full = Math.round(30 * share);
  return '█'.repeat(full) + '░'.repeat(30 - full);
}
