/** One button as the Bot API takes it. */
export interface Button {
  readonly text: string;
  readonly callback_data: string;
}

/** Most buttons Telegram shows under one message. */
export const mostButtons = 100;

/**
 * Choices as buttons, one to a line. What a button sends back may be 64 bytes, less than many choices: it sends its
 * number, and what stands on it is read from the message it was under. So nothing has to be kept.
 */
export function keyboardOf(choices: readonly string[]): Button[][] {
  return choices.slice(0, mostButtons).map((text, i) => [{ text, callback_data: `choice:${i}` }]);
}

/** What stands on the button that sent this, or null when it is not there. */
export function chosenIn(
  keyboard: readonly (readonly { readonly text: string; readonly callback_data?: string | undefined }[])[],
  data: string | undefined,
): string | null {
  if (data === undefined) return null;
  return keyboard.flat().find(({ callback_data }) => callback_data === data)?.text ?? null;
}
