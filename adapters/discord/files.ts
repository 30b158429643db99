import { type Attachment, ChannelError } from '../../src/core/channel.ts';
import { type Calls, DiscordFault, isBadToken } from './calls.ts';
import { type File, type Message, messageSchema } from './payload.ts';

/** How long a file may take as a whole. */
const longestMs = 300_000;

/** The files of a message. Their addresses end after a day, so a file is named by the message it came with. */
export function filesOf(message: Message): Attachment[] {
  return filesIn(message).map((file) => ({
    externalId: `${message.channel_id}/${message.id}/${file.id}`,
    kind: kindOf(file),
    ...(file.filename === '' ? {} : { name: file.filename }),
    ...(file.size === undefined ? {} : { bytes: file.size }),
  }));
}

function filesIn({ attachments, message_snapshots }: Message): File[] {
  return [...attachments, ...message_snapshots.flatMap(({ message }) => message.attachments)];
}

function kindOf({ content_type, duration_secs }: File): Attachment['kind'] {
  const type = content_type ?? '';
  if (type.startsWith('image/')) return 'photo';
  if (type.startsWith('video/')) return 'video';
  return type.startsWith('audio/') || typeof duration_secs === 'number' ? 'voice' : 'document';
}

/** The bytes of a file a resident sent: its message is asked for a fresh address. Throws ChannelError. */
export async function fetchFile(
  calls: Calls,
  { externalId }: Attachment,
): Promise<AsyncIterable<Uint8Array>> {
  const [channel = '', message = '', name] = externalId.split('/');
  const address = await addressOf(calls, channel, message, name);
  const answer = await fetch(address, { signal: AbortSignal.timeout(longestMs) }).catch(() => {
    throw new ChannelError('Discord cannot be reached for the file.', 'later');
  });
  if (answer.status === 200 && answer.body !== null) return bytesOf(answer.body);
  await answer.body?.cancel();
  throw new ChannelError(`Discord did not give the file: ${answer.status}.`, 'later');
}

async function addressOf(calls: Calls, channel: string, message: string, name?: string): Promise<string> {
  let found: unknown;
  try {
    found = await calls.get(`/channels/${channel}/messages/${message}`);
  } catch (fault) {
    if (!(fault instanceof DiscordFault)) throw fault;
    const gone = fault.is === 'refused' && fault.status === 404;
    throw new ChannelError(
      gone ? 'The message with the file was deleted.' : fault.message,
      gone || isBadToken(fault) ? 'never' : 'later',
      fault.afterMs,
    );
  }
  const parsed = messageSchema.safeParse(found);
  const file = parsed.success ? filesIn(parsed.data).find(({ id }) => id === name) : undefined;
  if (file === undefined) throw new ChannelError('The message no longer has the file.', 'never');
  if (!/^https?:\/\//.test(file.url))
    throw new ChannelError('Discord gave no address for the file.', 'later');
  return file.url;
}

async function* bytesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch {
    throw new ChannelError('Discord stopped giving the file half way.', 'later');
  }
}
