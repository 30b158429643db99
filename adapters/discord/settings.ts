import { z } from 'zod';

/** What a council may set about its Discord bot. Without a token the channel is off. */
export const discordSettings = z.object({
  /** The bot's token, as Discord's developer portal gave it. */
  DISCORD_BOT_TOKEN: z
    .string()
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'it must be the token of the bot, three parts with dots between')
    .optional(),
  /** Where Discord's API is: Discord's own, or a server of tests. */
  DISCORD_API_ROOT: z
    .url({ protocol: /^https?$/, error: 'it must look like https://discord.com/api' })
    .default('https://discord.com/api'),
  /** The server channels in which the bot may be called, by number, with commas between. Empty: all it can see. */
  DISCORD_GUILD_CHANNELS: z
    .string()
    .regex(
      /^\s*(\d{15,20}\s*(,\s*\d{15,20}\s*)*)?$/,
      'it must be channel ids of 15 to 20 digits, with commas between',
    )
    .default(''),
});

/** The settings with which the channel is on. */
export type DiscordSettings = z.infer<typeof discordSettings> & { readonly DISCORD_BOT_TOKEN: string };

/** The channels named, or an empty set for all. */
export function councilChannels({ DISCORD_GUILD_CHANNELS }: DiscordSettings): ReadonlySet<string> {
  return new Set(DISCORD_GUILD_CHANNELS.match(/\d+/g) ?? []);
}
