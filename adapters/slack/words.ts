import { masked, type PersonalDetail } from '../../src/core/personal.ts';
import type { Place } from '../../src/core/place.ts';

/** A place in a few words: what is known of it, or the resident's own. */
export function placeInShort({ street, landmark, locality, postcode, words }: Place): string {
  const named = street ?? landmark;
  if (named === undefined) return postcode ?? (words.trim() === '' ? 'a shared pin' : words);
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
