type Payload = Record<string, unknown>;
/** Told what is wrong, and where. */
export type Find = (what: string, pointer: string) => void;

const richKinds = new Set([
  'rich_text_section',
  'rich_text_list',
  'rich_text_preformatted',
  'rich_text_quote',
]);
const richNeeds: Readonly<Record<string, string | null>> = {
  text: 'text',
  link: 'url',
  user: 'user_id',
  usergroup: 'usergroup_id',
  channel: 'channel_id',
  broadcast: 'range',
  emoji: 'name',
  date: 'timestamp',
  color: 'value',
};

/** Rich text, down to its pieces. */
export function richAt(elements: unknown, at: string, find: Find): void {
  for (const [part, where] of listAt(elements, 0, 1000, at, find)) {
    const type = isObject(part) ? String(part['type']) : '';
    if (!isObject(part) || !richKinds.has(type)) find(`unsupported type: ${type}`, `${where}/type`);
    else if (type === 'rich_text_list') richAt(part['elements'], `${where}/elements`, find);
    else
      for (const [piece, there] of listAt(part['elements'], 0, 1000, `${where}/elements`, find)) {
        const need = isObject(piece) ? richNeeds[String(piece['type'])] : undefined;
        if (!isObject(piece) || need == null) find('unsupported type', there);
        else if (piece[need] === undefined || piece[need] === '')
          find(`missing required field: ${need}`, there);
      }
  }
}

/** A text object: of the kind wanted, and neither empty nor too long. */
export function textAt(given: unknown, most: number, at: string, find: Find, only?: string): void {
  const { type, text } = isObject(given) ? given : {};
  if (type !== 'plain_text' && type !== 'mrkdwn') find('must be plain_text or mrkdwn', `${at}/type`);
  else if (only !== undefined && type !== only) find(`must be ${only}`, `${at}/type`);
  limit(text, most, `${at}/text`, find);
  if (type === 'mrkdwn' && isObject(given) && given['emoji'] !== undefined)
    find('additional property: emoji', at);
}

/** A string, neither empty nor too long. */
export function limit(given: unknown, most: number, at: string, find: Find, optional = false): void {
  if (given === undefined && optional) return;
  if (typeof given !== 'string') find('must be a string', at);
  else if (given.length === 0) find('must be more than 0 characters', at);
  else if ([...given].length > most) find(`must be less than ${most + 1} characters`, at);
}

/** What a list has, each with where it stands. */
export function listAt(
  given: unknown,
  least: number,
  most: number,
  at: string,
  find: Find,
): [unknown, string][] {
  if (!Array.isArray(given)) {
    find('must be an array', at);
    return [];
  }
  if (given.length < least) find(`must have at least ${least} items`, at);
  if (given.length > most) find(`no more than ${most} items allowed`, at);
  return given.map((each, index) => [each, `${at}/${index}`]);
}

export function isObject(given: unknown): given is Payload {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}
