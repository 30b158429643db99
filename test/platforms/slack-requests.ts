import { createHmac } from 'node:crypto';
import type { Payload } from './slack-message.ts';
import type { Retry, Told } from './slack-socket.ts';
import { isObject } from './slack-texts.ts';

/** Slack calling the app over HTTP, signed: events as JSON, what people press and send off as forms. */
export function slackRequests(at: { url: string; secret: string; ackMs(): number; signal: AbortSignal }) {
  const post = async (body: string, headers: Record<string, string>): Promise<Told> => {
    const stamp = String(Math.floor(Date.now() / 1000));
    const mark = createHmac('sha256', at.secret).update(`v0:${stamp}:${body}`).digest('hex');
    const signed = { 'x-slack-request-timestamp': stamp, 'x-slack-signature': `v0=${mark}`, ...headers };
    const signal = AbortSignal.any([AbortSignal.timeout(at.ackMs()), at.signal]);
    try {
      const response = await fetch(at.url, { method: 'POST', headers: signed, body, signal });
      const text = await response.text();
      if (response.ok) return { acked: true, answer: read(text), trouble: null };
      const enough = response.headers.get('x-slack-no-retry') === '1';
      return { acked: false, answer: read(text), trouble: 'http_error', enough };
    } catch (fault) {
      const late = fault instanceof Error && fault.name === 'TimeoutError';
      return { acked: false, answer: {}, trouble: late ? 'http_timeout' : 'connection_failed' };
    }
  };

  return (type: string, payload: Payload, retry: Retry | null): Promise<Told> => {
    const again = {
      'x-slack-retry-num': String(retry?.attempt),
      'x-slack-retry-reason': retry?.reason ?? '',
    };
    if (type === 'events_api') {
      const headers = { 'content-type': 'application/json', ...(retry === null ? {} : again) };
      return post(JSON.stringify(payload), headers);
    }
    const form =
      type === 'interactive'
        ? new URLSearchParams({ payload: JSON.stringify(payload) })
        : new URLSearchParams(
            Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]),
          );
    return post(form.toString(), { 'content-type': 'application/x-www-form-urlencoded' });
  };
}

function read(text: string): Payload {
  if (text === '') return {};
  try {
    const given: unknown = JSON.parse(text);
    return isObject(given) ? given : { text };
  } catch {
    return { text };
  }
}
