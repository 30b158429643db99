import type { Payload } from './slack-message.ts';
import { isObject } from './slack-texts.ts';

/** One element that a person may act on, and the block it stands in. */
export interface Element {
  readonly block: Payload;
  readonly element: Payload;
}
export type Filling = string | readonly string[] | null;

/** Everything in these blocks that a person may act on, from the top. */
export function elementsOf(blocks: unknown): Element[] {
  if (!Array.isArray(blocks)) return [];
  return blocks.filter(isObject).flatMap((block) => {
    const several = block['type'] === 'actions' && Array.isArray(block['elements']) ? block['elements'] : [];
    const all = [block['accessory'], block['element'], ...several].filter(isObject);
    return all.filter(({ action_id }) => action_id !== undefined).map((element) => ({ block, element }));
  });
}

export const keyOf = ({ block, element }: Element): string =>
  JSON.stringify([block['block_id'], element['action_id']]);

/** The values of every element that holds one, as Slack tells them with a view. */
export function stateOf(blocks: unknown, filled: ReadonlyMap<string, Payload>): Record<string, Payload> {
  const values: Record<string, Payload> = {};
  for (const each of elementsOf(blocks)) {
    const { block, element } = each;
    const slot = slots[String(element['type'])];
    if (slot === undefined) continue;
    const [name, initial] = slot;
    const many = name.endsWith('s');
    const given = filled.get(keyOf(each)) ?? {
      type: element['type'],
      [name]: element[initial] ?? (many ? [] : null),
    };
    values[String(block['block_id'])] = {
      ...values[String(block['block_id'])],
      [String(element['action_id'])]: given,
    };
  }
  return values;
}

/** What an element holds, and where it says what it holds at first. */
const slots: Readonly<Record<string, readonly [string, string]>> = {
  plain_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  radio_buttons: ['selected_option', 'initial_option'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  checkboxes: ['selected_options', 'initial_options'],
  users_select: ['selected_user', 'initial_user'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  channels_select: ['selected_channel', 'initial_channel'],
  multi_users_select: ['selected_users', 'initial_users'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
};

/** What an element says once a person has put this into it. Throws when they could not have. */
export function filling(element: Payload, given: Filling): Payload {
  const type = String(element['type']);
  if (type === 'button') {
    const { text, value } = element;
    return { type, text, ...(value === undefined ? {} : { value }) };
  }
  if (type === 'overflow') return { type, selected_option: optionOf(element, String(given)) };
  const [name] = slots[type] ?? [];
  if (name === undefined) throw new Error(`Nobody can put anything into a ${type}.`);
  const list = given === null ? [] : [given].flat();
  if (name === 'selected_option')
    return { type, [name]: given === null ? null : optionOf(element, String(given)) };
  if (name === 'selected_options') return { type, [name]: list.map((each) => optionOf(element, each)) };
  if (name.endsWith('s')) return { type, [name]: list };
  return { type, [name]: name === 'selected_date_time' && given !== null ? Number(given) : given };
}

/** The option with this value or these words. */
function optionOf(element: Payload, wanted: string): Payload {
  const groups = Array.isArray(element['option_groups']) ? element['option_groups'].filter(isObject) : [];
  const all = [element['options'], ...groups.map(({ options }) => options)].flat().filter(isObject);
  if (all.length === 0 && String(element['type']).includes('external'))
    return { text: { type: 'plain_text', text: wanted }, value: wanted };
  const shows = ({ text }: Payload): unknown => (isObject(text) ? text['text'] : undefined);
  const found = all.find(({ value }) => value === wanted) ?? all.find((option) => shows(option) === wanted);
  if (found === undefined)
    throw new Error(
      `There is no "${wanted}" to pick: ${all.map((option) => String(shows(option))).join(', ')}.`,
    );
  return found;
}

/** What Slack itself says of a view before it is sent off: by block. */
export function unfilled(blocks: unknown, state: Readonly<Record<string, Payload>>): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { block, element } of elementsOf(blocks)) {
    if (block['type'] !== 'input') continue;
    const id = String(block['block_id']);
    const held = state[id]?.[String(element['action_id'])];
    const value = isObject(held) ? Object.entries(held).find(([name]) => name !== 'type')?.[1] : null;
    const empty =
      value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    if (empty && block['optional'] !== true) errors[id] = 'Please complete this required field.';
    if (typeof value !== 'string' || empty) continue;
    const [least, most] = [Number(element['min_length'] ?? 0), Number(element['max_length'] ?? 3000)];
    if (value.length > most) errors[id] = `Please use ${most} characters or less.`;
    if (value.length < least) errors[id] = `Please use at least ${least} characters.`;
  }
  return errors;
}
