import { type DangerFamily, type Label, safeguardingFamilies } from '../../core/understanding.ts';

/** What residents write in danger, by family, and what only sounds like it. */
export interface DangerExamples {
  readonly fires: ReadonlyMap<DangerFamily, readonly string[]>;
  readonly quiet: readonly string[];
}

/** What the model makes of the danger in a message. */
export interface DangerGuess {
  /** Of which family it is, if it is any. */
  readonly family: DangerFamily;
  /** That there is any danger, 0 to 1. */
  readonly probability: number;
}

/** The label a message of this family has. */
export function labelOf(family: DangerFamily): Label {
  return safeguardingFamilies.includes(family) ? 'safeguarding' : 'emergency';
}

/** Labels under which people write of danger. */
export const graveLabels: readonly Label[] = ['emergency', 'safeguarding'];
