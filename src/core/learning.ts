import type { Label } from './understanding.ts';

/** Why nothing is learnt from a correction. */
export type LeftOut = 'restricted' | 'several-matters' | 'no-words';

/** A person's word on what the message that opened a case is really about; the last such word on each case. */
export interface Correction {
  /** The correction's own row. */
  readonly id: string;
  readonly label: Label;
  readonly by: 'resident' | 'officer';
  /** What the resident wrote; null exactly where `leftOut` says why. */
  readonly text: string | null;
  readonly leftOut: LeftOut | null;
}

/** A message lately read. Never one of a restricted case. */
export interface Heard {
  /** The message's own row. */
  readonly id: string;
  readonly text: string;
  /** What it is about, where a person looked: as they corrected it, else as they let it stand. */
  readonly judged: Label | null;
  /** The correction that said so, if one did. */
  readonly correction: string | null;
}
