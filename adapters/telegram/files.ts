import { type Attachment, ChannelError } from '../../src/core/channel.ts';
import { type Calls, TelegramFault } from './calls.ts';

/** Largest file Telegram gives a bot. */
const largestBytes = 20_000_000;
/** How long a file may take as a whole. */
const longestMs = 300_000;

const later = (message: string) => new ChannelError(message, 'later');
const never = (message: string) => new ChannelError(message, 'never');

/** The bytes of a file a resident sent, as Telegram has them. Throws ChannelError. */
export async function fetchFile(
  calls: Calls,
  { externalId, bytes }: Attachment,
): Promise<AsyncIterable<Uint8Array>> {
  if (bytes !== undefined && bytes > largestBytes) throw tooBig(bytes);
  const path = await pathOf(calls, externalId);
  const answer = await fetch(calls.fileAddress(path), { signal: AbortSignal.timeout(longestMs) }).catch(
    () => {
      throw later('Telegram cannot be reached for the file.');
    },
  );
  if (answer.status === 200 && answer.body !== null) return bytesOf(answer.body);
  await answer.body?.cancel();
  throw later(`Telegram did not give the file: ${answer.status}.`);
}

async function pathOf(calls: Calls, externalId: string): Promise<string> {
  try {
    const { file_path } = await calls.call('getFile', { file_id: externalId });
    if (file_path === undefined) throw later('Telegram does not have the file ready.');
    // A Bot API server of one's own in local mode answers with a path on its own disk.
    if (file_path.startsWith('/'))
      throw never('The Bot API server runs with --local: its files cannot be fetched.');
    return file_path;
  } catch (fault) {
    if (fault instanceof ChannelError || !(fault instanceof TelegramFault)) throw fault;
    if (fault.message.includes('file is too big')) throw tooBig();
    if (fault.code === 401) throw never(fault.message);
    throw new ChannelError(fault.message, 'later', fault.afterMs);
  }
}

function tooBig(bytes?: number): ChannelError {
  const size = bytes === undefined ? 'is larger' : `has ${Math.ceil(bytes / 1_000_000)} MB`;
  return never(`Telegram gives bots files of up to 20 MB; this one ${size}.`);
}

async function* bytesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch {
    // The fault names the address, and the token in it.
    throw later('Telegram stopped giving the file half way.');
  }
}
