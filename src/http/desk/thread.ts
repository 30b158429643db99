import type { DeliveryState, SentFile, ThreadMessage } from '../../core/record.ts';

/** One message of the thread with everything that became of it. */
export interface Entry {
  readonly id: string;
  readonly voice: ThreadMessage['voice'];
  readonly who: string;
  readonly at: Date;
  /** As it last stood; null once erased. */
  readonly text: string | null;
  readonly attachments: readonly string[];
  readonly files: readonly FileView[];
  readonly publicly: boolean;
  readonly choices: readonly string[];
  /** What it said before each edit, oldest first. */
  readonly earlier: readonly { readonly text: string | null; readonly at: Date }[];
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
  /** Who took it back. */
  readonly deletedBy: string | null;
  /** Whether an officer may put it right or take it back. */
  readonly mayChange: boolean;
  readonly delivery: Sending | null;
}

/** A file as it stands in the thread. */
export interface FileView {
  /** Null while it is not ours. */
  readonly href: string | null;
  readonly picture: boolean;
  readonly title: string;
  /** What became of one that is not ours. */
  readonly state: string;
  /** Where a photo says it was taken. */
  readonly position: string | null;
}

/** How far a reply got. */
export interface Sending {
  readonly id: string;
  readonly state: DeliveryState['status'];
  readonly sentAt: Date | null;
  readonly error: string | null;
  /** Whether the officer may send it again. */
  readonly again: boolean;
}

/** The thread as people read it: edits and deletions told at the message they change, everything in the order said. */
export function thread(messages: readonly ThreadMessage[]): Entry[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const changes = new Map<string, ThreadMessage[]>();
  const first: ThreadMessage[] = [];
  for (const message of messages) {
    const original = originalOf(message, byId);
    if (original.id === message.id) first.push(message);
    else changes.set(original.id, [...(changes.get(original.id) ?? []), message]);
  }
  return first.map((message) => entry(message, changes.get(message.id) ?? []));
}

/** The message a chain of edits began with. One whose original is not on this record stands for itself. */
function originalOf(message: ThreadMessage, byId: ReadonlyMap<string, ThreadMessage>): ThreadMessage {
  const before = message.revises === null ? undefined : byId.get(message.revises.messageId);
  return before === undefined ? message : originalOf(before, byId);
}

function entry(original: ThreadMessage, changes: readonly ThreadMessage[]): Entry {
  const edits = changes.filter(({ revises }) => revises?.kind === 'edit');
  const versions = [original, ...edits];
  const latest = versions.at(-1) ?? original;
  const deletion = changes.find(({ revises }) => revises?.kind === 'deletion');
  const delivery = [original, ...changes].findLast((each) => each.delivery !== null)?.delivery ?? null;
  return {
    id: original.id,
    voice: original.voice,
    who: speaker(original),
    at: original.at,
    text: latest.text,
    files: versions.flatMap(({ files }) => files.map(fileView)),
    publicly: original.publicly,
    attachments: latest.attachments.map(({ kind, name }) => (name === undefined ? kind : `${kind}: ${name}`)),
    choices: original.choices,
    earlier: versions.slice(0, -1).map(({ text, at }) => ({ text, at })),
    editedAt: edits.at(-1)?.at ?? null,
    deletedAt: deletion?.at ?? null,
    deletedBy: deletion === undefined ? null : speaker(deletion),
    mayChange: ['officer', 'note'].includes(original.voice) && latest.text !== null && deletion === undefined,
    delivery: delivery === null ? null : sending(delivery),
  };
}

const sizeOf = (bytes: number | null) =>
  bytes === null
    ? ''
    : bytes < 1_000_000
      ? `${Math.max(1, Math.round(bytes / 1000))} kB`
      : `${(bytes / 1_000_000).toFixed(1)} MB`;

function fileView({ id, kind, name, status, type, bytes, position, error }: SentFile): FileView {
  return {
    href: status === 'kept' ? `/desk/files/${id}` : null,
    picture: type?.startsWith('image/') === true,
    title: [name ?? kind, sizeOf(bytes)].filter((part) => part !== '').join(', '),
    state: status === 'wanted' ? 'It is still on its way.' : (error ?? ''),
    position: position === null ? null : `${position.latitude.toFixed(5)}, ${position.longitude.toFixed(5)}`,
  };
}

function speaker({ voice, officer }: ThreadMessage): string {
  if (voice === 'resident') return 'Resident';
  return voice === 'bot' ? 'Automatic reply' : (officer?.name ?? 'Officer');
}

function sending({ id, status, sentAt, error }: DeliveryState): Sending {
  return { id, state: status, sentAt, error, again: status === 'failed' || status === 'unknown' };
}
