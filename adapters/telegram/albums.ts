import type { Attachment, InboundMessage } from '../../src/core/channel.ts';
import type { Said } from './read.ts';

export type Albums = ReturnType<typeof rememberAlbums>;

/** How many albums are remembered, in case a part comes again or its words are changed. */
const remembered = 500;

/** A part of an album, and the message it was stored with. */
interface Stored {
  readonly text: string;
  readonly within: string;
}

/**
 * Albums come in parts, a message each. Together they are one message: the first part gives it its name, and a change
 * of the words of any part is a change of that message, as long as this process remembers the album.
 */
export function rememberAlbums() {
  const albums = new Map<string, Map<string, Stored>>();

  const storedOf = ({ album, message }: Said): Stored | undefined =>
    album === undefined
      ? undefined
      : albums.get(album)?.get(message.revises?.externalId ?? message.externalId);

  return {
    /** Whether this part is stored. One that comes again alone would else look like a message of its own. */
    has: (part: Said): boolean => part.message.revises === undefined && storedOf(part) !== undefined,

    /** The message these parts make is stored. */
    remember(parts: readonly Said[], within: string): void {
      for (const { album, message } of parts) {
        if (album === undefined) continue;
        const known = albums.get(album) ?? new Map<string, Stored>();
        albums.set(album, known.set(message.externalId, { text: message.text, within }));
      }
      for (const oldest of albums.keys()) if (albums.size > remembered) albums.delete(oldest);
    },

    /** A change of the words of one part, as a change of the whole. */
    changed(part: Said): InboundMessage {
      const { album, message } = part;
      const stored = storedOf(part);
      const parts = album === undefined ? undefined : albums.get(album);
      if (stored === undefined || parts === undefined || message.revises === undefined) return message;
      const { within } = stored;
      parts.set(message.revises.externalId, { text: message.text, within });
      const together = [...parts.values()].filter((other) => other.within === within);
      return {
        ...message,
        text: wordsOf(together.map(({ text }) => text)),
        revises: { externalId: within, kind: 'edit' },
      };
    },
  };
}

/** The parts of an album as one message, or null when none of them is for us. Of one part alone, that part. */
export function joined(parts: readonly Said[]): InboundMessage | null {
  const [first, ...more] = parts;
  if (first === undefined || !parts.some(({ forUs }) => forUs)) return null;
  if (more.length === 0) return first.message;
  return {
    ...first.message,
    text: wordsOf(parts.map(({ message }) => message.text)),
    attachments: eachOnce(parts.flatMap(({ message }) => message.attachments)),
  };
}

/** One picture may stand in an album twice. */
function eachOnce(files: readonly Attachment[]): Attachment[] {
  return [...new Map(files.map((file) => [file.externalId, file])).values()];
}

function wordsOf(texts: readonly string[]): string {
  return [...new Set(texts)].filter((text) => text !== '').join('\n\n');
}
