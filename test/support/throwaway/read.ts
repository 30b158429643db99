import { z } from 'zod';
import type { InboundMessage } from '../../../src/core/channel.ts';

const letterSchema = z.object({
  letter: z.string(),
  from: z.string(),
  posted: z.iso.datetime(),
  text: z.string(),
});

/** A letter in our nouns; null when it is none. */
export function read(payload: unknown): InboundMessage | null {
  const { success, data } = letterSchema.safeParse(payload);
  if (!success) return null;
  const { letter, from, posted, text } = data;
  return {
    externalId: letter,
    from: { channel: 'letterbox', resident: from, thread: from },
    residentName: from,
    text,
    attachments: [],
    sentAt: new Date(posted),
  };
}
