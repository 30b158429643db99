/** Kinds of personal detail that residents put into messages. */
export type PersonalKind =
  | 'phone'
  | 'email'
  | 'national-insurance'
  | 'card'
  | 'bank-account'
  | 'date-of-birth'
  | 'vehicle';

/** A personal detail in a message: what it is, and where it stands (`text.slice(start, end)`). */
export interface PersonalDetail {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
}

/** What nobody needs to send us and somebody could steal with: hidden until an officer asks to see it. */
export const secretKinds: readonly PersonalKind[] = ['card', 'bank-account', 'national-insurance'];

/** A stretch of a text, and what it is where it is to be hidden. */
export interface Piece {
  readonly text: string;
  readonly secret: PersonalKind | null;
}

/** A text cut into pieces, the secret ones apart. Joined they give the text again. */
export function piecesOf(text: string, details: readonly PersonalDetail[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { kind, start, end } of details.filter(({ kind }) => secretKinds.includes(kind))) {
    if (start > at) pieces.push({ text: text.slice(at, start), secret: null });
    pieces.push({ text: text.slice(start, end), secret: kind });
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), secret: null });
  return pieces;
}

/** A text with its secrets replaced by dots, for lists and wherever nobody can ask to see them. */
export function masked(text: string, details: readonly PersonalDetail[]): string {
  return piecesOf(text, details)
    .map((piece) => (piece.secret === null ? piece.text : '••••'))
    .join('');
}
