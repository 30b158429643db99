import type { PersonalKind } from './personal.ts';
import type { Place } from './place.ts';

/** Labels beside the council's services: what a message can be when it asks for no service. */
export const conversationLabels = [
  'greeting',
  'thanks',
  'status-enquiry',
  'human-handoff',
  'spam-or-abuse',
  'emergency',
] as const;

/** A service's label from the catalogue, or one of `conversationLabels`. */
export type Label = string;

/** One family of danger; each has its own advice in `replies.*.yaml` and its own test set. */
export const dangerFamilies = [
  'life-at-risk',
  'crime-now',
  'gas',
  'electricity',
  'flood',
  'road-hazard',
  'structure',
  'medical',
  'child-at-risk',
  'adult-at-risk',
  'domestic-abuse',
  'self-harm',
  'missing-person',
  'slavery',
  'terror',
] as const;

export type DangerFamily = (typeof dangerFamilies)[number];

/** Families whose cases are kept to those cleared for safeguarding. */
export const safeguardingFamilies: readonly DangerFamily[] = [
  'child-at-risk',
  'adult-at-risk',
  'domestic-abuse',
  'self-harm',
  'slavery',
];

/** One reason the danger screen fired. */
export interface DangerSign {
  readonly family: DangerFamily;
  /** Which rule, or `model`: kept on the record, since this is the most audited path. */
  readonly rule: string;
}

/** Facts about a message that hold beside its label, whatever the label is. */
export interface Flags {
  readonly emergency: boolean;
  readonly safeguarding: boolean;
  readonly complaint: boolean;
  readonly informationRequest: boolean;
  readonly abuse: boolean;
}

export interface Guess {
  readonly label: Label;
  /** Calibrated: of the guesses given 0.8, about 80 in 100 are right. 0 to 1. */
  readonly probability: number;
}

/** What we make of one message. The resident's words themselves are not in it, but for `issues`. */
export interface Understanding extends Guess {
  /** The next best labels, best first. */
  readonly alternatives: readonly Guess[];
  /** True when asking the resident beats acting on the label. */
  readonly unsure: boolean;
  /** Each separate matter in the message with the words it stands in; one entry for most messages. */
  readonly issues: readonly (Guess & { readonly text: string })[];
  readonly flags: Flags;
  readonly danger: readonly DangerSign[];
  /** BCP 47: `en`, `cy`, or another language recognised but not answered in. */
  readonly language: string;
  /** Whether the words themselves say so: "14", "ok" and an address do not. */
  readonly languageClear: boolean;
  readonly place: Place | null;
  /** Kinds of personal detail in it, each once. */
  readonly personal: readonly PersonalKind[];
  /** Whether the resident says an earlier matter is still not put right. */
  readonly notFixed: boolean;
  /** Which model decided, so that the record can say so. */
  readonly model: string;
}

/** The seam to `src/language`. All run offline, without I/O, in milliseconds, and never throw on any text. */
export interface Understander {
  /** The danger screen alone: cheap enough to run before anything else, on every message. */
  screen(text: string): readonly DangerSign[];
  understand(text: string): Understanding;
  /**
   * One place made of several tellings of it, what counts most first: words and a pin, an answer and what was said
   * before. A pin's point stays as it was given; the rest is what all of them together come to.
   */
  together(tellings: readonly Place[]): Place;
}
