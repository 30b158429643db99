import { nearest } from './spelling.ts';

export type Facts = Readonly<Record<string, string | number>>;

/** A text with places for facts, read once. */
export type Wording = readonly Part[];

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'fact'; readonly fact: string }
  /** Said when the fact is there or, with `absent`, when it is empty. */
  | { readonly kind: 'section'; readonly fact: string; readonly absent: boolean; readonly parts: Part[] };

/** One thing wrong with a text, and how many lines into it. */
export interface WordingFault {
  readonly message: string;
  readonly within: number;
  readonly hint?: string;
}

const mark = /\{\{\s*([#^/]?)\s*([^{}]*?)\s*\}\}/g;

/**
 * Read a text with `{{fact}}`, `{{#fact}}said when it is there{{/fact}}` and `{{^fact}}said when it is not{{/fact}}`.
 * A fact outside `allowed`, a section left open or closed twice and a stray brace are faults; never throws.
 */
export function readWording(
  text: string,
  allowed: readonly string[],
): { readonly wording: Wording; readonly faults: readonly WordingFault[] } {
  const faults: WordingFault[] = [];
  const whole: Part[] = [];
  const open: { readonly fact: string; readonly parts: Part[]; readonly at: number }[] = [];
  const here = () => open.at(-1)?.parts ?? whole;
  const wrong = (at: number, message: string, hint?: string) =>
    faults.push({ message, within: linesBefore(text, at), ...(hint === undefined ? {} : { hint }) });
  const plain = (from: number, to: number) => {
    const between = text.slice(from, to);
    const stray = /\{\{|\}\}/.exec(between);
    if (stray !== null) wrong(from + stray.index, `There is a ${stray[0]} without its pair.`);
    if (between !== '') here().push({ kind: 'text', text: between });
  };

  let end = 0;
  for (const found of text.matchAll(mark)) {
    const [all, sign, fact = ''] = found;
    plain(end, found.index);
    end = found.index + all.length;
    if (sign === '/') {
      const closes = open.at(-1)?.fact === fact;
      if (closes) open.pop();
      else wrong(found.index, `{{/${fact}}} closes nothing that is open.`);
      continue;
    }
    if (!allowed.includes(fact))
      wrong(found.index, `The fact "${fact}" is not known here.`, nearest(fact, allowed));
    if (sign === '') {
      here().push({ kind: 'fact', fact });
      continue;
    }
    const parts: Part[] = [];
    here().push({ kind: 'section', fact, absent: sign === '^', parts });
    open.push({ fact, parts, at: found.index });
  }
  plain(end, text.length);
  for (const { fact, at } of open) wrong(at, `The section of "${fact}" is never closed with {{/${fact}}}.`);
  return { wording: whole, faults };
}

function linesBefore(text: string, at: number): number {
  return text.slice(0, at).split('\n').length - 1;
}

// Stands where a section is left out, so that a line holding nothing else can go as well.
const leftOut = '\u0000';

/** The text with its facts. What stands in a fact is never read again: a resident's `{{due}}` stays as typed. */
export function inSentences(wording: Wording, facts: Facts): string {
  return say(wording, facts)
    .replace(/^\0+(\n|$)/gm, '')
    .replaceAll(leftOut, '')
    .trim();
}

function say(parts: Wording, facts: Facts): string {
  return parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const fact = String(facts[part.fact] ?? '').replaceAll(leftOut, '');
      if (part.kind === 'fact') return fact;
      const there = fact !== '' && fact !== '0';
      return there === part.absent ? leftOut : say(part.parts, facts);
    })
    .join('');
}
