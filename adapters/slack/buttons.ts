/** What an officer may press, on a card, under a line of the thread, or in a message only they see. */
export const deeds = [
  'take',
  'reply',
  'route',
  'service',
  'note',
  'close',
  'reopen',
  'escalate',
  'confirm',
  'retry',
  'undo',
  'look',
] as const;
export type Deed = (typeof deeds)[number];

/** What a button is about. `of` is the delivery to retry, or the message to take back. */
export interface Pressing {
  readonly deed: Deed;
  readonly reference: string;
  /** The version the button was drawn with: what two officers at once are told apart by. */
  readonly version: number;
  readonly of?: string;
}

/** The action id of a deed's button; unique within a message as long as the deed stands in it once. */
export const actionOf = (deed: Deed): string => `moothall:${deed}`;

/** The action id of a menu whose options each carry a `pressValue`. */
export const moreAction = 'moothall:more';

/** What a button's or an option's `value` says. At most 150 characters, which is what an option may hold. */
export function pressValue({ deed, reference, version, of }: Pressing): string {
  return [deed, reference, String(version), ...(of === undefined ? [] : [of])].join(' ');
}

/** What was pressed; null when the value is none of ours. */
export function pressingOf(value: string): Pressing | null {
  const [name, reference, number, of, ...rest] = value.split(' ');
  const deed = deeds.find((known) => known === name);
  const version = Number(number);
  if (deed === undefined || !reference || !Number.isInteger(version) || rest.length > 0) return null;
  return { deed, reference, version, ...(of === undefined ? {} : { of }) };
}
