import type { Outcome, Status } from '../../core/case.ts';
import type { Council } from '../../core/catalogue.ts';
import { languageName, statusInWords } from '../../core/officer-words.ts';

/** A word on a coloured ground; the word alone says it all. */
export interface Tag {
  readonly text: string;
  readonly colour: 'grey' | 'green' | 'teal' | 'blue' | 'purple' | 'red' | 'orange' | 'yellow';
}

const statusColours: Readonly<Record<Status, Tag['colour']>> = {
  new: 'blue',
  'in-progress': 'teal',
  'waiting-on-resident': 'purple',
  'waiting-on-partner': 'purple',
  resolved: 'grey',
};

export function statusTag(status: Status, outcome: Outcome | null): Tag {
  return { text: statusInWords(status, outcome), colour: statusColours[status] };
}

/** What an officer must know of a resident's language: "Welsh: answer in Welsh", "Writes in Polish"; null for English. */
export function languageWords(language: string, { facts }: Council): string | null {
  if (language === 'en') return null;
  const name = languageName(language);
  return facts.languages.some((each) => each === language)
    ? `${name}: answer in ${name}`
    : `Writes in ${name}`;
}
