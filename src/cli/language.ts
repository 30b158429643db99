import { councilOf } from '../../config/council.ts';
import { readEnv } from '../../config/env.ts';
import type { Understander } from '../core/understanding.ts';
import { currentReader, whySetAside } from '../language/learning/follow.ts';
import { languageOptions } from '../main.ts';

/** What reads residents' words for the council that COUNCIL names: the promoted model, else the built-in one, which is trained first where it is not kept. */
export async function language(
  onProgress?: (done: number, of: number) => void,
): Promise<Understander & { readonly model: string }> {
  const { reader, setAside } = await currentReader(optionsHere(onProgress));
  if (setAside !== null) console.error(whySetAside(setAside));
  return reader;
}

/** What this machine's council reads messages with. */
export function optionsHere(
  onProgress?: (done: number, of: number) => void,
): ReturnType<typeof languageOptions> {
  const env = readEnv();
  return languageOptions(env, councilOf(env, new Date()), onProgress);
}

/** Say how far training is, on one line of a terminal; silent elsewhere. */
export function onTerminal(done: number, of: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(
    `\rLearning from examples: ${Math.floor((100 * done) / of)} %${done === of ? '\n' : ''}`,
  );
}
