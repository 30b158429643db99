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
