import { nameInWords } from '../../core/officer-words.ts';
import type { RecordDoor } from '../doors.ts';

/** What is wrong with a channel or a desk, a sentence for each, for whoever is at the desk. */
export function unwellIn({ unwell }: Pick<RecordDoor, 'unwell'>): { name: string; words: string }[] {
  return unwell().map(({ name, why }) => ({
    name: nameInWords(name),
    words: why ?? 'We do not hear from it.',
  }));
}
