import type { webApi } from '@slack/bolt';
import type { Picture } from '../../src/core/picture.ts';
import { SlackFault } from './calls.ts';

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
  { png }: Picture,
): Promise<string> {
  const given = await files.getUploadURLExternal({ filename: 'figures.png', length: png.length });
  const id = given.file_id ?? '';
  await uploadTo(given.upload_url ?? '', png);
  await files.completeUploadExternal({ files: [{ id, title: 'Figures' }] });
  return id;
}
