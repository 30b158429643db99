import { App, type webApi } from '@slack/bolt';
import { silent } from '../../adapters/slack/calls.ts';
import { afterwards } from '../support/postgres.ts';
import { type SlackOptions, startSlackServer } from './slack-server.ts';

interface No {
  readonly error: string;
  readonly response_metadata?: { readonly messages?: readonly string[] };
}

/** A workspace with a desk, and the real Bolt in it. Both end with the test. */
export async function aBoltWorkspace(options: SlackOptions = {}) {
  const slack = await startSlackServer({ posts: null, ...options });
  slack.channel('desk-waste');
  const ann = slack.officer('Ann Bell', { in: ['desk-waste'] });
  const ben = slack.officer('Ben Ode', { in: ['desk-waste'] });
  const clientOptions: webApi.WebClientOptions = {
    slackApiUrl: slack.apiRoot,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  };
  afterwards(() => slack.stop());
  const app = new App({
    token: slack.botToken,
    appToken: slack.appToken,
    socketMode: true,
    deferInitialization: true,
    logger: silent,
    clientOptions,
  });
  await app.init();
  /** Hear what happens, over a socket. */
  const listen = async (): Promise<void> => {
    await app.start();
    afterwards(async () => {
      await app.stop();
    });
  };
  const post = async (text: string, more: object = {}): Promise<{ ts: string }> => {
    const posted = await app.client.apiCall('chat.postMessage', { channel: 'desk-waste', text, ...more });
    return { ts: 'ts' in posted ? String(posted.ts) : '' };
  };
  /** Slack's no to a call. */
  const no = async (method: string, args: Record<string, unknown>): Promise<No> => {
    try {
      await app.client.apiCall(method, args);
      return { error: 'it was done' };
    } catch (fault) {
      if (fault instanceof Error && 'data' in fault) return fault.data as No;
      throw fault;
    }
  };
  return { slack, app, ann, ben, listen, post, no };
}

export const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
export const button = (text: string, action_id: string, value = 'v') => ({
  type: 'button',
  text: { type: 'plain_text', text },
  action_id,
  value,
});
