import { IANAZone } from 'luxon';
import { z } from 'zod';
import type { Ward } from './ground.ts';
import { hoursSchema, targetSchema } from './hours.ts';
import type { Whose } from './whose.ts';
import type { Say } from './wordings.ts';

export type { Language } from './wordings.ts';

const slug = z.string().regex(/^[a-z][a-z0-9-]*$/, 'use lower-case letters, digits and hyphens');
const webAddress = z.url({ protocol: /^https?$/, error: 'a web address starts with https://' });
const called = z
  .string()
  .regex(/^([UW][A-Z0-9]{5,}|@[a-z0-9][a-z0-9._-]*)$/, 'an on-call is U012AB3CD or @waste-on-call');
const slackChannel = z
  .string()
  .regex(
    /^[a-z0-9_-]+$/,
    'a Slack channel is lower-case letters, digits, hyphens and underscores, without #',
  );
const group = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/, 'a Slack user group is lower-case letters, digits and hyphens, without @');
const phone = z.string().regex(/^[0-9 ]{3,15}$/, 'a phone number is digits and spaces');

/** Words in each language a council answers in. They are said inside a sentence or as one. */
const wordsSchema = z.strictObject({ en: z.string().min(1), cy: z.string().min(1).optional() });

export const questionSchema = z.strictObject({
  key: slug,
  /** The question as the resident reads it, per language. */
  ask: wordsSchema,
  /** Asked only where nobody else can read the answer. */
  private: z.boolean().default(false),
  optional: z.boolean().default(false),
});

export const serviceSchema = z.strictObject({
  label: slug,
  /** For officers and managers. */
  title: z.string().min(1),
  /** For residents, fitting "This is about ___.", per language. */
  plain: wordsSchema,
  /** National ids (Local Government Services List), primary first. */
  lgsl: z.array(z.number().int().positive()),
  team: slug,
  /** Who provides it where there are two tiers of council. */
  tier: z.enum(['district', 'county', 'both']),
  firstResponse: targetSchema,
  resolution: targetSchema,
  location: z.enum(['point', 'address', 'no', 'optional']),
  questions: z.array(questionSchema),
  /** When a person should look sooner, in words for officers. */
  urgentWhen: z.array(z.string().min(1)),
  /** Key in replies of an answer given at once, for things that are answered and not worked. */
  answer: slug.optional(),
  /** Key in replies of what a resident should know at once beside the reference: a legal route, an urgent number. */
  advice: slug.optional(),
  /**
   * Whether the clock of resolution stands still while we wait on the resident. It does not where the law sets the
   * time, for complaints, or where somebody may be at risk.
   */
  pauses: z.boolean().default(true),
  /** Whether residents are asked how satisfied they are when a case of it is closed. */
  survey: z.boolean().default(true),
});

export const teamSchema = z
  .strictObject({
    id: slug,
    /** Fits "It is with ___." Officers read it in every language. */
    name: z.string().min(1),
    /** What Welsh speakers read instead of `name` and `body`. */
    cy: z.strictObject({ name: z.string().min(1), body: z.string().min(1).optional() }).optional(),
    /** `outside` is another body: it takes the case over, and its name and number count as an answer. */
    kind: z.enum(['council', 'outside']),
    /** The body an outside team belongs to. */
    body: z.string().min(1).optional(),
    phone: phone.optional(),
    email: z.email('an email address looks like name@council.example').optional(),
    slackChannel: slackChannel.optional(),
    /** The Slack user group whose members are the team's officers. */
    slackGroup: group.optional(),
    /** Who is called when it matters, the first one first: Slack member ids (U012AB3CD) or user groups (@waste-on-call). */
    onCall: z.array(called).optional(),
    /** Own hours; the council's when left out. */
    hours: hoursSchema.optional(),
    /** Cases of this team are shown only to officers with the safeguarding role. */
    restricted: z.boolean().default(false),
  })
  .refine((team) => team.kind === 'council' || team.body !== undefined, {
    path: ['body'],
    message: 'a team outside the council needs the name of its body',
  })
  .refine((team) => team.kind === 'council' || team.phone !== undefined, {
    path: ['phone'],
    message: 'a team outside the council needs a phone number: it is part of the answer',
  });

export const councilSchema = z.strictObject({
  name: z.string().min(1),
  shortName: z.string().min(1),
  /** What Welsh speakers read instead; what is left out is the same in both languages. */
  cy: z
    .strictObject({
      name: z.string().min(1),
      shortName: z.string().min(1).optional(),
      website: webAddress.optional(),
      privacyUrl: webAddress.optional(),
    })
    .optional(),
  /** First part of every reference: `MB` gives `MB-482-913-605`. */
  referencePrefix: z.string().regex(/^[A-Z]{2,4}$/, 'a reference starts with two to four capital letters'),
  tier: z.enum(['district', 'county', 'unitary']),
  timezone: z.string().refine(IANAZone.isValidZone, 'a time zone is named like Europe/London'),
  /** Whose bank holidays the council keeps. */
  nation: z.enum(['GB-ENG', 'GB-WLS', 'GB-SCT', 'GB-NIR']),
  languages: z.array(z.enum(['en', 'cy'])).min(1),
  hours: hoursSchema,
  /** Days the council is shut besides bank holidays, `YYYY-MM-DD`. */
  closures: z.array(z.iso.date('a date is YYYY-MM-DD')),
  phone,
  outOfHoursPhone: phone,
  website: webAddress,
  privacyUrl: webAddress,
  /** Where a case goes when no label fits or the model is unsure. */
  triageTeam: slug,
  /** Where danger goes, besides the service's own team. */
  dutyTeam: slug,
  safeguardingTeam: slug,
  /** A label below this probability is asked about, not acted on. */
  askBelow: z.number().min(0).max(1),
  /** Minutes in which somebody has to say that they have a danger in hand, before the next on-call is paged. */
  confirmDangerWithin: z.number().int().min(1).max(60).default(5),
  /** The Slack user groups whose members have a role beside their team's. */
  slackGroups: z.partialRecord(z.enum(['manager', 'safeguarding', 'admin']), group).default({}),
  /** `marked`: what officers post in a case's thread goes to the resident only where it begins with >>. `public`: it does unless it begins with //. */
  repliesFromSlack: z.enum(['marked', 'public']).default('marked'),
  /** Days that pass at least between asking one resident how satisfied they are; 0 asks nobody. */
  surveyEvery: z.number().int().min(0).max(366).default(30),
  /** Where the week in brief is posted on the first working morning of a week; nowhere when left out. */
  digestChannel: slackChannel.optional(),
});

export type Question = z.infer<typeof questionSchema>;
export type Service = z.infer<typeof serviceSchema>;
export type Team = z.infer<typeof teamSchema>;
export type CouncilFacts = z.infer<typeof councilSchema>;

/** One council, loaded and checked: what it does, who does it, when, and in what words. */
export interface Council {
  readonly id: string;
  readonly facts: CouncilFacts;
  readonly services: ReadonlyMap<string, Service>;
  readonly teams: ReadonlyMap<string, Team>;
  /** Who owns a matter where its place decides. */
  readonly whose: Whose;
  /** Days on which no working time passes, `YYYY-MM-DD`: bank holidays, with those that fall on a weekend, and closures. */
  readonly daysOff: ReadonlySet<string>;
  /** Keys of the ready-made replies, in the order the council gives them. */
  readonly canned: readonly string[];
  /** With their boundaries; empty where the council has told none. */
  readonly wards: readonly Ward[];
  readonly say: Say;
}
