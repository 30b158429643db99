import { z } from 'zod';
import { dangerFamilies } from './understanding.ts';

const slug = z.string().regex(/^[a-z][a-z0-9-]*$/, 'use lower-case letters, digits and hyphens');

export type Language = 'en' | 'cy';

/** Facts every wording may use: the council's own, filled in by whoever says it. */
export const councilWords = [
  'council',
  'shortName',
  'phone',
  'outOfHoursPhone',
  'safeguardingPhone',
  'website',
  'privacyUrl',
] as const;

/** Facts about one case. `place`, `due` and `outcome` may be empty. */
const caseWords = [
  'reference',
  'about',
  'place',
  'due',
  'status',
  'outcome',
  'team',
  'body',
  'teamPhone',
] as const;

/**
 * Everything a council may say without a person, by key, with the facts its wording may use beside the council's
 * own. Whoever says it gives all of them; whoever writes the words uses those that help.
 */
export const replyFacts = {
  welcome: [],
  greeting: [],
  thanks: [],
  opened: caseWords,
  'opened-outside': caseWords,
  'opened-elsewhere': [...caseWords, 'whose'],
  'opened-unsure': [...caseWords, 'list', 'count'],
  'ask-place': caseWords,
  /** The words could mean several places. */
  'ask-which': [...caseWords, 'list', 'count'],
  added: caseWords,
  'added-person': caseWords,
  chosen: caseWords,
  reopened: caseWords,
  'status-none': [],
  'status-one': caseWords,
  'status-many': ['count'],
  person: caseWords,
  abuse: [],
  'wrong-offer': caseWords,
  'wrong-none': [],
  'files-only': [],
  closed: caseWords,
  /** Asked with `closed`; the choices are the texts under `ratings`. */
  survey: caseWords,
  rated: [...caseWords, 'rating'],
  /** The same for a 1 or a 2. */
  'rated-low': [...caseWords, 'rating'],
  /** An answer to the survey that came too late to count. */
  'survey-over': [],
  /** What an officer should have written, where what they wrote cannot be changed. */
  correction: ['text'],
  'danger-follow-up': caseWords,
  'complaint-note': [],
  'information-note': [],
  'secret-note': [],
  'file-refused': [],
  'file-failed': [],
  'public-note': [],
  'public-closed': [],
  /** The resident wrote in a language we do not read; always said in English. */
  'other-language': caseWords,
  /** The resident asked us to answer in this language. */
  'language-chosen': [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Facts the texts under `canned` may use. */
export const cannedFacts = caseWords;

/** Facts the texts under `whose` may use. `place`, `neighbour` and `neighbourPhone` may be empty. */
export const whoseFacts = ['place', 'team', 'body', 'teamPhone', 'neighbour', 'neighbourPhone'] as const;

export type ReplyKey = keyof typeof replyFacts;
export const replyKeys = Object.keys(replyFacts) as ReplyKey[];

export const repliesSchema = z.strictObject({
  replies: z.record(z.enum(replyKeys), z.string().min(1)),
  /** What to tell a resident at once, per family of danger: number first, short. */
  danger: z.record(z.enum(dangerFamilies), z.string().min(1)),
  /** Self-service answers, by the key a service names in `answer`. */
  answers: z.record(slug, z.string().min(1)),
  /** Beside the reference, by the key a service names in `advice`. */
  advice: z.record(slug, z.string().min(1)),
  /** Whose a matter is because of where it is, by the key a rule of `whose.yaml` names in `says`. */
  whose: z.record(slug, z.string().min(1)).default({}),
  /** What officers often write, ready to be chosen, changed and sent. The key is what they choose it by. */
  canned: z.record(slug, z.string().min(1)).default({}),
  /** Words for statuses and outcomes, as a resident reads them. */
  statuses: z.record(
    z.enum(['new', 'in-progress', 'waiting-on-resident', 'waiting-on-partner', 'resolved']),
    z.string().min(1),
  ),
  outcomes: z.record(z.enum(['fixed', 'answered', 'not-ours', 'declined', 'duplicate']), z.string().min(1)),
  /** What stands on the buttons of the survey, from very dissatisfied to very satisfied. */
  ratings: z.record(z.enum(['1', '2', '3', '4', '5']), z.string().min(1)),
});
export type Replies = z.infer<typeof repliesSchema>;

/** Where a wording stands in the replies; `replies` itself goes without saying. */
export type SayKey =
  | ReplyKey
  | `${'danger' | 'answers' | 'advice' | 'whose' | 'canned' | 'statuses' | 'outcomes' | 'ratings'}.${string}`;

/**
 * Put a wording into sentences, in the language asked for or else in English. The council's own facts are filled
 * in. Throws when the council has no such wording, or when a fact that `replyFacts` lists for the key is not given.
 */
export type Say = (
  language: Language,
  key: SayKey,
  facts?: Readonly<Record<string, string | number>>,
) => string;
