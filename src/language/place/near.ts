import DoubleMetaphone from 'natural/lib/natural/phonetics/double_metaphone.js';
import { slipsBetween } from '../slips.ts';

/** How sure we are that one word was meant by another. */
export interface Likeness {
  readonly key: string;
  readonly slips: number;
  /** False when the slip makes a word that may just as well be another name: to be asked about, not acted on. */
  readonly sure: boolean;
}

/** Names that can be found by what somebody typed for them. */
export interface NearIndex {
  /** Keys a slip or two away, the nearest alone when one is nearer than the rest. Never the key itself. */
  near(typed: string): readonly Likeness[];
}

const sounds = new DoubleMetaphone();

/** Letters beside each other on a keyboard, by row; each is also near those above and below. */
const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const seat = new Map(rows.flatMap((row, y) => [...row].map((letter, x) => [letter, { x: x + y / 3, y }])));

function beside(one: string, other: string): boolean {
  const [a, b] = [seat.get(one), seat.get(other)];
  return a !== undefined && b !== undefined && Math.abs(a.x - b.x) < 1.1 && Math.abs(a.y - b.y) < 1.1;
}

const soundAlike = (one: string, other: string) => {
  const [a, b] = [sounds.process(one), sounds.process(other)];
  return a[0] === b[0];
};

/** What is looked up of a longer name: its beginning, where a slip tells as much as anywhere. */
const looked = 7;

/** The beginning of a word with up to `depth` letters left out: words as many slips apart share one of these. */
function withLettersOut(word: string, depth: number): Set<string> {
  const beginning = word.slice(0, looked);
  const found = new Set([beginning]);
  let last = [beginning];
  for (let left = depth; left > 0; left--) {
    const shorter: string[] = [];
    for (const each of last) {
      if (each.length <= 3) continue;
      for (let i = 0; i < each.length; i++) {
        const rest = each.slice(0, i) + each.slice(i + 1);
        if (found.has(rest)) continue;
        found.add(rest);
        shorter.push(rest);
      }
    }
    last = shorter;
  }
  return found;
}

const none: readonly Likeness[] = [];
/** Answers kept, so as not to look for them again. */
const remembered = 5_000;

/** Short names are too near to each other for slips. */
const depthFor = (length: number) => (length < 4 ? 0 : length < 8 ? 1 : 2);

/** An index of names by what is left of them when letters are missed out, so that looking up is not a search. */
export function nearIndex(keys: Iterable<string>): NearIndex {
  const byRest = new Map<string, string | string[]>();
  // Most of what people type is like no name at all: its first letter and its length say so at once.
  const likely = new Set<string>();
  for (const key of new Set(keys)) {
    const depth = depthFor(key.length);
    for (let more = -depth; more <= depth; more++) {
      likely.add(`${key.charAt(0)}${key.length + more}`);
      likely.add(`${key.charAt(1)}${key.length + more}`);
    }
    for (const rest of withLettersOut(key, depthFor(key.length))) {
      const there = byRest.get(rest);
      if (there === undefined) byRest.set(rest, key);
      else if (typeof there === 'string') byRest.set(rest, [there, key]);
      else there.push(key);
    }
  }
  // Residents write the same few thousand words over and over.
  const answered = new Map<string, readonly Likeness[]>();
  return {
    near(typed) {
      if (!likely.has(`${typed.charAt(0)}${typed.length}`)) return none;
      const before = answered.get(typed);
      if (before !== undefined) return before;
      if (answered.size >= remembered) answered.clear();
      const found = search(typed);
      answered.set(typed, found);
      return found;
    },
  };

  function search(typed: string): readonly Likeness[] {
    const candidates = new Set<string>();
    for (const rest of withLettersOut(typed, depthFor(typed.length))) {
      const keys = byRest.get(rest);
      if (typeof keys === 'string') candidates.add(keys);
      else for (const key of keys ?? []) candidates.add(key);
    }
    candidates.delete(typed);
    if (candidates.size === 0) return none;
    const alike = [...candidates].flatMap((key) => likeness(typed, key) ?? []);
    const least = Math.min(...alike.map(({ slips }) => slips));
    return alike.filter(({ slips }) => slips === least);
  }
}

/** Whether `typed` may be `key` with a slip or two, and how surely; null when it is more likely another name. */
export function likeness(typed: string, key: string): Likeness | null {
  const most = depthFor(key.length);
  if (most === 0 || Math.abs(typed.length - key.length) > most) return null;
  const swapped = typed[0] === key[1] && typed[1] === key[0];
  // People get the first letter right; another one there is another name: Mill, Hill.
  if (typed[0] !== key[0] && !swapped) return null;
  const slips = slipsBetween(typed, key);
  if (slips > most) return null;
  const alike = soundAlike(typed, key);
  if (key.length === 4 && !alike && !isSwap(typed, key)) return null;
  return { key, slips, sure: alike || slips > 1 || typed.length !== key.length || smallSlip(typed, key) };
}

/** The same letters, two neighbours swapped. */
function isSwap(typed: string, key: string): boolean {
  if (typed.length !== key.length) return false;
  const at = [...typed].findIndex((letter, i) => letter !== key[i]);
  return at >= 0 && typed[at] === key[at + 1] && typed[at + 1] === key[at];
}

function smallSlip(typed: string, key: string): boolean {
  if (isSwap(typed, key)) return true;
  const at = [...typed].findIndex((letter, i) => letter !== key[i]);
  return beside(typed.charAt(at), key.charAt(at));
}
