import { z } from 'zod';
import { outcomes, statuses } from '../../core/case.ts';
import { placeSchema } from '../../core/place.ts';

/** What may come beside an act. */
const guards = {
  version: z
    .number()
    .int()
    .nonnegative()
    .exactOptional()
    .describe('The version looked at: refused with 409 when the case has moved on.'),
  key: z.string().min(1).max(128).exactOptional().describe('A repeat with the same key changes nothing.'),
};

const ownMessage = z.uuid().describe('A reply or a note of an officer, by the id its act gave.');

/** What `POST /api/cases/:reference/actions` takes. */
export const actionBody = z
  .discriminatedUnion('type', [
    z.strictObject({
      ...guards,
      type: z.literal('reply'),
      text: z.string(),
      question: z.boolean().exactOptional(),
      hold: z
        .number()
        .int()
        .min(0)
        .max(60)
        .exactOptional()
        .describe('Seconds it is held back, so that it can be taken back unseen.'),
    }),
    z.strictObject({ ...guards, type: z.literal('note'), text: z.string() }),
    z.strictObject({ ...guards, type: z.literal('correct'), messageId: ownMessage, text: z.string() }),
    z.strictObject({ ...guards, type: z.literal('withdraw'), messageId: ownMessage }),
    z.strictObject({
      ...guards,
      type: z.literal('assign'),
      officer: z.string().nullable().describe('An officer\'s id, "me", or null for nobody.'),
    }),
    z.strictObject({
      ...guards,
      type: z.literal('route'),
      team: z.string(),
      reason: z.string().exactOptional(),
      liftRestriction: z
        .boolean()
        .exactOptional()
        .describe('True: everybody may see the case from now on. Left out, a restricted case stays so.'),
    }),
    z.strictObject({ ...guards, type: z.literal('reclassify'), service: z.string(), reason: z.string() }),
    z.strictObject({
      ...guards,
      type: z.literal('status'),
      status: z.enum(statuses),
      outcome: z.enum(outcomes).exactOptional().describe('Needed when the status is resolved.'),
      reason: z.string().exactOptional(),
      tell: z
        .boolean()
        .exactOptional()
        .describe('Whether the resident is told how it ended; true if left out.'),
    }),
    z.strictObject({ ...guards, type: z.literal('escalate'), reason: z.string() }),
    z.strictObject({ ...guards, type: z.literal('confirm') }),
  ])
  .describe('One thing an officer does to a case.');

/** What `POST /api/cases` takes. */
export const toldBody = z
  .strictObject({
    text: z.string().describe('What the resident told the officer.'),
    service: z.string().exactOptional().describe('A label; left out, the words decide.'),
    key: z.string().min(1).max(128).describe('A repeat with the same key opens no second case.'),
  })
  .describe('Something a resident told an officer elsewhere.');

/** The filters of `GET /api/cases`. */
export const caseQuery = z.strictObject({
  team: z.string().optional(),
  service: z.string().optional(),
  status: z.enum([...statuses, 'open']).optional(),
  channel: z.string().optional(),
  assignee: z.string().optional().describe('An officer\'s id, "me", or "none".'),
  overdue: z.stringbool().optional(),
  ward: z
    .string()
    .max(20)
    .optional()
    .describe('GSS code of a ward, such as E05999001: cases whose place lies in it.'),
  q: z.string().max(200).optional().describe('A reference, or words in the messages or the place.'),
  sort: z.enum(['due', 'newest']).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).optional(),
});

const moment = z.iso.datetime().nullable();

const clock = z.object({
  due: moment,
  met: moment,
  state: z.enum(['none', 'met', 'met-late', 'running', 'soon', 'overdue']),
  secondsLeft: z.number().int().nullable().describe('Working seconds; negative when overdue.'),
});

/** A case in a list, as the API gives it. */
export const caseLineShape = z.object({
  reference: z.string(),
  service: z.string(),
  serviceTitle: z.string(),
  team: z.string(),
  teamName: z.string(),
  status: z.enum(statuses),
  outcome: z.enum(outcomes).nullable(),
  urgent: z.boolean(),
  danger: z.array(z.object({ family: z.string(), rule: z.string() })),
  restricted: z.boolean(),
  channel: z.string(),
  language: z
    .string()
    .describe(
      'What the resident is answered in, or writes in when the council does not answer in it, BCP 47.',
    ),
  assignee: z.object({ id: z.string(), name: z.string() }).nullable(),
  firstWords: z.string().nullable(),
  place: placeSchema.loose().nullable(),
  openedAt: z.iso.datetime(),
  firstResponseDue: moment,
  resolutionDue: moment,
  firstRespondedAt: moment,
  resolvedAt: moment,
  version: z.number().int(),
});

/** Everything on the record of a case, as the API gives it. */
export const caseFileShape = z.object({
  case: caseLineShape.extend({
    id: z.uuid(),
    conversationId: z.uuid(),
    details: z.record(z.string(), z.string()),
    others: z.array(z.object({ reference: z.string(), serviceTitle: z.string(), status: z.enum(statuses) })),
  }),
  messages: z.array(
    z
      .object({
        id: z.uuid(),
        seq: z.number().int(),
        voice: z.enum(['resident', 'bot', 'officer', 'note']),
        text: z.string().nullable(),
        personal: z
          .array(z.object({ kind: z.string(), start: z.number().int(), end: z.number().int() }))
          .describe("Personal details in a resident's text: where each stands."),
        officer: z.object({ id: z.string(), name: z.string() }).nullable(),
        at: z.iso.datetime(),
      })
      .loose(),
  ),
  events: z.array(
    z.object({
      number: z.number().int(),
      type: z.string(),
      at: z.iso.datetime(),
      actor: z.object({ kind: z.string() }).loose(),
      data: z.unknown(),
      digest: z.string(),
      previous: z.string(),
      hash: z.string(),
    }),
  ),
  deliveries: z.array(
    z
      .object({
        id: z.uuid(),
        via: z.string(),
        status: z.string(),
        sentAt: moment,
        error: z.string().nullable(),
      })
      .loose(),
  ),
  decisions: z.array(
    z.object({ label: z.string(), probability: z.number().nullable(), model: z.string().nullable() }).loose(),
  ),
  clocks: z.object({
    openNow: z.boolean(),
    workedSeconds: z.number().int(),
    pausedSeconds: z.number().int().describe('Of those, how many we waited on the resident.'),
    firstResponse: clock,
    resolution: clock,
  }),
});

export const outcomeShape = z.object({
  reference: z.string(),
  version: z.number().int(),
  deliveryId: z.uuid().nullable(),
  messageId: z.uuid().nullable().describe('What was written, to correct it or to take it back.'),
});

export const faultShape = z.object({
  error: z.object({ code: z.string(), message: z.string(), hint: z.string() }).loose(),
});
