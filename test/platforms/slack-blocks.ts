import { type Find, isObject, limit, listAt, richAt, textAt } from './slack-texts.ts';

type Payload = Record<string, unknown>;

/** What is wrong with blocks, in Slack's words; nothing when they may stand where they are to stand. */
export function blockFaults(blocks: unknown, most: number): string[] {
  const faults: string[] = [];
  const find: Find = (what, pointer) => void faults.push(`[ERROR] ${what} [json-pointer:${pointer}]`);
  if (!Array.isArray(blocks)) return ['[ERROR] must be an array [json-pointer:/blocks]'];
  if (blocks.length > most) find(`no more than ${most} items allowed`, '/blocks');
  const ids = new Set<unknown>();
  for (const [index, block] of blocks.entries()) {
    const at = `/blocks/${index}`;
    if (!isObject(block)) {
      find('must be an object', at);
      continue;
    }
    limit(block['block_id'], 255, `${at}/block_id`, find, true);
    const id = block['block_id'];
    if (id !== undefined && ids.has(id)) find(`\`block_id\` already exists`, `${at}/block_id`);
    ids.add(id);
    lookAt(block, at, find);
  }
  return faults;
}

function lookAt(block: Payload, at: string, find: Find): void {
  const look = kinds[String(block['type'])];
  if (look === undefined) find(`unsupported type: ${String(block['type'])}`, `${at}/type`);
  else look(block, at, find);
}

const kinds: Readonly<Record<string, (block: Payload, at: string, find: Find) => void>> = {
  section(block, at, find) {
    const { text, fields, accessory } = block;
    if (text === undefined && fields === undefined) find('missing required field: text', at);
    if (text !== undefined) textAt(text, 3000, `${at}/text`, find);
    if (fields !== undefined)
      for (const [field, where] of listAt(fields, 1, 10, `${at}/fields`, find))
        textAt(field, 2000, where, find);
    if (accessory !== undefined) elementsAt([accessory], at, find, inSection);
  },
  header: ({ text }, at, find) => textAt(text, 150, `${at}/text`, find, 'plain_text'),
  divider: () => undefined,
  image(block, at, find) {
    imageAt(block, at, find);
    if (block['title'] !== undefined) textAt(block['title'], 2000, `${at}/title`, find, 'plain_text');
  },
  context({ elements }, at, find) {
    for (const [element, where] of listAt(elements, 1, 10, `${at}/elements`, find))
      if (isObject(element) && element['type'] === 'image') imageAt(element, where, find);
      else textAt(element, 3000, where, find);
  },
  actions({ elements }, at, find) {
    const list = listAt(elements, 1, 25, `${at}/elements`, find);
    elementsAt(
      list.map(([element]) => element),
      at,
      find,
      inActions,
    );
  },
  input({ label, hint, element }, at, find) {
    textAt(label, 2000, `${at}/label`, find, 'plain_text');
    if (hint !== undefined) textAt(hint, 2000, `${at}/hint`, find, 'plain_text');
    elementsAt([element], at, find, inInput);
  },
  rich_text: ({ elements }, at, find) => richAt(elements, `${at}/elements`, find),
  markdown: ({ text }, at, find) => limit(text, 12_000, `${at}/text`, find),
  file: ({ external_id }, at, find) => limit(external_id, 255, `${at}/external_id`, find),
};

const choices = [
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
  'multi_static_select',
  'multi_external_select',
  'multi_users_select',
  'multi_conversations_select',
  'multi_channels_select',
  'radio_buttons',
  'checkboxes',
  'datepicker',
  'timepicker',
];
const written = ['plain_text_input', 'number_input', 'email_text_input', 'url_text_input', 'rich_text_input'];
const inSection = new Set([...choices, 'button', 'overflow', 'image']);
const inActions = new Set([...choices, 'button', 'overflow', 'datetimepicker']);
const inInput = new Set([...choices, ...written, 'datetimepicker', 'file_input']);

