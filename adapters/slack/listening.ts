import { App, type Receiver } from '@slack/bolt';
import type { TakesCalls } from '../../src/core/channel.ts';
import type { Desk, DeskNeeds } from '../../src/core/desk.ts';
import { StartFault } from '../../src/core/errors.ts';
import { type Calls, silent } from './calls.ts';
import type { Directory } from './directory.ts';
import type { Health } from './health.ts';
import { hears } from './hears.ts';
import { socketReceiver } from './receiver.ts';
import type { SlackSettings } from './settings.ts';
import { httpReceiver } from './signed.ts';

interface ListeningNeeds {
  readonly needs: DeskNeeds;
  readonly settings: SlackSettings;
  readonly calls: Calls;
  readonly directory: Pick<Directory, 'me' | 'channel'>;
  readonly health: Health;
}

/** Hears officers, over a connection of our own or by Slack's calls. Starts and stops again and again. */
export function listening({ needs, settings, calls, directory, health }: ListeningNeeds): {
  readonly start: Desk['start'];
  stop(): Promise<void>;
  /** What Slack calls; empty when it does not. */
  readonly door: Partial<TakesCalls>;
} {
  const { now, log } = needs;
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: secret } = settings;
  const onTrouble = (why: string | null) => (why === null ? health.well(heard) : health.unwell(heard, why));

  const appOn = (receiver: Receiver): App =>
    new App({
      receiver,
      logger: silent,
      clientOptions: calls.clientOptions,
      authorize: async () => {
        const { botId, userId, teamId } = await directory.me();
        return { botToken, botId, botUserId: userId, teamId };
      },
    });

  if (appToken !== undefined) {
    let receiver: Receiver | null = null;
    const stop = async (): Promise<void> => {
      const ending = receiver;
      receiver = null;
      await ending?.stop();
    };
    return {
      async start(act) {
        await stop();
        receiver = socketReceiver({ appToken, clientOptions: calls.clientOptions, log, onTrouble });
        hears(appOn(receiver), { needs, client: calls.client, act, ...directory });
        await receiver.start();
      },
      stop,
      door: {},
    };
  }

  if (secret === undefined)
    throw new StartFault(
      'Slack has a bot token, and no way to be heard.',
      'Set SLACK_APP_TOKEN, or SLACK_SIGNING_SECRET where Slack calls us.',
    );
  const receiver = httpReceiver({ signingSecret: secret, log, now });
  return {
    async start(act) {
      hears(appOn(receiver), { needs, client: calls.client, act, ...directory });
    },
    async stop() {},
    door: { callPath: '/desks/slack', takeCall: receiver.takeCall },
  };
}

const heard = 'hearing';
