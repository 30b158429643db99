import type { Guess, Understander, Understanding } from '../core/understanding.ts';
import { signsOfDanger } from './danger/learned.ts';
import { flagsOf } from './flags.ts';
import { splitIssues } from './issues.ts';
import { modelFor, type Named } from './model/artefact.ts';
import { likeliest, type Reading, read, type Trained } from './model/classifier.ts';
import type { DangerExamples } from './model/danger.ts';
import type { Examples, Lessons } from './model/lessons.ts';
import { vectorsFile } from './model/meanings.ts';
import { looksNotFixed } from './not-fixed.ts';
import { findPersonal } from './personal.ts';
import { findPlace, type Gazetteer, together } from './place/find.ts';
import { tongueOf } from './tongue/tongue.ts';

export type { DangerExamples } from './model/danger.ts';
export type { Examples } from './model/lessons.ts';
export type { Gazetteer } from './place/find.ts';

export interface UnderstanderOptions {
  /** What residents write, by label. Every label needs some. */
  readonly examples: Examples;
  /** Ordinary messages, none of them an example, to fit the probabilities to; without them they are too modest. */
  readonly heldOut?: Examples;
  /** What residents write in danger, and what only sounds like it; without it danger is told by rules alone. */
  readonly danger?: DangerExamples;
  /** The file of word vectors, or null to do without; the package's own when left out. */
  readonly vectors?: string | null;
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
  const lessons = lessonsOf(options);
  return understanderOf(
    await modelFor(lessons, options.cacheFolder, options.onProgress ?? (() => {})),
    options,
  );
}

/** What the model of these options is made from. */
export function lessonsOf({
  examples,
  heldOut,
  danger,
  vectors,
}: Pick<UnderstanderOptions, 'examples' | 'heldOut' | 'danger' | 'vectors'>): Lessons {
  return {
    examples,
    heldOut: heldOut ?? new Map(),
    danger: danger ?? { fires: new Map(), quiet: [] },
    vectors: vectors === undefined ? vectorsFile() : vectors,
  };
}

/** What reads residents' words with this model. */
export function understanderOf(
  { name, trained }: Named,
  options: Pick<UnderstanderOptions, 'askBelow' | 'gazetteer'>,
): Understander & { readonly model: string } {
  return {
    model: name,
    screen: (text) => signsOfDanger(text, read(trained, text).danger, tongueOf(text).language),
    together: (tellings) => together(tellings, options.gazetteer),
    understand(text: string): Understanding {
      const reading = read(trained, text);
      const [best, ...alternatives] = guesses(trained, reading);
      const guess = best ?? { label: 'other', probability: 0 };
      const tongue = tongueOf(text);
      const danger = signsOfDanger(text, reading.danger, tongue.language);
      const place = findPlace(text, options.gazetteer);
      return {
        ...guess,
        alternatives,
        unsure: guess.probability < options.askBelow,
        issues: splitIssues(text, (part) => (part === text ? guess : likeliest(trained, part))),
        flags: flagsOf(text, guess.label, danger),
        danger,
        language: tongue.language,
        languageClear: tongue.clear,
        place,
        personal: [...new Set(findPersonal(text).map(({ kind }) => kind))],
        notFixed: looksNotFixed(text),
        model: name,
      };
    },
  };
}

/** The likeliest labels, best first. */
function guesses(trained: Trained, { probabilities }: Reading): Guess[] {
  return Array.from(probabilities, (probability, i) => ({ label: trained.labels[i] as string, probability }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, 1 + alternativesGiven);
}
