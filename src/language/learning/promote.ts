import type { Correction, Heard } from '../../core/learning.ts';
import { modelFor, type Named, nameOf } from '../model/artefact.ts';
import { lessonsOf } from '../understander.ts';
import type { PromotedOptions } from './follow.ts';
import { type Learned, learn } from './learn.ts';
import { type Entry, shelf } from './shelf.ts';

/**
 * What came of learning. `taken-back`: these very corrections made a model that somebody took back. `overtaken`: another
 * model was promoted or taken back meanwhile.
 */
export type Outcome = Learned & {
  readonly did: 'nothing' | 'taken-back' | 'promoted' | 'refused' | 'overtaken';
};

/**
 * Learn from corrections, and let the new model stand if it is good enough: see `verdictOf`. What was done, by whom and
 * why, is on the shelf's record either way. Takes minutes.
 */
export async function learnAndPromote(
  options: PromotedOptions,
  given: {
    readonly corrections: readonly Correction[];
    readonly heard: readonly Heard[];
    /** The account it is done from. */
    readonly by: string;
    readonly why: string | null;
    /** Promote even what was taken back before. */
    readonly again?: boolean;
    readonly now: () => Date;
  },
): Promise<Outcome> {
  const { onProgress = () => {} } = options;
  const lessons = lessonsOf(options);
  const base = await nameOf(lessons);
  const on = shelf(options.shelf);
  const standing = await on.standing();
  const promoted = standing?.base === base ? await on.model(standing.model) : null;
  const running: Named = promoted ?? (await modelFor(lessons, options.cacheFolder, onProgress));
  const learned = await learn({
    lessons,
    running,
    learnt: promoted === null ? [] : (standing?.learnt ?? []),
    corrections: given.corrections,
    heard: given.heard,
    askBelow: options.askBelow,
    takenBack: given.again ? [] : takenBack(await on.history()),
    onProgress,
  });
  if (learned.tried === null)
    return { ...learned, did: learned.fresh.length + learned.gone.length === 0 ? 'nothing' : 'taken-back' };
  const { candidate, comparison } = learned.tried;
  const act = { at: given.now().toISOString(), by: given.by, why: given.why };
  if (!comparison.verdict.promote) {
    await on.refuse(comparison, standing, act);
    return { ...learned, did: 'refused' };
  }
  const learnt = learned.teachings.usable.map(({ id }) => id);
  const stands = await on.promote(candidate, { base, learnt, comparison }, standing, act);
  return { ...learned, did: stands ? 'promoted' : 'overtaken' };
}

/** Models whose last word is that they were taken back. */
function takenBack(history: readonly Entry[]): string[] {
  const last = new Map(history.flatMap(({ model, did }) => (model === null ? [] : [[model, did] as const])));
  return [...last].flatMap(([model, did]) => (did === 'rolled-back' ? [model] : []));
}
