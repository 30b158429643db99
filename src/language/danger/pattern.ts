import { wordClasses } from './words.ts';

/**
 * The small language the rules are written in. Words stand for themselves; `a|b` is either; `a_b` is a
 * phrase; `<fire>` is a class of words; `walk*` is any ending; `~3` is up to three words between, in one
 * sentence; `~~9` the same across sentences; `&4` is the two sides in either order with up to four words
 * between; `word?` may be missing; `!word` must not come next; `^` is the start of the message, `$` its end.
 */
export interface Pattern {
  readonly test: (tidy: string) => boolean;
  readonly expression: RegExp;
  /** One of these words is in every message the pattern can match; a `*` marks a beginning of four letters. */
  readonly keys: readonly string[];
}

const everyday = new Set(
  (
    'a an the i im ive me my we were our us he hes him his she shes her they theyre them their you your it its is are was be been am in on at of ' +
    'to for from with and or but not no so up out off down over all this that there theres here has have had do does did get got ' +
    'cant can will wont by as if any some one just now still go going keep keeps people person man woman he he'
  ).split(' '),
);

/** Words of one element with classes opened, longest first so that phrases win over their first word. */
export function openElement(element: string): string[] {
  const words = new Set<string>();
  for (const part of element.split('|')) {
    const name = /^<(.+)>$/.exec(part)?.[1];
    if (name === undefined) {
      words.add(part.replaceAll('_', ' '));
      continue;
    }
    const members = wordClasses[name];
    if (members === undefined) throw new Error(`No class of words is called <${name}>.`);
    for (const member of openElement(members)) words.add(member);
  }
  return [...words].sort((one, other) => other.length - one.length);
}

const escaped = (word: string) => word.replace(/[.+?^${}()[\]\\/]/g, '\\$&').replaceAll('*', '[^ ]*');
const oneOf = (element: string): string => {
  const words = openElement(element);
  const rest = words
    .filter((word) => word !== '$')
    .map(escaped)
    .join('|');
  return words.length > 1 && words.includes('$') ? `(?:(?:${rest}) |$)` : `(?:${rest}) `;
};

function source(elements: readonly string[]): string {
  let made = '';
  for (const element of elements) {
    const gap = /^(~~?)(\d+)$/.exec(element);
    if (gap) made += gap[1] === '~~' ? `(?:[^ ]+ ){0,${gap[2]}}` : `(?:[^ .]+ ){0,${gap[2]}}`;
    else if (element === '^' || element === '$') made += element;
    else if (element.startsWith('!')) made += `(?!${oneOf(element.slice(1))})`;
    else if (element.endsWith('?')) made += `(?:${oneOf(element.slice(0, -1))})?`;
    else made += oneOf(element);
  }
  return made;
}

/** The words that give a needed element away: for a phrase its least everyday word. */
function keysOf(element: string): { keys: string[]; cost: number } {
  const phrases = openElement(element);
  const short = phrases.some(
    (phrase) => phrase === '$' || phrase.split(' ').every((part) => /^.{0,3}\*/.test(part)),
  );
  if (short) return { keys: [], cost: Number.POSITIVE_INFINITY };
  const keys = phrases.map((phrase) => {
    const parts = phrase.split(' ');
    const telling = parts.filter(
      (part) => !everyday.has(part) && !(part.includes('*') && part.indexOf('*') < 4),
    );
    const word = (telling.length > 0 ? telling : parts).reduce((best, part) =>
      part.length > best.length ? part : best,
    );
    return word.includes('*') ? `${word.slice(0, 4)}*` : word;
  });
  return {
    keys: [...new Set(keys)],
    cost: keys.filter((key) => everyday.has(key)).length * 1000 + keys.length,
  };
}

/** Makes a pattern ready to run. Throws on a class that does not exist, so at load and never on a message. */
export function compile(written: string): Pattern {
  const elements = written.split(' ').filter((element) => element !== '');
  const needed = elements.filter((element) => !/^(?:~|&|!|\^$|\$$)/.test(element) && !element.endsWith('?'));
  const best = needed.map(keysOf).reduce((one, other) => (other.cost < one.cost ? other : one));
  const middle = elements.findIndex((element) => /^&\d+$/.test(element));
  const gap = middle < 0 ? '' : `~${elements[middle]?.slice(1)}`;
  const [left, right] = [elements.slice(0, middle), elements.slice(middle + 1)];
  const forms =
    middle < 0 ? [source(elements)] : [source([...left, gap, ...right]), source([...right, gap, ...left])];
  const expression = new RegExp(
    forms.map((form) => (form.startsWith('^') ? `^ ${form.slice(1)}` : ` ${form}`)).join('|'),
  );
  return { expression, keys: best.keys, test: (tidy) => expression.test(tidy) };
}
