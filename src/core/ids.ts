/** Where new names come from. Passed in, so that a step given the same ids decides the same thing. */
export interface Ids {
  /** A new row id: a UUID that sorts by time. */
  id(): string;
  /** 128 random bits in hex. */
  salt(): string;
  /** Eight random decimal digits, for a reference. */
  digits(): string;
}

// Damm's quasigroup: catches every single wrong digit and every swap of two neighbours.
const damm = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

function checkDigit(digits: string): string {
  let interim = '0';
  for (const digit of digits) interim = damm[Number(interim)]?.[Number(digit)] ?? '0';
  return interim;
}

/** Make a reference from a council's prefix and eight digits: `MB-482-913-605`. The last digit is a check. */
export function makeReference(prefix: string, digits: string): string {
  const all = digits + checkDigit(digits);
  return `${prefix}-${all.slice(0, 3)}-${all.slice(3, 6)}-${all.slice(6)}`;
}

// What people and their keyboards put between digits; the dashes are those of Unicode.
const gap = '[\\s._/\u2010-\u2015\u2212-]*';
const threes = '\\d{3}[\\s.-]?\\d{3}[\\s.-]?\\d{3}';

/**
 * Find a reference in what somebody typed, however spaced; null when there is none with the right check digit.
 * Without the council's prefix its nine digits stand together or in threes, and are no part of a longer number, such
 * as one to telephone, nor of another council's reference.
 */
export function findReference(prefix: string, text: string): string | null {
  const whole = new RegExp(`(?<![\\p{L}\\d])${prefix}${gap}(?:\\d${gap}){9}(?!\\d)`, 'giu');
  const bare = new RegExp(
    `(?=\\d)(?<![\\p{L}\\d][\\u2010-\\u2015-]?)(?<!\\d${gap})${threes}(?!${gap}\\d)`,
    'gu',
  );
  for (const [typed] of [...text.matchAll(whole), ...text.matchAll(bare)]) {
    const digits = typed.replace(/\D/g, '');
    if (checkDigit(digits) === '0') return makeReference(prefix, digits.slice(0, 8));
  }
  return null;
}
