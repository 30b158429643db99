import { type App, isValidSlackRequest, type Receiver } from '@slack/bolt';
import type { CallAnswer } from '../../src/core/channel.ts';
import type { Log } from '../../src/core/log.ts';
import { nameOf } from './acts.ts';

export interface SignedReceiver extends Receiver {
  /** Answers once what came is acted on. 503 asks Slack to call again. */
  takeCall(
    headers: Readonly<Record<string, string | undefined>>,
    body: string,
  ): Promise<Required<CallAnswer>>;
}

/** Slack calls us, and signs. What is not signed, or signed more than five minutes ago, is answered 401 and read no further. */
export function httpReceiver({
  signingSecret,
  log,
  now,
}: {
  readonly signingSecret: string;
  readonly log: Log;
  readonly now: () => Date;
}): SignedReceiver {
  let app: App | null = null;
  return {
    init(made) {
      app = made;
    },
    async start() {},
    async stop() {},
    async takeCall(headers, body) {
      const signed = isValidSlackRequest({
        signingSecret,
        body,
        headers: {
          'x-slack-signature': headers['x-slack-signature'] ?? '',
          'x-slack-request-timestamp': Number.parseInt(headers['x-slack-request-timestamp'] ?? '', 10),
        },
        nowMilliseconds: now().getTime(),
      });
      if (!signed) return answered(401);
      const told = bodyOf(headers['content-type'] ?? '', body);
      if (told === null) return answered(400);
      if (told['type'] === 'url_verification') return answered(200, told['challenge']);
      if (told['ssl_check'] !== undefined) return answered(200);
      if (app === null) return answered(503);
      try {
        return await process(app, told);
      } catch (fault) {
        log.warn(
          { event: 'slack-heard', fault: nameOf(fault) },
          'What Slack told could not be taken; it tells again.',
        );
        return answered(503);
      }
    },
  };
}

/** An event is answered when it is acted on; all else when it is acknowledged, which is sooner. */
async function process(app: App, body: Record<string, unknown>): Promise<Required<CallAnswer>> {
  if (body['type'] === 'event_callback') {
    await app.processEvent({ body, ack: async () => undefined });
    return answered(200);
  }
  return new Promise((resolve, reject) => {
    app
      .processEvent({ body, ack: async (answer?: unknown) => resolve(answered(200, answer)) })
      .then(() => resolve(answered(404)), reject);
  });
}

function answered(status: number, answer?: unknown): Required<CallAnswer> {
  if (answer === undefined || answer === null || answer === '')
    return { status, body: '', type: 'text/plain' };
  if (typeof answer === 'string') return { status, body: answer, type: 'text/plain' };
  return { status, body: JSON.stringify(answer), type: 'application/json' };
}

/** JSON for events; a form for commands, and for all else a form with JSON in its `payload`. Null when it is none. */
function bodyOf(contentType: string, body: string): Record<string, unknown> | null {
  try {
    if (contentType.includes('json')) return record(JSON.parse(body));
    const form = new URLSearchParams(body);
    const payload = form.get('payload');
    return payload === null ? Object.fromEntries(form) : record(JSON.parse(payload));
  } catch {
    return null;
  }
}

function record(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}
