const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * A text in parts of at most `longest` UTF-16 code units, for a platform that takes no more. It breaks between
 * paragraphs, else between sentences, else between words, so that links stay whole; a word longer than a part is
 * broken between the characters people see. Nothing is lost but white space where it breaks. An empty text has no parts.
 * Throws RangeError when `longest` is no positive whole number.
 */
export function splitText(text: string, longest: number): string[] {
  if (!Number.isInteger(longest) || longest < 1)
    throw new RangeError(`A part cannot be ${longest} characters long.`);
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > longest) {
    const cut = cutOf(rest, longest);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
}

/** Where to break: the latest good place that does not leave most of the part empty. */
function cutOf(text: string, longest: number): number {
  const window = text.slice(0, longest + 1);
  const least = Math.floor(longest / 3);
  const paragraph = window.lastIndexOf('\n\n');
  if (paragraph > least) return paragraph;
  const line = window.lastIndexOf('\n');
  if (line > least) return line;
  // Where no space follows, a question mark belongs to a link.
  const sentence = lastEnd(sentences.segment(window), longest, /\s$/);
  if (sentence > least) return sentence;
  const word = lastSpace(window);
  if (word > 0) return word;
  return lastEnd(graphemes.segment(window), longest, /$/) || wholeCodePoint(text, longest);
}

/** The end of the last segment that ends as it should, within `longest`; 0 when none does. */
function lastEnd(
  segments: Iterable<{ readonly segment: string; readonly index: number }>,
  longest: number,
  ending: RegExp,
): number {
  let end = 0;
  for (const { segment, index } of segments) {
    if (index + segment.length > longest) break;
    if (ending.test(segment)) end = index + segment.length;
  }
  return end;
}

function lastSpace(window: string): number {
  for (let at = window.length - 1; at > 0; at -= 1) if (/\s/.test(window.charAt(at))) return at;
  return 0;
}

/** One character that is longer than a part, such as a family of emoji, is broken, but never inside a surrogate pair. */
function wholeCodePoint(text: string, longest: number): number {
  const before = text.charCodeAt(longest - 1);
  const isHighSurrogate = before >= 0xd800 && before <= 0xdbff;
  return isHighSurrogate && longest > 1 ? longest - 1 : longest;
}
