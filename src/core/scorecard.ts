import type { Label } from './understanding.ts';

/** Messages of one week of which the model said the same, as sure, and people the same after it. */
export interface ReadAlike {
  /** The week's Monday in the council's time, `YYYY-MM-DD`. */
  readonly week: string;
  readonly model: string;
  readonly label: Label;
  /** 0 for probabilities under 0.1, 9 for 0.9 and more. */
  readonly band: number;
  readonly sure: boolean;
  /** What it is about, as a person corrected it or let it stand; null where nobody looked. */
  readonly truth: Label | null;
  readonly messages: number;
  /** Of those looked at, how many opened a case that is restricted. */
  readonly restricted: number;
  /** Sum of their probabilities. */
  readonly given: number;
  /** Where people said otherwise: the cases it opened, the latest five, but for restricted ones. */
  readonly cases: readonly { readonly reference: string; readonly at: Date }[];
}

/** When a model read its first and its last message of one week. */
export interface ModelRead {
  readonly week: string;
  readonly model: string;
  readonly first: Date;
  readonly last: Date;
}

/** Cases opened in one week, and how many of them a person moved to another team or service. */
export interface CasesOpened {
  readonly week: string;
  readonly opened: number;
  readonly moved: number;
}

/** What the model took for what, with some of the cases; never a restricted one. */
export interface Confusion {
  readonly label: Label;
  readonly taken: Label;
  readonly times: number;
  readonly references: readonly string[];
}

/** Everything a scorecard is made of, as the ledger has it. */
export interface Readings {
  /** Mondays of the weeks asked for, oldest first; the last one is under way. */
  readonly weeks: readonly string[];
  /** Of those weeks, and of the weeks before them that drift is measured against. */
  readonly read: readonly ReadAlike[];
  /** Of the weeks asked for, like the cases. */
  readonly models: readonly ModelRead[];
  readonly cases: readonly CasesOpened[];
}

/** How well messages were read. A share of fewer than five is null: so few say nothing, and may point at a person. */
export interface Reading {
  readonly messages: number;
  readonly sure: number | null;
  /** Messages whose case a person looked at. */
  readonly judged: number;
  readonly corrected: number;
  /** Share of the judged whose label stood. */
  readonly accuracy: number | null;
}

/** How well residents' messages are understood in use, from the ledger alone. Shares are 0 to 1. */
export interface LiveScorecard extends Reading {
  readonly from: string;
  readonly cases: number;
  /** Cases that a person moved to another team or service after we had placed them, and their share. */
  readonly moved: number;
  readonly misrouted: number | null;
  readonly weeks: readonly (Reading & {
    readonly week: string;
    readonly cases: number;
    readonly moved: number;
    readonly misrouted: number | null;
    /** How far the mix of labels is from that of the four weeks before: population stability index, less what chance gives. Null where there are too few messages. */
    readonly drift: number | null;
  })[];
  readonly labels: readonly (Reading & { readonly label: Label; readonly share: number })[];
  readonly confusions: readonly Confusion[];
  /** Per band of probability, of the judged: what was promised and what came true. */
  readonly calibration: readonly {
    readonly from: number;
    readonly judged: number;
    readonly corrected: number;
    readonly given: number | null;
    readonly right: number | null;
  }[];
  readonly models: readonly (Reading & {
    readonly model: string;
    readonly first: Date;
    readonly last: Date;
  })[];
}

export const readParts = ['judged', 'corrected', 'confused', 'opened', 'moved'] as const;

/** Which cases stand behind a number of the scorecard. What is null is not asked for. */
export interface ReadAsked {
  /** How far back the scorecard goes: so many weeks, the last of them under way. */
  readonly weeks: number;
  /** `confused` is `corrected` without restricted cases, which no confusion counts; `opened` and `moved` know of a week alone. */
  readonly of: (typeof readParts)[number];
  /** A week's Monday, `YYYY-MM-DD`. */
  readonly week: string | null;
  /** What the model took it for, and what it is about. */
  readonly label: Label | null;
  readonly truth: Label | null;
  readonly model: string | null;
  /** 0 for probabilities under 0.1, 9 for 0.9 and more. */
  readonly band: number | null;
}
