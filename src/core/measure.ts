/** One thing that is measured, and how it is told to people. The definitions page is made of these. Of any of them, groups under `fewestShared` are not told outside the council. */
export interface Measure {
  readonly key: MeasureKey;
  readonly title: string;
  /**
   * `count` counts; `time` has a median and a 90th percentile; `share` is a part of a whole; `rate` is how many there
   * are to each.
   */
  readonly kind: 'count' | 'time' | 'share' | 'rate';
  readonly unit:
    | 'cases'
    | 'answers'
    | 'seconds'
    | 'minutes'
    | 'working minutes'
    | 'share'
    | 'per case'
    | 'per contact';
  /** What it says, in plain English, for whoever has to answer for it. */
  readonly definition: string;
  /** Which way is better. */
  readonly better: 'lower' | 'higher' | 'neither';
}

export const measureKeys = [
  'opened',
  'resolved',
  'acknowledgement',
  'first-response',
  'first-response-in-time',
  'next-response',
  'resolution',
  'own-resolution',
  'paused',
  'with-partner',
  'resolution-in-time',
  'reopened',
  'first-contact',
  'repeat-contact',
  'chasers',
  'avoidable-contact',
  'handed-over-right',
  're-routes',
  'danger-advice',
  'danger-person',
  'surveyed',
  'survey-answered',
  'satisfied',
  'self-served',
  'falsely-self-served',
] as const;
export type MeasureKey = (typeof measureKeys)[number];
