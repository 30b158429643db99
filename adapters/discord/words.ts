import type { Message } from './payload.ts';

/** Who we are: our number, and the roles that stand for us alone. */
export interface Us {
  readonly id: string;
  readonly roles: readonly string[];
}

/** Whether a message on a server calls us: by name, by the role that is ours, or by answering what we said. */
export function isForUs({ mentions, mention_roles, referenced_message }: Message, us: Us): boolean {
  return (
    mentions.some(({ id }) => id === us.id) ||
    mention_roles.some((role) => us.roles.includes(role)) ||
    referenced_message?.author.id === us.id
  );
}

const visible = /[^\s\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** What calling us without a word comes to: a greeting. */
export const beginning = 'start';

/**
 * What was said, as its reader sees it: without our own name on a server, and with the names of others where Discord
 * writes their numbers. Empty when there is nothing to see. `alone` tells that no file comes with it.
 */
export function wordsOf(message: Message, us: Us, inPublic: boolean, alone: boolean): string {
  const said = [message.content, ...message.message_snapshots.map((each) => each.message.content)]
    .filter((part) => visible.test(part))
    .join('\n\n');
  const names = new Map(
    message.mentions.map(({ id, global_name, username }) => [id, global_name ?? username]),
  );
  const without = inPublic ? withoutUs(said, us) : said;
  const words = without
    .replace(/<@!?(\d+)>/g, (written, id: string) => (names.has(id) ? `@${names.get(id)}` : written))
    .replace(/<a?(:\w+:)\d+>/g, '$1');
  if (visible.test(words)) return words.trim();
  return alone && visible.test(said) ? beginning : '';
}

function withoutUs(said: string, { id, roles }: Us): string {
  return said
    .replace(/<@(?:!?|&)(\d+)>[ \t,:]*/g, (written, named: string) =>
      named === id || (written.startsWith('<@&') && roles.includes(named)) ? '' : written,
    )
    .trim();
}
