import type { Outcome, Status } from '../../core/case.ts';
import type { Council } from '../../core/catalogue.ts';
import type { CaseLine } from '../../core/record.ts';
import type { DangerFamily } from '../../core/understanding.ts';

/** A word on a coloured ground; the word alone says it all. */
export interface Tag {
  readonly text: string;
  readonly colour: 'grey' | 'green' | 'teal' | 'blue' | 'purple' | 'red' | 'orange' | 'yellow';
}

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

const statusColours: Readonly<Record<Status, Tag['colour']>> = {
  new: 'blue',
  'in-progress': 'teal',
  'waiting-on-resident': 'purple',
  'waiting-on-partner': 'purple',
  resolved: 'grey',
};

export function statusTag(status: Status, outcome: Outcome | null): Tag {
  const suffix = outcome === null ? '' : `: ${outcomeWords[outcome]}`;
  return { text: `${statusWords[status]}${suffix}`, colour: statusColours[status] };
}

/** A channel's name as a word: "webchat" reads "Webchat". */
export function channelWord(channel: string): string {
  return channel.charAt(0).toUpperCase() + channel.slice(1);
}

const languageNames = new Intl.DisplayNames('en-GB', { type: 'language' });

/** What an officer must know of a resident's language: "Welsh: answer in Welsh", "Writes in Polish"; null for English. */
export function languageWords(language: string, { facts }: Council): string | null {
  if (language === 'en') return null;
  const name = languageNames.of(language) ?? language;
  return facts.languages.some((each) => each === language)
    ? `${name}: answer in ${name}`
    : `Writes in ${name}`;
}

export function teamName(council: Council, id: string): string {
  return council.teams.get(id)?.name ?? id;
}

export function serviceTitle(council: Council, label: string): string {
  return council.services.get(label)?.title ?? sentenceCase(label);
}

/** What a label of the model means: a service's title, or "Status enquiry" for one that asks for no service. */
function sentenceCase(label: string): string {
  return channelWord(label.replaceAll('-', ' '));
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
