import type { DeskRecord } from '../../core/desk.ts';
import type { PersonalKind } from '../../core/personal.ts';
import type { CaseFile } from '../../core/record.ts';
import type { Draft } from './forms.ts';

/** A reply as the resident will see it, before it is sent. */
export interface PreviewView {
  readonly parts: readonly string[];
  /** Personal details in it, each with what it is. */
  readonly details: readonly string[];
}

/** The reply form once more, nothing sent: with a ready-made reply put in, or with its preview. */
export function unsent(
  { canned, preview }: Pick<DeskRecord, 'canned' | 'preview'>,
  file: CaseFile,
  draft: Draft,
): { readonly draft: Draft; readonly preview?: PreviewView } {
  const typed = draft.fields['text'] ?? '';
  if (draft.fields['do'] === 'preview') {
    const { parts, personal } = preview(file, typed);
    const told = personal.map(
      ({ kind, start, end }) => `${kindWords[kind]}: ${typed.trim().slice(start, end)}`,
    );
    return { draft, preview: { parts, details: told } };
  }
  const chosen = canned(file).find(({ id }) => id === draft.fields['ready'])?.text;
  if (chosen === undefined) return { draft };
  const text = typed.trim() === '' ? chosen : `${typed.trimEnd()}\n\n${chosen}`;
  return { draft: { ...draft, fields: { ...draft.fields, text, ready: '' } } };
}

const kindWords: Readonly<Record<PersonalKind, string>> = {
  phone: 'Telephone number',
  email: 'Email address',
  'national-insurance': 'National Insurance number',
  card: 'Card number',
  'bank-account': 'Bank account',
  'date-of-birth': 'Date of birth',
  vehicle: 'Registration number',
};
