import type { Outcome, Rating, Status } from './case.ts';
import type { Council } from './catalogue.ts';
import type { CaseLine } from './record.ts';
import type { DangerFamily } from './understanding.ts';

/*
 * What officers and managers read, in English, at every desk. What residents read is the council's own to say: see
 * `wordings.ts`.
 */

export const statusWords: Readonly<Record<Status, string>> = {
  new: 'New',
  'in-progress': 'In progress',
  'waiting-on-resident': 'Waiting on the resident',
  'waiting-on-partner': 'Waiting on a partner',
  resolved: 'Resolved',
};

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  fixed: 'fixed',
  answered: 'answered',
  'not-ours': 'not ours',
  declined: 'declined',
  duplicate: 'duplicate',
};

/** What each outcome means, for the officer choosing one. */
export const outcomeMeanings: Readonly<Record<Outcome, string>> = {
  fixed: 'The thing reported has been put right',
  answered: 'The question has been answered, nothing else is to be done',
  'not-ours': 'Another body deals with it, and the resident knows which',
  declined: 'We will not do it. Give the reason',
  duplicate: 'Another case covers it',
};

export const ratingWords: Readonly<Record<Rating, string>> = {
  1: 'very dissatisfied',
  2: 'dissatisfied',
  3: 'neither satisfied nor dissatisfied',
  4: 'satisfied',
  5: 'very satisfied',
};

export const dangerWords: Readonly<Record<DangerFamily, string>> = {
  'life-at-risk': 'life at risk',
  'crime-now': 'crime happening now',
  gas: 'gas',
  electricity: 'electricity',
  flood: 'flood',
  'road-hazard': 'hazard on the road',
  structure: 'unsafe structure',
  medical: 'medical emergency',
  'child-at-risk': 'child at risk',
  'adult-at-risk': 'adult at risk',
  'domestic-abuse': 'domestic abuse',
  'self-harm': 'self-harm',
  'missing-person': 'missing person',
  slavery: 'modern slavery',
  terror: 'terrorism',
};

/** "Resolved: fixed". */
export function statusInWords(status: Status, outcome: Outcome | null): string {
  return outcome === null ? statusWords[status] : `${statusWords[status]}: ${outcomeWords[outcome]}`;
}

/** A name as words: "webchat" reads "Webchat", "status-enquiry" reads "Status enquiry". */
export function nameInWords(name: string): string {
  const spaced = name.replaceAll('-', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** What an officer ticks so that a restricted case does not stay so. */
export const liftWords = 'Lift the restriction: this case may be seen by everybody';
/** What stands beside it. */
export const liftHint = 'Unticked, only officers cleared for safeguarding see it, whichever team has it.';

/** What an officer is told who would lift the restriction where the case is. */
export const liftHereWords =
  'Everybody at the desk may then read this case, with all that was said in it so far. Who lifted it, and why, stays on the record.';
/** The same of a team whose cases are restricted, all of them. */
export const liftElsewhereWords =
  'Every case of this team is restricted. Move the case to another team, and tick there that everybody may see it.';

export function teamName({ teams }: Pick<Council, 'teams'>, id: string): string {
  return teams.get(id)?.name ?? id;
}

/** What a label of the model means: a service's title, or the label's own words for one that asks for no service. */
export function serviceTitle({ services }: Pick<Council, 'services'>, label: string): string {
  return services.get(label)?.title ?? nameInWords(label);
}

const languageNames = new Intl.DisplayNames('en-GB', { type: 'language' });

/** "Welsh" for `cy`. */
export function languageName(language: string): string {
  return languageNames.of(language) ?? language;
}

/** What a case is about, in a line: its service, or the danger alone where no service fits it. */
export function caseTitle({
  service,
  serviceTitle,
  danger,
}: Pick<CaseLine, 'service' | 'serviceTitle' | 'danger'>): string {
  const families = [...new Set(danger.map(({ family }) => dangerWords[family]))];
  return service === 'other' && families.length > 0 ? `Danger: ${families.join(', ')}` : serviceTitle;
}
