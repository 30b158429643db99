import type { PersonalDetail, PersonalKind } from '../core/personal.ts';

/** The check every bank card number passes (ISO/IEC 7812, Luhn). */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const counted = at % 2 === 0 ? digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

const digitsOf = (found: string) => found.replace(/\D/g, '');

function isRealDay(found: string): boolean {
  const parts = found.match(/\d+|[a-z]{3,}/gi) ?? [];
  const year = Number(parts.find((part) => /^\d{4}$/.test(part)) ?? parts.at(-1));
  return Number.isFinite(year) && (year < 100 || (year > 1899 && year < 2100));
}

const monthName = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';
const day = String.raw`(?:\d{1,2}[\/.\- ]\d{1,2}[\/.\- ](?:19|20)?\d{2}|\d{1,2}(?:st|nd|rd|th)?(?: of)? ${monthName},? (?:19|20)?\d{2}|(?:19|20)\d{2}-\d{2}-\d{2}|${monthName} \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d{2})`;

/** Each kind with its shape; a capture group, where there is one, is the part that is personal. */
const shapes: readonly { kind: PersonalKind; shape: RegExp; holds?: (found: string) => boolean }[] = [
  { kind: 'email', shape: /[a-z0-9][a-z0-9._%+'-]{0,63}@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}\b/gi },
  {
    kind: 'card',
    shape: /(?<![\d-])(?:\d[ -]?){12,18}\d(?![\d-])/g,
    holds: (found) => /^[2-6]/.test(found) && digitsOf(found).length >= 13 && passesLuhn(digitsOf(found)),
  },
  {
    kind: 'bank-account',
    shape: /(?<![\d-])\d{2}[- ]\d{2}[- ]\d{2}\b[^\d\n]{0,24}\d{8}(?!\d)/g,
  },
  { kind: 'bank-account', shape: /\bsort ?code\b\D{0,12}(\d{2}[- ]?\d{2}[- ]?\d{2})(?!\d)/dgi },
  { kind: 'bank-account', shape: /\b(?:account|acc|acct|a\/c) ?(?:no|number|num)?\b\D{0,8}(\d{8})(?!\d)/dgi },
  { kind: 'bank-account', shape: /\bGB\d{2} ?[A-Z]{4} ?(?:\d ?){13}\d\b/gi },
  {
    kind: 'phone',
    shape: /(?<![\w-])(?:\+ ?44|0044|\(?0)[ )(-]{0,3}(?:0\)[ -]?)?[1-9](?:[ ()\-.]{0,2}\d){8,9}(?![\d-])/g,
    holds: (found) =>
      /^(?:\+ ?44|0044|\(?0)/.test(found) && !/^0[46]/.test(digitsOf(found).replace(/^(?:0044|44)0?/, '0')),
  },
  { kind: 'phone', shape: /(?<![\w+])\+(?!44)[1-9](?:[ ()-]{0,2}\d){8,13}(?!\d)/g },
  {
    kind: 'national-insurance',
    shape:
      /(?<![a-z0-9])(?!bg|gb|nk|kn|tn|nt|zz)[a-ceghj-prstw-z][a-ceghj-nprstw-z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[a-d](?![a-z0-9])/gi,
  },
  {
    kind: 'date-of-birth',
    shape: new RegExp(
      String.raw`\b(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|born(?: on)?(?: the)?|dyddiad geni|geni)\b[^\d\n]{0,20}?(${day})(?!\d)`,
      'gid',
    ),
    holds: isRealDay,
  },
  {
    kind: 'vehicle',
    shape:
      /(?<![a-z0-9])[a-hj-pr-y][a-hj-pr-y](?:0[1-9]|[1-7]\d) ?(?!(?:and|the|but|for|all|are|was|has|not|day|pm)\b)[a-hj-pr-z]{3}(?![a-z0-9])/gi,
  },
  {
    kind: 'vehicle',
    shape:
      /\b(?:reg(?:istration)?|number ?plate|plate|reg no)\b(?: (?:number|no|is|mark))*[ :.,-]{1,4}((?=[a-z0-9 ]*\d)(?=[a-z0-9 ]*[a-z])(?:[a-z]\d{1,3} ?[a-z]{3}|[a-z]{3} ?\d{1,3}[a-z]|[a-z]{1,3} ?\d{1,4}|\d{1,4} ?[a-z]{1,3}))(?![a-z0-9])/dgi,
  },
];

/**
 * Every personal detail in the text, in the order they stand and never overlapping, for masking and warnings.
 * Shape and checksum only: it does not know whether the number is anybody's. Pure; never throws.
 */
export function findPersonal(text: string): PersonalDetail[] {
  const details: PersonalDetail[] = [];
  for (const { kind, shape, holds } of shapes) {
    for (const match of text.matchAll(shape)) {
      const [start, end] = match.indices?.[1] ?? [match.index, match.index + match[0].length];
      if (holds && !holds(text.slice(start, end))) continue;
      if (!details.some((other) => start < other.end && other.start < end))
        details.push({ kind, start, end });
    }
  }
  return details.sort((one, other) => one.start - other.start);
}
