import type { Heard } from '../../core/learning.ts';
import type { Label, Understander } from '../../core/understanding.ts';
import type { Lessons } from '../model/lessons.ts';
import { type DangerTrial, type LabelTrial, type Verdict, verdictOf } from './verdict.ts';

/** How many of some messages each model had right. */
export interface Pair {
  readonly messages: number;
  readonly running: number;
  readonly candidate: number;
}

/** Two models held against each other. No resident's words are in it. */
export interface Comparison {
  readonly running: string;
  readonly candidate: string;
  /** Messages neither was taught: the council's held-out ones, or its examples in folds. */
  readonly heldOut: Pair;
  /** Corrections new to both, each read by a model that was not taught it. */
  readonly corrected: Pair;
  /** Live messages an officer looked at and left as they were filed. */
  readonly standing: Pair;
  /** Live messages read by both. */
  readonly shadow: {
    readonly messages: number;
    readonly alike: number;
    readonly changes: readonly { readonly from: Label; readonly to: Label; readonly times: number }[];
  };
  readonly labels: readonly LabelTrial[];
  readonly danger: readonly DangerTrial[];
  /** What only sounds like danger and was raised all the same. */
  readonly falseAlarms: Pair;
  readonly verdict: Verdict;
}

/** One message whose label is known, and what each model said. */
export interface Tried {
  readonly label: Label;
  readonly running: Label;
  readonly candidate: Label;
}

type Reader = Understander & { readonly model: string };

const grave: readonly Label[] = ['emergency', 'safeguarding'];

/** Hold two models against each other. `corrected` was read by models that had not been taught those messages. */
export function compare(
  running: Reader,
  candidate: Reader,
  of: {
    readonly lessons: Lessons;
    readonly heldOut: readonly Tried[];
    readonly corrected: readonly Tried[];
    readonly heard: readonly Heard[];
  },
): Comparison {
  const live = of.heard.map((heard) => ({
    ...heard,
    running: running.understand(heard.text).label,
    candidate: candidate.understand(heard.text).label,
  }));
  // What was corrected is judged in the folds, by a model that was not taught it.
  const standing = live.flatMap(({ judged, correction, ...said }) =>
    judged === null || correction !== null ? [] : [{ ...said, label: judged }],
  );
  const labels = trialsOf([...of.heldOut, ...of.corrected, ...standing]);
  const raised = (texts: readonly string[]): Pair => ({
    messages: texts.length,
    running: texts.filter((text) => raises(running, text)).length,
    candidate: texts.filter((text) => raises(candidate, text)).length,
  });
  const danger = dangerSets(of.lessons).map(([set, texts]) => ({ set, ...raised(texts) }));
  return {
    running: running.model,
    candidate: candidate.model,
    heldOut: pairOf(of.heldOut),
    corrected: pairOf(of.corrected),
    standing: pairOf(standing),
    shadow: shadowOf(live),
    labels,
    danger,
    falseAlarms: raised(of.lessons.danger.quiet),
    verdict: verdictOf(labels, danger),
  };
}

function pairOf(tried: readonly Tried[]): Pair {
  return {
    messages: tried.length,
    running: tried.filter(({ label, running }) => running === label).length,
    candidate: tried.filter(({ label, candidate }) => candidate === label).length,
  };
}

function trialsOf(tried: readonly Tried[]): LabelTrial[] {
  return [...new Set(tried.map(({ label }) => label))].sort().map((label) => {
    const own = tried.filter((one) => one.label === label);
    const onlyOne = own.filter(({ running, candidate }) => (running === label) !== (candidate === label));
    const lost = onlyOne.filter(({ running }) => running === label).length;
    return { label, ...pairOf(own), lost, gained: onlyOne.length - lost };
  });
}

function shadowOf(live: readonly Omit<Tried, 'label'>[]): Comparison['shadow'] {
  const changes = new Map<string, { from: Label; to: Label; times: number }>();
  for (const { running: from, candidate: to } of live) {
    if (from === to) continue;
    const key = `${from} ${to}`;
    changes.set(key, { from, to, times: (changes.get(key)?.times ?? 0) + 1 });
  }
  const all = [...changes.values()].sort((a, b) => b.times - a.times);
  const changed = all.reduce((sum, { times }) => sum + times, 0);
  return { messages: live.length, alike: live.length - changed, changes: all };
}

/** Whether a message would be treated as danger. */
function raises(reader: Understander, text: string): boolean {
  const { danger, label, unsure } = reader.understand(text);
  return danger.length > 0 || (!unsure && grave.includes(label));
}

/** Everything the council has that speaks of danger, set by set; its examples only where it has nothing else. */
function dangerSets({ danger, heldOut, examples }: Lessons): [string, readonly string[]][] {
  const kept = (name: string, texts: Lessons['examples']): [string, readonly string[]][] =>
    grave.flatMap((label) => (texts.has(label) ? [[`${name}: ${label}`, texts.get(label) ?? []]] : []));
  const sets = [...danger.fires, ...kept('held out', heldOut)];
  return sets.length > 0 ? sets : kept('examples', examples);
}
