import type { Label, Understander } from '../core/understanding.ts';

/** A message whose label a person has decided. */
export interface Labelled {
  readonly id: string;
  readonly text: string;
  readonly label: Label;
  /** Where the message has two separate matters, either label is right. */
  readonly second?: Label | undefined;
}

export interface Scores {
  readonly messages: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly topThree: number;
  /** How far, on average over ten bands, the probability given lies from the share that was right. */
  readonly calibrationError: number;
  readonly sure: { readonly share: number; readonly accuracy: number };
}

export interface Scorecard extends Scores {
  readonly model: string;
  readonly emergencies: {
    readonly messages: number;
    readonly recall: number;
    /** Share flagged of the messages that are neither emergencies nor about safeguarding. */
    readonly falseAlarms: number;
    readonly missed: readonly string[];
    readonly falseAlarmIds: readonly string[];
  };
  readonly labels: readonly {
    label: Label;
    messages: number;
    precision: number;
    recall: number;
    f1: number;
  }[];
  /** What was taken for what, the most frequent first, with the ids of up to five messages each. */
  readonly confusions: readonly { label: Label; taken: Label; times: number; ids: readonly string[] }[];
  /** Per band of probability: how many messages, the probability given, the share that was right. */
  readonly calibration: readonly { from: number; messages: number; given: number; right: number }[];
  /** The same scores for each kind of id (`r12` is of kind `r`), where there are several kinds. */
  readonly kinds: Readonly<Record<string, Scores>>;
}

interface Answer extends Labelled {
  readonly guess: Label;
  readonly probability: number;
  readonly unsure: boolean;
  readonly right: boolean;
  readonly inThree: boolean;
  readonly flagged: boolean;
}

/** Ask about every message and compare with what people decided. Takes about a millisecond a message. */
export function scorecard(
  understander: Understander & { readonly model: string },
  messages: readonly Labelled[],
): Scorecard {
  const answers = messages.map((message) => answer(understander, message));
  const kinds = new Map<string, Answer[]>();
  for (const one of answers) {
    const kind = /^[a-z]*/i.exec(one.id)?.[0] ?? '';
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  return {
    model: understander.model,
    ...scoresOf(answers),
    emergencies: emergenciesOf(answers),
    labels: labelsOf(answers),
    confusions: confusionsOf(answers),
    calibration: bandsOf(answers),
    kinds: kinds.size > 1 ? Object.fromEntries([...kinds].map(([kind, all]) => [kind, scoresOf(all)])) : {},
  };
}

function answer(understander: Understander, message: Labelled): Answer {
  const found = understander.understand(message.text);
  const fits = (label: Label) => label === message.label || label === message.second;
  return {
    ...message,
    guess: found.label,
    probability: found.probability,
    unsure: found.unsure,
    right: fits(found.label),
    inThree: [found, ...found.alternatives.slice(0, 2)].some(({ label }) => fits(label)),
    flagged: found.flags.emergency,
  };
}

function scoresOf(answers: readonly Answer[]): Scores {
  const sure = answers.filter(({ unsure }) => !unsure);
  const labels = labelsOf(answers).filter(({ messages }) => messages > 0);
  return {
    messages: answers.length,
    accuracy: share(answers, ({ right }) => right),
    macroF1: labels.reduce((sum, { f1 }) => sum + f1, 0) / Math.max(labels.length, 1),
    topThree: share(answers, ({ inThree }) => inThree),
    calibrationError: bandsOf(answers).reduce(
      (sum, { messages, given, right }) => sum + (messages / answers.length) * Math.abs(given - right),
      0,
    ),
    sure: {
      share: share(answers, ({ unsure }) => !unsure),
      accuracy: share(sure, ({ right }) => right),
    },
  };
}

function emergenciesOf(answers: readonly Answer[]): Scorecard['emergencies'] {
  const real = answers.filter(({ label, second }) => label === 'emergency' || second === 'emergency');
  const ordinary = answers.filter((one) => !real.includes(one) && one.label !== 'safeguarding');
  const ids = (some: readonly Answer[]) => some.map(({ id }) => id);
  return {
    messages: real.length,
    recall: share(real, ({ flagged }) => flagged),
    falseAlarms: share(ordinary, ({ flagged }) => flagged),
    missed: ids(real.filter(({ flagged }) => !flagged)),
    falseAlarmIds: ids(ordinary.filter(({ flagged }) => flagged)),
  };
}

function labelsOf(answers: readonly Answer[]): Scorecard['labels'] {
  const all = new Set(answers.flatMap(({ label, guess }) => [label, guess]));
  return [...all].sort().map((label) => {
    const meant = answers.filter((one) => (one.right ? one.guess : one.label) === label);
    const taken = answers.filter(({ guess }) => guess === label);
    const hits = taken.filter(({ right }) => right).length;
    const precision = taken.length === 0 ? 0 : hits / taken.length;
    const recall = meant.length === 0 ? 0 : hits / meant.length;
    const f1 = hits === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    return { label, messages: meant.length, precision, recall, f1 };
  });
}

function confusionsOf(answers: readonly Answer[]): Scorecard['confusions'] {
  const found = new Map<string, { label: Label; taken: Label; ids: string[] }>();
  for (const { right, label, guess, id } of answers) {
    if (right) continue;
    const key = `${label} ${guess}`;
    const one = found.get(key) ?? { label, taken: guess, ids: [] };
    one.ids.push(id);
    found.set(key, one);
  }
  return [...found.values()]
    .sort((a, b) => b.ids.length - a.ids.length || (a.label < b.label ? -1 : 1))
    .map(({ label, taken, ids }) => ({ label, taken, times: ids.length, ids: ids.slice(0, 5) }));
}

function bandsOf(answers: readonly Answer[]): Scorecard['calibration'] {
  return Array.from({ length: 10 }, (_, band) => {
    const within = answers.filter(({ probability }) => Math.min(9, Math.floor(probability * 10)) === band);
    const given = within.reduce((sum, { probability }) => sum + probability, 0) / Math.max(within.length, 1);
    return { from: band / 10, messages: within.length, given, right: share(within, ({ right }) => right) };
  });
}

/** The share of them for which it holds; 0 of none. */
function share<One>(all: readonly One[], holds: (one: One) => boolean): number {
  return all.length === 0 ? 0 : all.filter(holds).length / all.length;
}
