import { z } from 'zod';

/** What a council may set about its Slack. Without a bot token the desk is off. */
export const slackSettings = z.object({
  /** The bot's token, as Slack showed it when the app was installed. */
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-[\w-]+$/, 'it must be the bot token of the app, which starts with xoxb-')
    .optional(),
  /** With it, Slack is heard over a connection of our own (Socket Mode): no public address is needed. */
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-[\w-]+$/, 'it must be an app-level token, which starts with xapp-')
    .optional(),
  /** Without an app token Slack calls us, and signs with this. */
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^\w{8,}$/, 'it must be the signing secret of the app, letters and digits')
    .optional(),
  /** Where Slack's API is: Slack's own, or a server of tests. */
  SLACK_API_ROOT: z
    .url({ protocol: /^https?$/, error: 'it must look like https://slack.com/api/' })
    .default('https://slack.com/api/'),
});

/** The settings with which the desk is on. */
export type SlackSettings = z.infer<typeof slackSettings> & { readonly SLACK_BOT_TOKEN: string };
