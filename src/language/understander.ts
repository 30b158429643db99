import type { Guess, Understander, Understanding } from '../core/understanding.ts';
import { screenForDanger } from './danger/screen.ts';
import { flagsOf } from './flags.ts';
import { splitIssues } from './issues.ts';
import { modelFor } from './model/artefact.ts';
import { type Examples, likeliest, probabilities, type Trained } from './model/classifier.ts';
import { looksNotFixed } from './not-fixed.ts';
import { findPlace, type Gazetteer } from './place/find.ts';
import { whichLanguage } from './tongue.ts';

export type { Examples } from './model/classifier.ts';
export type { Gazetteer } from './place/find.ts';

export interface UnderstanderOptions {
  /** What residents write, by label. Every label needs some. */
  readonly examples: Examples;
  /** Ordinary messages, none of them an example, to fit the probabilities to; without them they are too modest. */
  readonly heldOut?: Examples;
  /** Where trained models are kept. */
  readonly cacheFolder: string;
  /** A label below this probability is asked about, not acted on. */
  readonly askBelow: number;
  /** The council's streets and landmarks; without it places are told by their shape alone. */
  readonly gazetteer?: Gazetteer;
  onProgress?(done: number, of: number): void;
}

/** How many other labels are offered when we ask. */
const alternativesGiven = 4;

/**
 * Make what reads residents' words. The first time it trains for some seconds, telling `onProgress`; later it reads
 * the kept model. May run twice. Throws when the cache folder cannot be written.
 */
export async function loadUnderstander(
  options: UnderstanderOptions,
): Promise<Understander & { readonly model: string }> {
  const { name, trained } = await modelFor(
    options.examples,
    options.heldOut ?? new Map(),
    options.cacheFolder,
    options.onProgress ?? (() => {}),
  );
  return {
    model: name,
    screen: screenForDanger,
    understand(text: string): Understanding {
      const [best, ...alternatives] = guesses(trained, text);
      const guess = best ?? { label: 'other', probability: 0 };
      const danger = screenForDanger(text);
      const place = findPlace(text, options.gazetteer);
      return {
        ...guess,
        alternatives,
        unsure: guess.probability < options.askBelow,
        issues: splitIssues(text, (part) => (part === text ? guess : likeliest(trained, part))),
        flags: flagsOf(text, guess.label, danger),
        danger,
        language: whichLanguage(text),
        place,
        notFixed: looksNotFixed(text),
        model: name,
      };
    },
  };
}

/** The likeliest labels, best first. */
function guesses(trained: Trained, text: string): Guess[] {
  const values = probabilities(trained, text);
  return Array.from(values, (probability, i) => ({ label: trained.labels[i] as string, probability }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, 1 + alternativesGiven);
}
