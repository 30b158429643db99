import { z } from 'zod';

const origins = /^(\*|https?:\/\/[a-z0-9.*-]+(:\d+)?( https?:\/\/[a-z0-9.*-]+(:\d+)?)*)$/i;

/** What a council may set about its web chat. Every part has a default: this channel is always on. */
export const webchatSettings = z.object({
  /** Sites that may show the chat in a frame: `*`, or addresses with a space between. */
  WEBCHAT_EMBED_ORIGINS: z
    .string()
    .regex(origins, 'give * or addresses such as https://www.council.example, with a space between')
    .default('*'),
});
