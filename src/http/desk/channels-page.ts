import type { FastifyInstance } from 'fastify';
import { type ChannelHour, receivedIn } from '../../core/loss.ts';
import { nameInWords } from '../../core/officer-words.ts';
import { render } from '../views.ts';
import type { DeskDoors } from './case-page.ts';
import { officerAt } from './sign-in.ts';

const spans = [24, 72, 168];
const usual = 24;
const columns = [
  'Received',
  'Came again',
  'Stored',
  'Handled',
  'Replies sent',
  'Set aside',
  'Lost',
  'Fetched late',
  'Gaps',
] as const;

/** The loss ledger, for managers: what came on each channel, and what became of it. */
export function channelsRoute(desk: FastifyInstance, { record, signIn, now }: DeskDoors): void {
  desk.get<{ Querystring: { hours?: string } }>('/channels', async (request, reply) => {
    const officer = request.officer ?? (await officerAt(request, signIn));
    const hours = spans.find((span) => String(span) === request.query.hours) ?? usual;
    const report = await record.channels(hours, officer);
    const quick = spans.map((span) => ({
      text: span === 168 ? '7 days' : span === 72 ? '3 days' : '24 hours',
      href: span === usual ? '/desk/channels' : `/desk/channels?hours=${span}`,
      current: span === hours,
    }));
    return render(reply, 'desk/channels.njk', {
      quick,
      columns,
      since: report.since,
      channels: Object.entries(report.health).map(([name, { well, why }]) => {
        const totals = report.totals.find(({ channel }) => channel === name);
        return {
          name: nameInWords(name),
          well,
          why,
          lost: totals?.lost ?? 0,
          gaps: totals?.gaps ?? 0,
          figures: totals === undefined ? columns.map(() => 0) : figuresOf(totals),
        };
      }),
      hours: report.hours.map((hour) => ({
        at: hour.hour,
        name: nameInWords(hour.channel),
        figures: figuresOf(hour),
      })),
      setAside: report.setAside.map((each) => ({ ...each, channel: nameInWords(each.channel) })),
      officer,
      shownAt: now(),
    });
  });
}

/** In the order of `columns`. */
function figuresOf(of: Omit<ChannelHour, 'hour'>): number[] {
  return [
    receivedIn(of),
    of.repeated,
    of.stored,
    of.handled,
    of.answered,
    of.setAside,
    of.lost,
    of.repaired,
    of.gaps,
  ];
}
