const whole: Readonly<Record<string, string>> = { ł: 'l', ı: 'i', đ: 'd', ø: 'o', ß: 'ss' };

/** A word in small letters without what stands on them: many keyboards make "tŷ" and "śmieci" a chore. */
export function bare(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[łıđøß]/g, (letter) => whole[letter] ?? letter);
}

/** How much likelier letters are in one language than in the other: a score above 0 for the first, below for the second. */
export type LetterModel = (word: string) => number;

/**
 * Learn from two sets of words how each language spells: by its runs of three letters, each given those before it.
 * For words on neither list, misspelt ones above all.
 */
export function learnLetters(first: Iterable<string>, second: Iterable<string>): LetterModel {
  const [one, other] = [counted(first), counted(second)];
  return (word) => {
    let score = 0;
    for (const [run, before] of runs(word))
      score += Math.log(share(one, run, before) / share(other, run, before));
    return score;
  };
}

interface Counts {
  readonly runs: ReadonlyMap<string, number>;
  readonly before: ReadonlyMap<string, number>;
}

function counted(words: Iterable<string>): Counts {
  const [all, before] = [new Map<string, number>(), new Map<string, number>()];
  for (const word of words) {
    for (const [run, start] of runs(word)) {
      all.set(run, (all.get(run) ?? 0) + 1);
      before.set(start, (before.get(start) ?? 0) + 1);
    }
  }
  return { runs: all, before };
}

/** Each letter of a word and its end, with the two before it. */
function runs(word: string): [string, string][] {
  const padded = `^^${word}$`;
  return Array.from({ length: padded.length - 2 }, (_, i) => [
    padded.slice(i, i + 3),
    padded.slice(i, i + 2),
  ]);
}

const letters = 28;
const unseen = 0.4;

function share({ runs, before }: Counts, run: string, start: string): number {
  return ((runs.get(run) ?? 0) + unseen) / ((before.get(start) ?? 0) + unseen * letters);
}
