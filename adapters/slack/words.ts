import type { Outcome, Status } from '../../src/core/case.ts';
import type { Council } from '../../src/core/catalogue.ts';
import { masked, type PersonalDetail } from '../../src/core/personal.ts';
import type { Place } from '../../src/core/place.ts';
import type { DangerFamily } from '../../src/core/understanding.ts';

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

export function statusOf(status: Status, outcome: Outcome | null): string {
  return outcome === null ? statusWords[status] : `${statusWords[status]}: ${outcomeWords[outcome]}`;
}

/** A name as a word: "webchat" reads "Webchat". */
export const sentence = (name: string): string => {
  const spaced = name.replaceAll('-', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

export const teamName = ({ teams }: Council, id: string): string => teams.get(id)?.name ?? id;

export const serviceTitle = ({ services }: Council, label: string): string =>
  services.get(label)?.title ?? sentence(label);

const languageNames = new Intl.DisplayNames('en-GB', { type: 'language' });

export const languageName = (language: string): string => languageNames.of(language) ?? language;

/** A place in a few words: what is known of it, or the resident's own. */
export function placeInShort({ street, landmark, locality, postcode, words }: Place): string {
  const named = street ?? landmark;
  if (named === undefined) return postcode ?? words;
  return locality === undefined ? named : `${named}, ${locality}`;
}

/** A map with the place in its middle; null where we do not know the point. */
export function mapOf({ point }: Place): string | null {
  if (point === undefined) return null;
  const [north, east] = [point.latitude.toFixed(5), point.longitude.toFixed(5)];
  return `https://www.openstreetmap.org/?mlat=${north}&mlon=${east}#map=18/${north}/${east}`;
}

/** Words without what somebody could steal with, and without what cannot be seen. Empty once erased. */
export type Shown = (text: string | null) => string;

export function showing(personal: (text: string) => readonly PersonalDetail[]): Shown {
  return (text) => {
    if (text === null) return '';
    // Marks that turn the direction of writing could make words look like others.
    const plain = text.replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g, '');
    return masked(plain, personal(plain));
  };
}
