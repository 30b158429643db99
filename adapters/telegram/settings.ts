import { z } from 'zod';

/** What a council may set about its Telegram bot. Without a token the channel is off. */
export const telegramSettings = z
  .object({
    /** The bot's token, as @BotFather gave it. */
    TELEGRAM_BOT_TOKEN: z
      .string()
      .regex(/^\d+:[A-Za-z0-9_-]{10,}$/, 'it must look like 123456789:AbCdEf, as @BotFather gave it')
      .optional(),
    /** Where the Bot API is: Telegram's own, or a server of it that you run. */
    TELEGRAM_API_ROOT: z
      .url({ protocol: /^https?$/, error: 'it must look like https://api.telegram.org' })
      .default('https://api.telegram.org'),
    /** `polling`: we ask Telegram, and need no address. `webhook`: Telegram calls us at PUBLIC_URL. */
    TELEGRAM_MODE: z.enum(['polling', 'webhook'], 'it must be polling or webhook').default('polling'),
    /** What Telegram says with each call, so that nobody else can call us. Needed with `webhook`. */
    TELEGRAM_WEBHOOK_SECRET: z
      .string()
      .regex(/^[A-Za-z0-9_-]{16,256}$/, 'it must be 16 to 256 letters, digits, hyphens or underscores')
      .optional(),
  })
  .refine(
    ({ TELEGRAM_BOT_TOKEN, TELEGRAM_MODE, TELEGRAM_WEBHOOK_SECRET }) =>
      TELEGRAM_BOT_TOKEN === undefined ||
      TELEGRAM_MODE === 'polling' ||
      TELEGRAM_WEBHOOK_SECRET !== undefined,
    { path: ['TELEGRAM_WEBHOOK_SECRET'], error: 'with TELEGRAM_MODE=webhook it is needed' },
  );

/** The settings with which the channel is on. */
export type TelegramSettings = z.infer<typeof telegramSettings> & { readonly TELEGRAM_BOT_TOKEN: string };
