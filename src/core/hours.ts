import { z } from 'zod';

/** `immediate`, `none`, or a number with `h` (clock hours), `wh` (working hours), `wd` (working days), `d` (days). */
export const targetSchema = z
  .string()
  .regex(
    /^(immediate|none|[1-9]\d*(h|wh|wd|d))$/,
    'a target is immediate, none, or a number with h, wh, wd or d: 1wd',
  );

/** Opening hours of one day: spans such as `09:00-12:30`, in order, not overlapping. `24:00` ends a day. */
const spans = z
  .array(
    z
      .string()
      .regex(
        /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
        'hours are HH:MM-HH:MM, such as 09:00-12:30',
      ),
  )
  .refine(
    (all) =>
      all.every((span, i) => {
        const [from = '', to = ''] = span.split('-');
        const before = all[i - 1]?.split('-')[1] ?? '';
        return from < to && before <= from;
      }),
    'hours of a day run forward in time and do not overlap',
  );

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export const hoursSchema = z.partialRecord(z.enum(weekdays), spans);

export type Target = z.infer<typeof targetSchema>;
export type Hours = z.infer<typeof hoursSchema>;
