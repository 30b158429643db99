import type { DangerFamily } from '../../core/understanding.ts';

/** One reason to think somebody may be in danger. Its name is kept on the record, so it never changes meaning. */
export interface Rule {
  /** Family's short name, a full stop, what it sees: `gas.smell`. */
  readonly id: string;
  /** Any of these patterns (see pattern.ts) makes the rule fire. */
  readonly when: readonly string[];
  /** Unless one of these is in the message too. */
  readonly unless?: readonly string[];
  /** A worry for the safeguarding team that need not wake anybody: advice is given, `emergency` stays off. */
  readonly concern?: boolean;
}

export interface FamilyRules {
  readonly family: DangerFamily;
  readonly rules: readonly Rule[];
}
