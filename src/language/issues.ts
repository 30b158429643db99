import type { Guess } from '../core/understanding.ts';

/** One matter of a message, in the resident's words. */
export interface Issue extends Guess {
  readonly text: string;
}

/** Labels that only carry a report along: greetings, thanks and the like never make a matter of their own. */
const courtesies = new Set([
  'greeting',
  'thanks',
  'compliment',
  'status-enquiry',
  'human-handoff',
  'spam-or-abuse',
  'other',
  'complaint',
]);

/** Labels so near to each other that two halves saying one each are one matter told twice. */
const neighbours: readonly (readonly string[])[] = [
  ['litter', 'fly-tipping', 'missed-bin', 'dog-fouling', 'graffiti'],
  ['missed-bin', 'bin-day-enquiry', 'new-bin', 'garden-waste', 'recycling-centre', 'bulky-waste'],
  ['pothole', 'pavement', 'roadworks-obstruction', 'road-signs-signals'],
  ['noise', 'anti-social-behaviour', 'bonfire-air-quality'],
  ['trees', 'overgrown-vegetation', 'parks-playgrounds'],
  ['parking-enforcement', 'parking-permit', 'penalty-charge-notice', 'abandoned-vehicle', 'blue-badge'],
  ['homelessness', 'housing-register', 'housing-repair'],
  ['council-tax', 'benefits'],
  ['planning-application', 'planning-enforcement-building-control'],
  ['safeguarding', 'adult-social-care', 'emergency', 'anti-social-behaviour'],
  ['flooding-drainage', 'gritting', 'pothole'],
  ['school-admissions', 'school-transport'],
  ['elections', 'councillor-democracy'],
];

const strongJoin =
  /\s*(?:[,;.!?]+\s*|\s)(?:also|and also|plus|as well as that|on top of that|another thing|one more thing|secondly|second thing|2\)|2\.|while (?:i'?m|im|i am) (?:here|at it|on)|by the way|btw|oh and|and another thing|separately|different (?:matter|thing|question)|other thing is|hefyd|yn ogystal|a hefyd)\b[,:]?\s*/gi;
const weakJoin =
  /\s*[.!?;\n]+\s+|\s*\n+\s*|\s*,\s*(?:and|&|a)\s+|\s+(?:and|&|n|ac)\s+|\s*,\s+|\s+[-–—]\s+|\s+then there(?:'|’)?s\s+/gi;

const wordsIn = (text: string) => text.match(/[\p{L}\p{N}']+/gu)?.length ?? 0;

/** Places where a message might fall into two matters, the likeliest first. */
function cuts(text: string): { end: number; start: number; strong: boolean }[] {
  const found: { end: number; start: number; strong: boolean }[] = [];
  for (const [join, strong] of [
    [strongJoin, true],
    [weakJoin, false],
  ] as const) {
    for (const match of text.matchAll(join)) {
      const [end, start] = [match.index, match.index + match[0].length];
      if (wordsIn(text.slice(0, end)) >= 2 && wordsIn(text.slice(start)) >= 2)
        found.push({ end, start, strong });
    }
  }
  return found.slice(0, 12);
}

const near = (one: string, other: string) =>
  one === other || neighbours.some((group) => group.includes(one) && group.includes(other));

/**
 * The separate matters of a message, each with the words it stands in: nearly always one. It splits only where
 * both sides are surely about different services; greetings, thanks and praise stay with the report they came with.
 * `guess` is asked for a label about a few cuts of the text. Pure as long as `guess` is; never throws unless it does.
 */
export function splitIssues(text: string, guess: (text: string) => Guess): Issue[] {
  const whole = guess(text);
  const one: Issue[] = [{ text: text.trim(), label: whole.label, probability: whole.probability }];
  if (wordsIn(text) < 5 || text.length > 2000) return one;
  let best: { issues: Issue[]; score: number } | undefined;
  for (const { end, start, strong } of cuts(text)) {
    const [left, right] = [text.slice(0, end).trim(), text.slice(start).trim()];
    const [first, second] = [guess(left), guess(right)];
    if (courtesies.has(first.label) || courtesies.has(second.label) || near(first.label, second.label))
      continue;
    const least = Math.min(first.probability, second.probability);
    if (least < (strong ? 0.4 : 0.55)) continue;
    const score = least + (strong ? 0.3 : 0);
    if (!best || score > best.score)
      best = {
        issues: [
          { text: left, ...first },
          { text: right, ...second },
        ],
        score,
      };
  }
  return best?.issues.map(({ text, label, probability }) => ({ text, label, probability })) ?? one;
}