function elementsAt(elements: readonly unknown[], at: string, find: Find, may: ReadonlySet<string>): void {
  const ids = new Set<unknown>();
  for (const [index, element] of elements.entries()) {
    const where = `${at}/elements/${index}`;
    if (!isObject(element)) {
      find('must be an object', where);
      continue;
    }
    const type = String(element['type']);
    if (!may.has(type)) find(`unsupported type: ${type}`, `${where}/type`);
    if (type === 'image') {
      imageAt(element, where, find);
      continue;
    }
    const id = element['action_id'];
    limit(id, 255, `${where}/action_id`, find, true);
    if (id !== undefined && ids.has(id)) find(`\`action_id\` "${String(id)}" already exists`, where);
    ids.add(id);
    elementAt(type, element, where, find);
  }
}

function elementAt(type: string, element: Payload, at: string, find: Find): void {
  const { text, value, url, style, confirm, placeholder, options, option_groups } = element;
  if (confirm !== undefined) confirmAt(confirm, `${at}/confirm`, find);
  if (placeholder !== undefined) textAt(placeholder, 150, `${at}/placeholder`, find, 'plain_text');
  if (type === 'button') {
    textAt(text, 75, `${at}/text`, find, 'plain_text');
    limit(value, 2000, `${at}/value`, find, true);
    limit(url, 3000, `${at}/url`, find, true);
    if (style !== undefined && style !== 'primary' && style !== 'danger')
      find('must be a valid enum value', at);
  }
  if (type === 'plain_text_input') {
    const { min_length: min, max_length: max, initial_value: initial } = element;
    if (min !== undefined && !(Number(min) >= 0 && Number(min) <= 3000))
      find('must be 0 to 3000', `${at}/min_length`);
    if (max !== undefined && !(Number(max) >= 1 && Number(max) <= 3000))
      find('must be 1 to 3000', `${at}/max_length`);
    if (typeof initial === 'string' && initial.length > Number(max ?? 3000))
      find('is too long', `${at}/initial_value`);
  }
  const most = {
    overflow: 5,
    radio_buttons: 10,
    checkboxes: 10,
    static_select: 100,
    multi_static_select: 100,
  }[type];
  if (most === undefined) return;
  if (option_groups !== undefined) {
    for (const [group, where] of listAt(option_groups, 1, 100, `${at}/option_groups`, find)) {
      if (!isObject(group)) continue;
      textAt(group['label'], 75, `${where}/label`, find, 'plain_text');
      optionsAt(group['options'], most, `${where}/options`, find, true);
    }
  } else optionsAt(options, most, `${at}/options`, find, !['radio_buttons', 'checkboxes'].includes(type));
  if (
    element['initial_option'] !== undefined &&
    !offered(element).has(JSON.stringify(element['initial_option']))
  )
    find('initial option was not found in the options', `${at}/initial_option`);
}

function offered({ options, option_groups }: Payload): Set<string> {
  const groups = Array.isArray(option_groups) ? option_groups : [];
  const all = [options, ...groups.map((group) => (isObject(group) ? group['options'] : []))].flat();
  return new Set(all.map((option) => JSON.stringify(option)));
}

function optionsAt(options: unknown, most: number, at: string, find: Find, plain: boolean): void {
  const values = new Set<unknown>();
  for (const [option, where] of listAt(options, 1, most, at, find)) {
    if (!isObject(option)) find('must be an object', where);
    else {
      textAt(option['text'], 75, `${where}/text`, find, plain ? 'plain_text' : undefined);
      limit(option['value'], 150, `${where}/value`, find);
      if (option['description'] !== undefined)
        textAt(option['description'], 75, `${where}/description`, find);
      if (values.has(option['value'])) find('option values must be unique', `${where}/value`);
      values.add(option['value']);
    }
  }
}

function confirmAt(confirm: unknown, at: string, find: Find): void {
  if (!isObject(confirm)) {
    find('must be an object', at);
    return;
  }
  textAt(confirm['title'], 100, `${at}/title`, find, 'plain_text');
  textAt(confirm['text'], 300, `${at}/text`, find);
  for (const name of ['confirm', 'deny'])
    if (confirm[name] !== undefined) textAt(confirm[name], 30, `${at}/${name}`, find, 'plain_text');
}

function imageAt({ image_url, slack_file, alt_text }: Payload, at: string, find: Find): void {
  if (image_url === undefined && slack_file === undefined) find('missing required field: image_url', at);
  limit(image_url, 3000, `${at}/image_url`, find, true);
  limit(alt_text, 2000, `${at}/alt_text`, find);
}
