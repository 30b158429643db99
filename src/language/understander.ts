import type { Guess, Understander, Understanding } from '../core/understanding.ts';
import { modelFor } from './model/artefact.ts';
import { type Examples, probabilities, type Trained } from './model/classifier.ts';

export type { Examples } from './model/classifier.ts';

export interface UnderstanderOptions {
  /** What residents write, by label. Every label needs some. */
  readonly examples: Examples;
  /** Where trained models are kept. */
  readonly cacheFolder: string;
  /** A label below this probability is asked about, not acted on. */
  readonly askBelow: number;
  /** The council's streets, to read places with. */
  readonly streets?: readonly string[];
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
    options.cacheFolder,
    options.onProgress ?? (() => {}),
  );
  const screen = () => [];
  return {
    model: name,
    screen,
    understand(text: string): Understanding {
      const [best, ...others] = guesses(trained, text);
      const first = best ?? { label: 'other', probability: 0 };
      const danger = screen();
      return {
        ...first,
        alternatives: others,
        unsure: first.probability < options.askBelow,
        issues: [{ ...first, text }],
        flags: {
          emergency: danger.length > 0,
          safeguarding: false,
          complaint: first.label === 'complaint',
          informationRequest: first.label === 'foi-request',
          abuse: false,
        },
        danger,
        language: 'en',
        place: null,
        notFixed: false,
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
