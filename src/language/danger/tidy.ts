import { slang } from './slang.ts';

/** Letters of other alphabets that look like ours, used to dress up words or typed by accident. */
const lookalikeLetters: Readonly<Record<string, string>> = {
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
  ј: 'j',
  к: 'k',
  м: 'm',
  т: 't',
  в: 'b',
  н: 'h',
  г: 'r',
  α: 'a',
  ε: 'e',
  ο: 'o',
  ρ: 'p',
  ν: 'v',
  ι: 'i',
  κ: 'k',
  τ: 't',
  υ: 'u',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  ı: 'i',
};

const disguises: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

function plainLetters(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}|[\u200b-\u200f\u2060\ufeff\u00ad]/gu, '')
    .replace(/[a-z][\p{L}]*|[\p{L}]+[a-z][\p{L}]*/gu, (word) =>
      /^[a-z]+$/.test(word) ? word : word.replace(/[^a-z]/gu, (letter) => lookalikeLetters[letter] ?? letter),
    )
    .replace(/[łøđßæı]/g, (letter) => lookalikeLetters[letter] ?? letter);
}

function openContractions(text: string): string {
  return text
    .replace(/[’‘`´ʼ′]/g, "'")
    .replace(/([a-z])'(?:r|i|u|w)(?![a-z])/g, '$1')
    .replace(/([a-z])'n(?![a-z])/g, '$1 yn')
    .replace(
      /([a-z])'(ll|re|ve|m|s|d)(?![a-z])/g,
      (_, letter: string, ending: string) =>
        `${letter} ${{ ll: 'will', re: 'are', ve: 'have', m: 'am', s: 'is', d: 'would' }[ending] ?? ''}`,
    )
    .replace(/'/g, '');
}

/** Undoes "g4s", "kn1fe" and "g@s" where what comes out is a word the rules know. */
function undisguise(word: string, known: ReadonlySet<string>): string {
  if (!/[a-z]/.test(word) || !/[0-9@$!]/.test(word)) return word;
  const plain = word.replace(/[0134570@$!]/g, (sign) => disguises[sign] ?? sign);
  return known.has(plain) ? plain : word.replace(/[@$!]/g, ' ').trim();
}

const shorter = (word: string, known: ReadonlySet<string>) => {
  if (!/([a-z])\1\1/.test(word) && (known.has(word) || !/([a-z])\1$/.test(word))) return word;
  const twice = word.replace(/([a-z])\1{2,}/g, '$1$1');
  if (known.has(twice)) return twice;
  const once = word.replace(/([a-z])\1{2,}/g, '$1');
  if (known.has(once)) return once;
  const bare = word.replace(/([a-z])\1+/g, '$1');
  return known.has(bare) ? bare : twice;
};

/**
 * A message as the rules read it: small plain letters, no apostrophes or pictures, a lone full stop between
 * sentences, spelling and text speak put right as far as the rules' own words go. Begins and ends with a space.
 */
export function tidyForDanger(
  text: string,
  known: ReadonlySet<string>,
  correct: (word: string) => string,
): string {
  const plain = openContractions(plainLetters(text))
    .replace(/🔥/gu, ' flamesign ')
    .replace(/\.{2,}|…/g, ' ')
    .replace(/https?:\/\/\S+|www\.\S+/g, ' link ')
    .replace(/(?:^|\s)@[a-z0-9_]+/g, ' ')
    .replace(/([a-z])[.*_-](?=[a-z](?:[.*_-]|\b))/g, '$1 ')
    .replace(/[!.?;:\n\r]+(?=\s|$)|[\n\r?;:]+|[-–—]{2,}|\s[-–—]\s/g, ' . ')
    .replace(/[^\p{L}\p{N}.@$!\s]+/gu, ' ')
    .replace(/(?<![\p{L}\p{N}])(?:\p{L} ){2,}\p{L}(?![\p{L}\p{N}])/gu, (letters) =>
      letters.replaceAll(' ', ''),
    );
  const words: string[] = [];
  for (const token of plain.split(/\s+/)) {
    if (token === '') continue;
    if (token === '.') {
      if (words.at(-1) !== '.') words.push('.');
      continue;
    }
    const word = shorter(undisguise(token.replace(/^[.@$!]+|[.@$!]+$/g, '') || '.', known), known);
    const meant = slang.get(word);
    words.push(...(meant ?? correct(word)).split(' '));
  }
  return ` ${words.join(' ')} `;
}
