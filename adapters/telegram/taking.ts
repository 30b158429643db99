import type { Accept, Keeping } from '../../src/core/channel.ts';
import type { Log } from '../../src/core/log.ts';
import { type Albums, joined } from './albums.ts';
import type { Calls } from './calls.ts';
import type { Aside, Pressed, Said } from './read.ts';
import { contactDeclined } from './write.ts';

/** One thing to take in: what a resident said, an album in all its parts, or what is set aside. */
export type Thing = readonly [Said, ...Said[]] | readonly [Aside];

export interface TakingNeeds {
  readonly accept: Accept;
  readonly keeping: Keeping;
  readonly albums: Albums;
  readonly calls: Calls;
  /** Wait for this chat's turn to be written to. */
  readonly turn: (chat: string) => Promise<void>;
  readonly log: Log;
  readonly signal: AbortSignal;
}

export type Taking = ReturnType<typeof taking>;

/** Take things in: stored, or set aside by name; and then, with nobody waiting for it, the courtesies. */
export function taking({ accept, keeping, albums, calls, turn, log, signal }: TakingNeeds) {
  const courtesies = new Set<Promise<unknown>>();

  const courteously = (act: () => Promise<unknown>): void => {
    const done = act()
      .catch((error: unknown) => log.debug({ error }, 'a courtesy to a resident on Telegram failed'))
      .finally(() => courtesies.delete(done));
    courtesies.add(done);
  };

  /** Telegram shows a button as busy until it is told; what was chosen once cannot be chosen again. */
  const release = ({ id, on }: Pressed): void => {
    courteously(() => calls.call('answerCallbackQuery', { callback_query_id: id }, { signal }));
    if (on === undefined) return;
    const { chat, message } = on;
    courteously(() =>
      calls.call('editMessageReplyMarkup', { chat_id: chat, message_id: message }, { signal }),
    );
  };

  const decline = async ({ chat, language }: { chat: string; language: 'en' | 'cy' }): Promise<void> => {
    await turn(chat);
    await calls.call('sendMessage', { chat_id: chat, text: contactDeclined[language] }, { signal });
  };

  const setAside = async ({ externalId, what, declined, pressed }: Aside): Promise<void> => {
    await keeping.setAside({ externalId, what });
    if (pressed !== undefined) release(pressed);
    if (declined !== undefined) courteously(() => decline(declined));
  };

  return {
    /** Resolves once it is safe: `fresh` when it had not come before. Throws what `accept` threw. */
    async take(thing: Thing): Promise<'fresh' | 'repeated' | 'set aside'> {
      const [first] = thing;
      if (first.is === 'aside') {
        await setAside(first);
        return 'set aside';
      }
      const parts = thing.filter((part): part is Said => part.is === 'said' && !albums.has(part));
      if (parts.length === 0) return 'repeated';
      const message = first.message.revises === undefined ? joined(parts) : albums.changed(first);
      if (message === null) return 'set aside';
      const { duplicate } = await accept(message);
      albums.remember(parts, message.externalId);
      if (first.pressed !== undefined) release(first.pressed);
      return duplicate ? 'repeated' : 'fresh';
    },

    /** Resolves when no courtesy is under way. */
    async settled(): Promise<void> {
      await Promise.all(courtesies);
    },
  };
}
