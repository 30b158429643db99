import { setTimeout as sleep } from 'node:timers/promises';
import type { types, webApi } from '@slack/bolt';
import type { Picture } from '../../src/core/picture.ts';
import { SlackFault } from './calls.ts';
import { plain } from './fields.ts';

const sendMs = 20_000;

/** Send bytes to the address Slack gave for them. Nobody sees them yet. Throws SlackFault. */
export async function uploadTo(address: string, bytes: Uint8Array): Promise<void> {
  const answer = await fetch(address, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { 'content-type': 'application/octet-stream' },
    signal: AbortSignal.timeout(sendMs),
  }).catch(() => null);
  if (answer?.ok !== true)
    throw new SlackFault('unanswered', 'upload', 'A picture could not be sent to Slack.');
}

/** Slack's name of a picture that is shown to nobody but where it is put. Throws what Slack's client throws. */
export async function keptAtSlack(
  { files }: Pick<webApi.WebClient, 'files'>,
  { png, title }: Picture,
): Promise<string> {
  // Words for those who cannot see it stand in the block: given here (`alt_txt`), Slack has dropped files without a word.
  const given = await files.getUploadURLExternal({ filename: 'figures.png', length: png.length });
  const id = given.file_id ?? '';
  await uploadTo(given.upload_url ?? '', png);
  await files.completeUploadExternal({ files: [{ id, title: plain(title, 200).text }] });
  return id;
}

/** A picture that stands at Slack, as a block. */
export function pictureBlock(fileId: string, { alt }: Picture): types.KnownBlock {
  return { type: 'image', slack_file: { id: fileId }, alt_text: plain(alt, 2000).text };
}

/**
 * Post with a picture, or in the end without it: Slack looks at one for a moment before it may be shown, and refuses the
 * whole post until then. `refused` says of a fault that nothing was posted because of the picture; any other is thrown,
 * for what was asked may have been done.
 */
export async function withPicture<T>(
  picture: readonly types.KnownBlock[],
  post: (picture: readonly types.KnownBlock[]) => Promise<T>,
  refused: (fault: unknown) => boolean,
  waitsMs: readonly number[],
): Promise<{ readonly posted: T; readonly pictured: boolean }> {
  for (const waitMs of picture.length === 0 ? [] : waitsMs)
    try {
      await sleep(waitMs);
      return { posted: await post(picture), pictured: true };
    } catch (fault) {
      if (!refused(fault)) throw fault;
    }
  return { posted: await post([]), pictured: false };
}
