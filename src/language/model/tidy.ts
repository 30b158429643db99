import stemmer from 'natural/lib/natural/stemmers/porter_stemmer.js';
import AggressiveTokenizer from 'natural/lib/natural/tokenizers/aggressive_tokenizer.js';
import { emojiWords, respelt } from './words.ts';

const tokenizer = new AggressiveTokenizer();

const streetType =
  'street|st|road|rd|lane|ln|avenue|ave|close|drive|crescent|cres|gardens|grove|terrace|court|mews|row|walk|rise|hill|square|gate|place|parade|boulevard|blvd|wynd|way';
const notAName = new Set(
  (
    'the a an in on at of to by from near outside opposite behind along across down up over off and or for with my our your his her their this that ' +
    'whole entire main busy side back front street road lane no every each one same wrong all any some full open broken new old dirty icy dark flooded wet closed blocked public council parking car local is was are'
  ).split(' '),
);
const street = new RegExp(`\\b((?:[A-Z][a-z'’]+[ -]){1,3})(${streetType})\\b\\.?`, 'gi');

/** What stands after this many characters does not change what a message is about. */
const longest = 4000;

/** The words of a message as the model reads them: lower case, street names, numbers and links made alike. */
export function tidy(text: string): string[] {
  const plain = text
    .slice(0, longest)
    .normalize('NFKC')
    .replace(/[’‘`´]/g, "'")
    .replace(/https?:\/\/\S+|www\.\S+/gi, ' alink ')
    .replace(/[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@]{2,}/g, ' anemail ')
    .replace(/@\w+/g, ' amention ')
    .replace(/#(\w+)/g, (_, tag: string) => ` ${tag.replace(/([a-z])([A-Z])/g, '$1 $2')} `)
    .replace(/\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/gi, ' apostcode ')
    .replace(street, nameless)
    .replace(/\p{Extended_Pictographic}/gu, (sign) => ` ${emojiWords.get(sign) ?? 'anemoji'} `)
    .toLowerCase()
    .replace(/£\s?\d[\d,.]*/g, ' money ')
    .replace(/\b\d{1,2}(st|nd|rd|th)\b/g, ' ordinal ')
    .replace(/\b(?:\d[ -]?){10,19}\d\b/g, ' longnumber ')
    .replace(/\b\d{5,}\b/g, ' longnumber ')
    .replace(/\d+/g, ' num ')
    .replace(/(.)\1{2,}/g, '$1$1')
    .replace(/[/-]/g, ' ');
  const words: string[] = [];
  for (const raw of tokenizer.tokenize(plain)) {
    const word = raw.replace(/'s$/, '').replaceAll("'", '');
    if (word) words.push(...(respelt.get(word) ?? word).split(' '));
  }
  return words;
}

function nameless(whole: string, names: string, type: string): string {
  const parts = names.trim().split(/[ -]/);
  const kept: string[] = [];
  let named = false;
  for (const part of parts) {
    if (/^[A-Z]/.test(part) && !notAName.has(part.toLowerCase())) named = true;
    else kept.push(part);
  }
  if (!named || !/^[A-Za-z]/.test(type)) return whole;
  return `${kept.join(' ')} astreet `;
}

const stems = new Map<string, string>();

/** The stem of one tidied word; remembered, because a council hears the same words all day. */
export function stem(word: string): string {
  let found = stems.get(word);
  if (found === undefined) {
    found = stemmer.stem(word);
    if (stems.size < 50_000) stems.set(word, found);
  }
  return found;
}
