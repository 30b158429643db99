import { z } from 'zod';

/*
 * The parts of Discord's events that we read. Ids are texts of digits, or the event is unreadable; what stands beside
 * them may be anything.
 */

const id = z.string().regex(/^\d{1,20}$/);
/** PostgreSQL keeps no NUL, and JSON no half of a surrogate pair. */
const text = z.string().transform((said) => said.replace(/\0|\p{Surrogate}/gu, '\ufffd'));

const personSchema = z.object({
  id,
  username: text.default(''),
  global_name: text.nullish(),
  bot: z.boolean().default(false),
});

const fileSchema = z.object({
  id,
  filename: text.default(''),
  size: z.number().int().optional(),
  content_type: z.string().nullish(),
  duration_secs: z.number().nullish(),
  url: z.string().default(''),
});

const optionSchema = z.object({ label: text, value: z.string(), description: text.nullish() });
const componentSchema = z.object({
  custom_id: z.string().optional(),
  label: text.nullish(),
  options: z.array(optionSchema).default([]),
});
const rowsSchema = z.array(z.object({ components: z.array(componentSchema).default([]) })).default([]);

const saidSchema = z.object({ content: text.default(''), attachments: z.array(fileSchema).default([]) });

export const messageSchema = saidSchema.extend({
  id,
  channel_id: id,
  guild_id: id.optional(),
  author: personSchema,
  type: z.number().int().default(0),
  flags: z.number().int().default(0),
  webhook_id: id.nullish(),
  nonce: z.union([z.string(), z.number()]).nullish(),
  edited_timestamp: z.string().nullish(),
  mentions: z.array(personSchema).default([]),
  mention_roles: z.array(id).default([]),
  referenced_message: z.object({ author: z.object({ id }) }).nullish(),
  message_snapshots: z.array(z.object({ message: saidSchema })).default([]),
  sticker_items: z.array(z.unknown()).default([]),
  poll: z.unknown().optional(),
});

/** An update that tells only of part of a message: nothing in it was said. */
export const partialSchema = z.object({ id, channel_id: id, author: z.undefined().optional() });

export const deletionSchema = z.object({ id, channel_id: id, guild_id: id.optional() });
export const deletionsSchema = z.object({ ids: z.array(id), channel_id: id, guild_id: id.optional() });

const optionGiven = z.object({ name: z.string(), value: z.unknown() });
export const interactionSchema = z.object({
  id,
  application_id: id,
  type: z.number().int(),
  token: z.string(),
  guild_id: id.optional(),
  channel_id: id.optional(),
  locale: z.string().default('en-GB'),
  user: personSchema.optional(),
  member: z.object({ user: personSchema }).optional(),
  data: z
    .object({
      name: z.string().optional(),
      options: z.array(optionGiven).default([]),
      custom_id: z.string().optional(),
      values: z.array(z.string()).default([]),
    })
    .optional(),
  message: z
    .object({ id, channel_id: id, flags: z.number().int().default(0), components: rowsSchema })
    .optional(),
});

const placeSchema = z.object({
  id,
  parent_id: id.nullish(),
  owner_id: id.nullish(),
  guild_id: id.nullish(),
  last_message_id: id.nullish(),
});
export const channelSchema = placeSchema;
export const guildSchema = z.object({
  id,
  roles: z.array(z.object({ id, tags: z.object({ bot_id: id.optional() }).nullish() })).default([]),
  channels: z.array(placeSchema).default([]),
  threads: z.array(placeSchema).default([]),
});
export const readySchema = z.object({ user: z.object({ id }), application: z.object({ id }) });

export type Message = z.infer<typeof messageSchema>;
export type Person = z.infer<typeof personSchema>;
export type File = z.infer<typeof fileSchema>;
export type Interaction = z.infer<typeof interactionSchema>;
export type SentComponents = z.infer<typeof rowsSchema>;

/** One event of the gateway, or one message read back as if it had just come. */
export interface Dispatch {
  readonly t: string;
  readonly d: unknown;
}
