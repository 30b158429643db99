import type { Guess } from '../core/understanding.ts';
import { findPlace } from './place/find.ts';

/** One matter of a message, in the resident's words. */
export interface Issue extends Guess {
  readonly text: string;
}

/** Labels that never make half of a message: what only carries a report along, and danger, which is all that counts. */
const courtesies = new Set([
  'emergency',
  'safeguarding',
  'greeting',
  'thanks',
  'compliment',
  'status-enquiry',
  'human-handoff',
  'spam-or-abuse',
  'other',
  'complaint',
]);

/** Those that a report may come wrapped in: the report is then the main thing. */
const carriers = new Set(['greeting', 'thanks', 'compliment']);

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

/** A right half that begins so goes on about the left one: "and making a noise", "and it is getting worse". */
const goesOn =
  /^(?:it|its|it['’]s|they|that|which|is|are|was|were|has|have|still|very|then|so|now|even|(?!parking|recycling|lighting|flooding|planning|housing|swimming|building)\p{L}+ing)\b/iu;

/** What each half must reach where only a comma, a full stop or an "and" stands between them. */
const sureEnough = 0.7;

/** Beyond so many words people tell a story about one matter, and a sure guess at the whole is believed. */
const manyWords = 16;

interface Cut {
  readonly left: string;
  readonly right: string;
  /** Whether the resident's own words say that another matter begins. */
  readonly strong: boolean;
}

/** Places where a message might fall into two matters, the likeliest first. */
function cuts(text: string): Cut[] {
  const found: Cut[] = [];
  for (const [join, strong] of [
    [strongJoin, true],
    [weakJoin, false],
  ] as const) {
    for (const match of text.matchAll(join)) {
      const left = text.slice(0, match.index).trim();
      const right = text.slice(match.index + match[0].length).trim();
      if (wordsIn(left) < 1 || wordsIn(right) < 2 || onlyWhere(left) || onlyWhere(right)) continue;
      if (!strong && /^\s+(?:and|&|n|ac)/i.test(match[0]) && goesOn.test(right)) continue;
      found.push({ left, right, strong });
    }
  }
  return found.slice(0, 12);
}

/** A half that only says where: "I am at 14 Larch Close". It belongs to the other half. */
function onlyWhere(text: string): boolean {
  const place = findPlace(text);
  if (place === null) return false;
  const rest = text.replace(place.words, ' ').match(/[\p{L}\p{N}'’]+/gu) ?? [];
  return rest.every((word) => aroundPlaces.test(word));
}

const aroundPlaces =
  /^(?:i|i['’]?m|we|we['’]?re|am|are|is|it|it['’]?s|this|that|was|my|our|the|address|postcode|house|flat|number|no|live|lives|here|at|on|in|by|near|outside|opposite|of|and)$/iu;

const near = (one: string, other: string) =>
  one === other || neighbours.some((group) => group.includes(one) && group.includes(other));

/**
 * The separate matters of a message, each with the words it stands in: nearly always one. It splits only where
 * both sides are surely about different services. A greeting, thanks or praise that came with a report is not a
 * matter: the whole message is then that report. `guess` is asked about the text and at most twelve cuts of it.
 * Pure as long as `guess` is; throws only what `guess` throws.
 */
export function splitIssues(text: string, guess: (text: string) => Guess): Issue[] {
  const whole = guess(text);
  let main: Issue = { text: text.trim(), label: whole.label, probability: whole.probability };
  if (wordsIn(text) < 4 || text.length > 2000) return [main];
  let best: { issues: Issue[]; score: number } | undefined;
  for (const { left, right, strong } of cuts(text)) {
    const [first, second] = [guess(left), guess(right)];
    const reports = [first, second].filter(({ label }) => !courtesies.has(label));
    const [report] = reports;
    if (report && reports.length === 1 && carriers.has(main.label) && report.probability >= 0.6)
      main = { ...main, label: report.label, probability: report.probability };
    if (reports.length < 2 || near(first.label, second.label)) continue;
    const least = Math.min(first.probability, second.probability);
    if (least < (strong ? 0.4 : sureEnough)) continue;
    if (!strong && whole.probability >= sureEnough && wordsIn(text) > manyWords) continue;
    const score = least + (strong ? 0.3 : 0);
    if (best && score <= best.score) continue;
    const issues = [
      { text: left, label: first.label, probability: first.probability },
      { text: right, label: second.label, probability: second.probability },
    ];
    best = { issues, score };
  }
  return best?.issues ?? [main];
}
