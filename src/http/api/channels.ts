import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type ChannelReport, type ChannelTotals, receivedIn } from '../../core/loss.ts';
import type { Doors } from '../doors.ts';
import { officerOf, read } from './asking.ts';

/** What `GET /api/channels` may be asked. */
export const channelsQuery = z.strictObject({
  hours: z.coerce.number().int().min(1).max(168).default(24).describe('How many hours back.'),
});

const count = (what: string) => z.number().int().nonnegative().describe(what);
const counts = {
  received: count('All that came: stored, come again, set aside or lost.'),
  repeated: count('Messages that came to the ledger once more.'),
  stored: count('Messages of residents in the ledger.'),
  handled: count('Of those, answered, or passed on to a person.'),
  answered: count('Replies delivered.'),
  setAside: count('Events that are no message we can read.'),
  lost: count('Messages that came and that the ledger would not take.'),
  repaired: count('Messages missed while we were away, and fetched since.'),
  gaps: count('Stretches in which something may have been missed that cannot be fetched.'),
};

/** What came on each channel and what became of it, as the API gives it: the figures of `/desk/channels`. */
export const channelsShape = z.object({
  since: z.iso.datetime(),
  channels: z.array(
    z.object({
      channel: z.string(),
      well: z.boolean().describe('Whether it hears its platform.'),
      why: z.string().nullable(),
      ...counts,
    }),
  ),
  hours: z.array(
    z.object({ channel: z.string(), hour: z.iso.datetime().describe('When it began.'), ...counts }),
  ),
  setAside: z
    .array(z.object({ channel: z.string(), what: z.string(), at: z.iso.datetime() }))
    .describe('The latest, the newest first.'),
});

/** The loss ledger, for managers' scripts. */
export function channelsApi(app: FastifyInstance, doors: Pick<Doors, 'record' | 'signIn'>): void {
  app.get('/api/channels', async (request) => {
    const officer = await officerOf(request, doors);
    return onTheWire(await doors.record.channels(read(channelsQuery, request.query).hours, officer));
  });
}

const nothing = {
  received: 0,
  repeated: 0,
  stored: 0,
  handled: 0,
  answered: 0,
  setAside: 0,
  lost: 0,
  repaired: 0,
  gaps: 0,
};

function onTheWire({ since, health, totals, hours, setAside }: ChannelReport): object {
  const totalOf = (name: string): Omit<ChannelTotals, 'channel'> =>
    totals.find(({ channel }) => channel === name) ?? nothing;
  return {
    since,
    channels: Object.entries(health).map(([channel, { well, why }]) => ({
      ...totalOf(channel),
      channel,
      well,
      why,
    })),
    hours: hours.map((hour) => ({ ...hour, received: receivedIn(hour) })),
    setAside,
  };
}
