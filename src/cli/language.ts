import { councilOf } from '../../config/council.ts';
import { readEnv } from '../../config/env.ts';
import { understander } from '../main.ts';

/** What reads residents' words for the council that COUNCIL names; trains first where no model is kept. */
export function language(onProgress?: (done: number, of: number) => void): ReturnType<typeof understander> {
  const env = readEnv();
  const council = councilOf(env, new Date());
  return understander(env, council, onProgress);
}

/** Say how far training is, on one line of a terminal; silent elsewhere. */
export function onTerminal(done: number, of: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(
    `\rLearning from examples: ${Math.floor((100 * done) / of)} %${done === of ? '\n' : ''}`,
  );
}
