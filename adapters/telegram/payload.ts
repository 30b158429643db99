import { z } from 'zod';

/*
 * The parts of Telegram's updates that we read. Whole numbers are numbers and texts are texts, or the update is
 * unreadable; what stands beside them may be anything, and keeps its name.
 */

const whole = z.number().int();
/** PostgreSQL keeps no NUL, and JSON no half of a surrogate pair. Lengths stay, so that entities still fit. */
const text = z.string().transform((said) => said.replace(/\0|\p{Surrogate}/gu, '\ufffd'));

const personSchema = z.object({
  id: whole,
  is_bot: z.boolean().default(false),
  first_name: text.default(''),
  last_name: text.default(''),
  language_code: z.string().default(''),
});
const chatSchema = z.object({ id: whole, type: z.string() });
const entitySchema = z.object({
  type: z.string(),
  offset: whole,
  length: whole,
  url: text.optional(),
  user: z.object({ id: whole }).optional(),
});
const fileSchema = z.object({
  file_id: z.string(),
  file_size: whole.optional(),
  file_name: text.optional(),
});
const photoSchema = fileSchema.extend({ width: whole.default(0), height: whole.default(0) });
const spotSchema = z.object({ latitude: z.number(), longitude: z.number() });
const buttonSchema = z.object({ text, callback_data: z.string().optional() });

const messageSchema = z.looseObject({
  message_id: whole,
  date: whole,
  edit_date: whole.optional(),
  chat: chatSchema,
  from: personSchema.optional(),
  message_thread_id: whole.optional(),
  is_topic_message: z.boolean().default(false),
  media_group_id: z.string().optional(),
  reply_to_message: z.object({ from: z.object({ id: whole }).optional() }).optional(),
  text: text.optional(),
  caption: text.optional(),
  entities: z.array(entitySchema).default([]),
  caption_entities: z.array(entitySchema).default([]),
  photo: z.array(photoSchema).optional(),
  document: fileSchema.optional(),
  animation: fileSchema.optional(),
  audio: fileSchema.optional(),
  voice: fileSchema.optional(),
  video: fileSchema.optional(),
  video_note: fileSchema.optional(),
  location: spotSchema.optional(),
  venue: z.object({ title: text, address: text, location: spotSchema }).optional(),
});

const pressSchema = z.object({
  id: z.string(),
  from: personSchema,
  data: z.string().optional(),
  message: z
    .object({
      message_id: whole,
      chat: chatSchema,
      message_thread_id: whole.optional(),
      is_topic_message: z.boolean().default(false),
      reply_markup: z.object({ inline_keyboard: z.array(z.array(buttonSchema)) }).optional(),
    })
    .optional(),
});

const standingSchema = z.object({
  chat: chatSchema,
  from: personSchema,
  new_chat_member: z.object({ status: z.string() }),
});

export const updateSchema = z.looseObject({
  update_id: whole,
  message: messageSchema.optional(),
  edited_message: messageSchema.optional(),
  callback_query: pressSchema.optional(),
  my_chat_member: standingSchema.optional(),
});

export type Update = z.infer<typeof updateSchema>;
export type Message = z.infer<typeof messageSchema>;
export type Entity = z.infer<typeof entitySchema>;
export type Person = z.infer<typeof personSchema>;
export type Press = z.infer<typeof pressSchema>;

/** What we ask Telegram to send; everything else it keeps to itself. */
export const wanted = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;
