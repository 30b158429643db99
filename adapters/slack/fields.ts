import type { types } from '@slack/bolt';

/** The longest text Slack takes in a section or a field. */
export const longestField = 3000;

/** At most `longest` UTF-16 code units, cut between the characters people see. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Words of anybody, which Slack shows as they stand: no mention, no link, no formatting. */
export const plain = (text: string, longest = longestField): types.PlainTextElement => ({
  type: 'plain_text',
  text: cut(text, longest) || ' ',
  emoji: false,
});

/** Words of ours, with Slack's markup. What is not ours in them must be `escaped`. */
export const marked = (text: string): types.MrkdwnElement => ({
  type: 'mrkdwn',
  text: cut(text, longestField) || ' ',
});

export const section = (text: types.PlainTextElement | types.MrkdwnElement): types.SectionBlock => ({
  type: 'section',
  text,
});

export const aside = (text: string): types.ContextBlock => ({ type: 'context', elements: [marked(text)] });

export const option = (label: string, value: string, about?: string): types.PlainTextOption => ({
  text: plain(label, 75),
  value,
  ...(about === undefined ? {} : { description: plain(about, 75) }),
});

/** One field of a modal, known by its action id. `round` makes it a new field, which takes its first value anew. */
export function field(
  name: string,
  label: string,
  element: types.InputBlock['element'],
  more: {
    readonly optional?: boolean;
    readonly hint?: string;
    readonly dispatch?: boolean;
    readonly round?: number;
  } = {},
): types.InputBlock {
  return {
    type: 'input',
    block_id: `${name}:${more.round ?? 0}`,
    label: plain(label, 150),
    element,
    optional: more.optional ?? false,
    dispatch_action: more.dispatch ?? false,
    ...(more.hint === undefined ? {} : { hint: plain(more.hint, 150) }),
  };
}

/** A box to write in. */
export function writing(name: string, first = '', longest = longestField): types.PlainTextInput {
  return {
    type: 'plain_text_input',
    action_id: name,
    multiline: true,
    max_length: longest,
    ...(first === '' ? {} : { initial_value: first.slice(0, longest) }),
  };
}

/** One choice of many, grouped; Slack itself lets it be searched. Groups without options are left out. */
export function choice(
  name: string,
  groups: readonly { readonly label: string; readonly options: readonly types.PlainTextOption[] }[],
  first?: string,
): types.StaticSelect {
  const option_groups = groups
    .filter(({ options }) => options.length > 0)
    .map(({ label, options }) => ({ label: plain(label, 75), options: options.slice(0, 100) }));
  const initial = option_groups.flatMap(({ options }) => options).find(({ value }) => value === first);
  return {
    type: 'static_select',
    action_id: name,
    placeholder: plain('Choose, or type to search', 150),
    option_groups,
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
}

/** A box to tick. */
export function tick(name: string, label: string, on: boolean): types.Checkboxes {
  const options = [option(label, 'yes')];
  return { type: 'checkboxes', action_id: name, options, ...(on ? { initial_options: options } : {}) };
}

export function button(
  action: string,
  label: string,
  value: string,
  style?: 'primary' | 'danger',
): types.Button {
  return {
    type: 'button',
    action_id: action,
    text: plain(label, 75),
    value,
    ...(style === undefined ? {} : { style }),
  };
}
