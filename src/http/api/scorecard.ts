import { z } from 'zod';

/** What `GET /api/scorecard` may be asked. */
export const scorecardQuery = z.strictObject({
  weeks: z.coerce
    .number()
    .int()
    .min(1)
    .max(52)
    .default(12)
    .describe('How many weeks, the one under way among them.'),
});

const share = z.number().min(0).max(1).nullable();
const reading = {
  messages: z.number().int().describe('Messages the model read.'),
  sure: share.describe('Share it was sure of. Any share of fewer than five is null.'),
  judged: z.number().int().describe('Of these, messages whose case a person looked at.'),
  corrected: z.number().int().describe('Of the judged, those given another label.'),
  accuracy: share.describe('Share of the judged whose label stood.'),
};
const ofCases = {
  cases: z.number().int(),
  moved: z.number().int().describe('Of these, moved to another team or service after we had placed them.'),
  misrouted: share.describe('Share of cases moved to another team or service after we had placed them.'),
};
const day = z.iso.date();

/** How well messages are understood, as the API gives it. */
export const scorecardShape = z.object({
  from: day,
  ...reading,
  ...ofCases,
  weeks: z.array(
    z.object({
      week: day.describe('Its Monday.'),
      ...reading,
      ...ofCases,
      drift: z
        .number()
        .nullable()
        .describe(
          'How far the mix of labels is from the four weeks before: population stability index, less what chance gives. Null of under 50 messages.',
        ),
    }),
  ),
  labels: z.array(z.object({ label: z.string(), ...reading, share: z.number() })),
  confusions: z.array(
    z.object({
      label: z.string(),
      taken: z.string(),
      times: z.number().int(),
      references: z.array(z.string()).describe('Up to five cases, none of them restricted.'),
    }),
  ),
  calibration: z.array(
    z.object({
      from: z.number().describe('0.8 stands for probabilities from 0.8 to under 0.9.'),
      judged: z.number().int(),
      corrected: z.number().int(),
      given: share,
      right: share,
    }),
  ),
  models: z.array(
    z.object({ model: z.string(), ...reading, first: z.iso.datetime(), last: z.iso.datetime() }),
  ),
});
