/** What stands behind the ids in Slack's markup, as far as it is known. */
export interface Names {
  /** Shown names by member id. */
  readonly people: ReadonlyMap<string, string>;
  /** Unicode by emoji name, as the post's own blocks tell it. */
  readonly emoji: ReadonlyMap<string, string>;
}

export const noNames: Names = { people: new Map(), emoji: new Map() };

/** The members mentioned in a text, each once. */
export function mentionedIn(text: string): string[] {
  return [...new Set([...text.matchAll(/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g)].map(([, id]) => id ?? ''))];
}

/**
 * An officer's post as a resident reads it: plain words. Links become "label (address)", mentions become names, marks of
 * bold, italics, strike-through and code are dropped, and emoji are emoji. Nothing but marks is ever lost.
 */
export function plainText(markup: string, names: Names = noNames): string {
  const kept: string[] = [];
  // What is no formatting is put out of the way of it: an address may hold any mark.
  const keep = (words: string): string => `\uE000${kept.push(words) - 1}\uE001`;
  const apart = markup
    .replace(/[\uE000\uE001]/g, '')
    .replace(/```\n?([\s\S]*?)\n?```/g, (_, code: string) => keep(unescaped(code)))
    .replace(/`([^`\n]+)`/g, (_, code: string) => keep(unescaped(code)))
    .replace(/<([^<>]*)>/g, (_, inside: string) => keep(spoken(inside, names)));
  const words = withEmoji(dropMarks(apart), names.emoji);
  const lines = unescaped(words).replace(/\n{3,}/g, '\n\n');
  return restore(lines, kept).trim();
}

/** Emoji for their names. Names nobody outside the workspace knows stay as they are. */
export function withEmoji(text: string, told: Names['emoji'] = noNames.emoji): string {
  return text.replace(
    /:([a-z0-9_+'-]+)(?:::skin-tone-\d)?:/g,
    (whole, name: string) => told.get(name) ?? commonEmoji.get(name) ?? whole,
  );
}

/** Kept words may themselves stand inside kept words: a link in code. */
function restore(text: string, kept: readonly string[]): string {
  const next = text.replace(/\uE000(\d+)\uE001/g, (_, at: string) => kept[Number(at)] ?? '');
  return next === text ? text : restore(next, kept);
}

/** What stands between `<` and `>`: a link, a mention, a date. */
function spoken(inside: string, { people }: Names): string {
  const bar = inside.indexOf('|');
  const [target, label] = bar < 0 ? [inside, ''] : [inside.slice(0, bar), unescaped(inside.slice(bar + 1))];
  if (target.startsWith('@')) return `@${people.get(target.slice(1)) ?? (label || 'a colleague')}`;
  if (target.startsWith('#')) return `#${label || 'a channel'}`;
  if (target.startsWith('!date^')) return label;
  if (target.startsWith('!subteam^')) return label === '' ? 'a team' : `@${label.replace(/^@/, '')}`;
  if (target.startsWith('!')) return `@${label.replace(/^@/, '') || target.slice(1)}`;
  const address = unescaped(target).replace(/^(?:mailto|tel):/, '');
  return label === '' || isSame(label, address) ? address : `${label} (${address})`;
}

/** Whether a link's label is only its address, as Slack makes of an address that was typed. */
function isSame(label: string, address: string): boolean {
  const bare = (words: string) => words.replace(/^https?:\/\//, '').replace(/\/$/, '');
  return bare(label) === bare(address);
}

/** Marks count only around words, as Slack itself reads them: 2*3*4 and snake_case stay. */
function dropMarks(text: string): string {
  return ['*', '_', '~'].reduce((left, mark) => {
    const m = `\\${mark}`;
    const pair = new RegExp(
      `(^|[\\s(\\["'“‘\\-–—*_~])${m}(?=\\S)([^\\n${m}]*[^\\s${m}])${m}(?=$|[\\s.,!?;:)\\]"'”’\\-–—*_~])`,
      'gm',
    );
    return left.replace(pair, '$1$2');
  }, text);
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Words that are not ours, for where Slack reads markup. They cannot mention, link or end what they stand in. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** For a post whose blocks do not tell: what officers write most. */
const commonEmoji: ReadonlyMap<string, string> = new Map([
  ['smile', '😄'],
  ['slightly_smiling_face', '🙂'],
  ['simple_smile', '🙂'],
  ['wink', '😉'],
  ['blush', '😊'],
  ['grinning', '😀'],
  ['disappointed', '😞'],
  ['cry', '😢'],
  ['pray', '🙏'],
  ['thumbsup', '👍'],
  ['+1', '👍'],
  ['thumbsdown', '👎'],
  ['-1', '👎'],
  ['ok_hand', '👌'],
  ['wave', '👋'],
  ['clap', '👏'],
  ['tada', '🎉'],
  ['heart', '❤️'],
  ['white_check_mark', '✅'],
  ['heavy_check_mark', '✔️'],
  ['x', '❌'],
  ['warning', '⚠️'],
  ['point_right', '👉'],
  ['calendar', '📅'],
  ['phone', '☎️'],
  ['email', '📧'],
  ['recycle', '♻️'],
  ['wastebasket', '🗑️'],
  ['truck', '🚚'],
  ['house', '🏠'],
  ['bulb', '💡'],
  ['eyes', '👀'],
  ['100', '💯'],
  ['construction', '🚧'],
]);
