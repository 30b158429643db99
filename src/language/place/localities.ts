import type { OtherCouncil } from '../../core/ground.ts';
import { leadingAt } from './leading.ts';
import { keysAt, type Word, wordsOf } from './names.ts';
import { nearIndex } from './near.ts';
import type { Span } from './span.ts';

/** The towns and villages of a council, to be found in what residents write. */
export interface Localities {
  find(text: string, words: readonly Word[]): Span[];
  /** The town most streets are in: people give it as the address of villages too. */
  readonly main: string;
  /** As names are compared. */
  readonly keys: ReadonlySet<string>;
}

/** "Marlcombe Council" is who is written to, not where something is. */
const notTheTown =
  /^\s*(?:borough|district|county|city|town|council|councillors?|bc|dc|cllrs?|today|news|fm)\b/i;

const councilWords = /\s+(?:city|borough|district|county|metropolitan|council|of)\b.*$/i;

export function localitiesOf(names: readonly string[], others: readonly OtherCouncil[]): Localities {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== '') counts.set(name, (counts.get(name) ?? 0) + 1);
  const main = [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? '';
  const byKey = new Map([...counts.keys()].map((name) => [keysAt(wordsOf(name), 0, 5).at(-1) ?? '', name]));
  const near = nearIndex([...byKey.keys()].filter((key) => key.length >= 6));
  // A county is all around; only a district beside ours is somewhere else.
  const away = new Map(
    others
      .filter(({ code }) => !code.startsWith('E10'))
      .map(({ code, name }) => [keysAt(wordsOf(name.replace(councilWords, '')), 0, 5).at(-1) ?? '', code]),
  );
  const longest = Math.max(1, ...[...byKey.keys()].map((key) => wordsOf(byKey.get(key) ?? '').length), 3);

  function named(key: string): string | undefined {
    const known = byKey.get(key);
    if (known !== undefined || key.length < 6) return known;
    const [slipped, ...others] = near.near(key);
    return slipped?.sure && slipped.slips === 1 && others.length === 0 ? byKey.get(slipped.key) : undefined;
  }

  return {
    main,
    keys: new Set(byKey.keys()),
    find(text, words) {
      const found: Span[] = [];
      for (let i = 0; i < words.length; i++) {
        const keys = keysAt(words, i, longest);
        for (let length = keys.length; length >= 1; length--) {
          const key = keys[length - 1] ?? '';
          const [locality, council] = [named(key), away.get(key)];
          const [start, end] = [words[i]?.start ?? 0, words[i + length - 1]?.end ?? 0];
          if ((locality ?? council) === undefined || notTheTown.test(text.slice(end))) continue;
          const { within } = leadingAt(text, words, i);
          if (locality !== undefined) found.push({ start, end, locality, weight: 0.5 });
          else if (council !== undefined) found.push({ start, end, council, within, weight: 0.5 });
          i += length - 1;
          break;
        }
      }
      return found;
    },
  };
}
