import { z } from 'zod';

// Only what is read of what Slack sends. The rest passes by.

const emojiIn = z.looseObject({
  type: z.string(),
  name: z.string().optional(),
  unicode: z.string().optional(),
});

/** One element of rich text, which may hold others. */
export type Element = z.infer<typeof emojiIn> & { elements?: Element[] | undefined };
const elementSchema: z.ZodType<Element> = emojiIn.extend({
  get elements() {
    return z.array(elementSchema).optional();
  },
});

const saidSchema = z.looseObject({
  user: z.string().optional(),
  bot_id: z.string().nullish(),
  team: z.string().optional(),
  user_team: z.string().optional(),
  subtype: z.string().optional(),
  text: z.string().default(''),
  ts: z.string(),
  thread_ts: z.string().optional(),
  parent_user_id: z.string().optional(),
  blocks: z.array(elementSchema).optional().catch(undefined),
  files: z.array(z.looseObject({})).optional(),
  edited: z.looseObject({ user: z.string(), ts: z.string() }).optional(),
});
/** A message as it stands in a channel. */
export type Message = z.infer<typeof saidSchema>;

export const messageEventSchema = saidSchema.extend({
  type: z.literal('message'),
  channel: z.string(),
  ts: z.string(),
  deleted_ts: z.string().optional(),
  message: saidSchema.optional(),
  previous_message: saidSchema.optional(),
});

export const homeEventSchema = z.looseObject({
  type: z.literal('app_home_opened'),
  user: z.string(),
  tab: z.string().optional(),
});

export const envelopeSchema = z.looseObject({
  type: z.literal('event_callback'),
  team_id: z.string(),
  event_id: z.string(),
  event: z.looseObject({ type: z.string() }),
});

const userSchema = z.looseObject({ id: z.string(), team_id: z.string().optional() });
const teamSchema = z.looseObject({ id: z.string() }).nullish();

const valueSchema = z.looseObject({
  value: z.string().nullish(),
  selected_option: z.looseObject({ value: z.string() }).nullish(),
  selected_options: z.array(z.looseObject({ value: z.string() })).optional(),
});
/** What was put into one field. */
export type FieldValue = z.infer<typeof valueSchema>;

const viewSchema = z.looseObject({
  id: z.string(),
  hash: z.string().optional(),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  state: z.looseObject({ values: z.record(z.string(), z.record(z.string(), valueSchema)) }).optional(),
});

export const pressSchema = z.looseObject({
  type: z.literal('block_actions'),
  user: userSchema,
  team: teamSchema,
  trigger_id: z.string().default(''),
  channel: z.looseObject({ id: z.string() }).optional(),
  container: z
    .looseObject({ thread_ts: z.string().optional(), is_ephemeral: z.boolean().optional() })
    .optional(),
  message: z.looseObject({ ts: z.string(), thread_ts: z.string().optional() }).optional(),
  view: viewSchema.optional(),
  actions: z
    .array(
      valueSchema.extend({
        action_id: z.string(),
        action_ts: z.string().optional(),
        type: z.string().optional(),
      }),
    )
    .min(1),
});

export type ViewBody = z.infer<typeof viewSchema>;
export type PressBody = z.infer<typeof pressSchema>;

export const submissionSchema = z.looseObject({
  type: z.literal('view_submission'),
  user: userSchema,
  team: teamSchema,
  view: viewSchema,
  trigger_id: z.string().default(''),
});

export const shortcutSchema = z.looseObject({
  type: z.literal('message_action'),
  callback_id: z.string(),
  user: userSchema,
  team: teamSchema,
  trigger_id: z.string(),
  channel: z.looseObject({ id: z.string() }),
  message: saidSchema,
});

export type ShortcutBody = z.infer<typeof shortcutSchema>;

export const commandSchema = z.looseObject({
  command: z.string(),
  text: z.string().default(''),
  team_id: z.string(),
  user_id: z.string(),
  channel_id: z.string(),
  trigger_id: z.string().default(''),
});
