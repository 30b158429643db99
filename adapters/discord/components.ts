import { splitText } from '../../src/core/split.ts';
import type { SentComponents } from './payload.ts';

/** Most choices Discord shows under one message: those of a menu. */
export const mostChoices = 25;
const mostButtons = 5;
const longestButton = 80;
const longestOption = 100;

const row = (components: readonly object[]) => [{ type: 1, components }];

/**
 * Choices as buttons, or as a menu where there are many or long ones. What is sent back is a number, and what stands
 * there is read from the message it was under. So nothing has to be kept.
 */
export function componentsOf(choices: readonly string[]): readonly object[] {
  if (choices.length === 0) return [];
  if (choices.length <= mostButtons && choices.every((choice) => choice.length <= longestButton))
    return row(choices.map((label, i) => ({ type: 2, style: 1, label, custom_id: `choice:${i}` })));
  const options = choices.slice(0, mostChoices).map((choice, i) => {
    const [label = '', description] = splitText(choice, longestOption);
    return { label, value: `choice:${i}`, ...(description === undefined ? {} : { description }) };
  });
  return row([{ type: 3, custom_id: 'choices', min_values: 1, max_values: 1, options }]);
}

/** What stands on the button, or on the lines of the menu, that sent this; null when it is not there. */
export function chosenIn(rows: SentComponents, customId: string, values: readonly string[]): string | null {
  const pressed = rows
    .flatMap(({ components }) => components)
    .find(({ custom_id }) => custom_id === customId);
  if (pressed === undefined) return null;
  const lines = pressed.options
    .filter(({ value }) => values.includes(value))
    .map(({ label, description }) => (description ? `${label} ${description}` : label));
  return lines.length > 0 ? lines.join(', ') : (pressed.label ?? null);
}
