import type { FastifyInstance } from 'fastify';
import { type ChannelHour, receivedIn } from '../../core/loss.ts';
import { nameInWords } from '../../core/officer-words.ts';
import { statsAskedIn } from '../stats/asked.ts';
import { casesHref, countOpened, type Opened } from '../stats/cells.ts';
import { asAddress } from '../stats/days.ts';
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
export function channelsRoute(
  desk: FastifyInstance,
  { record, stats, council, signIn, now }: DeskDoors,
): void {
  desk.get<{ Querystring: { hours?: string } }>('/channels', async (request, reply) => {
    const officer = request.officer ?? (await officerAt(request, signIn));
    const hours = spans.find((span) => String(span) === request.query.hours) ?? usual;
    const report = await record.channels(hours, officer);
    const at = now();
    const reach = { from: report.since, to: at };
    const opened = await stats.figures(reach, 'channel', officer);
    const { days, since, until } = asAddress(reach, council.facts.timezone);
    const casesOf = (channel: string): Opened => {
      const count = opened.groups.find(({ key }) => key === channel)?.figures.opened.count ?? 0;
      const asked = { ...statsAskedIn({}), ...days };
      return countOpened(
        count,
        casesHref('opened', asked, { by: 'channel', key: channel }, { since, until }),
      );
    };
    // A channel that was switched off has its hours still.
    const names = [
      ...new Set([...Object.keys(report.health), ...report.totals.map(({ channel }) => channel)]),
    ];
    const quick = spans.map((span) => ({
      text: span === 168 ? '7 days' : span === 72 ? '3 days' : '24 hours',
      href: span === usual ? '/desk/channels' : `/desk/channels?hours=${span}`,
      current: span === hours,
    }));
    return render(reply, 'desk/channels.njk', {
      quick,
      kept: '',
      columns,
      since: report.since,
      channels: names.map((name) => {
        const { well, why } = report.health[name] ?? {
          well: false,
          why: 'Switched off: nothing is heard on it now',
        };
        const totals = report.totals.find(({ channel }) => channel === name);
        return {
          name: nameInWords(name),
          well,
          why,
          lost: totals?.lost ?? 0,
          gaps: totals?.gaps ?? 0,
          opened: casesOf(name),
          figures: totals === undefined ? columns.map(() => '0') : figuresOf(totals),
        };
      }),
      hours: report.hours.map((hour) => ({
        at: hour.hour,
        name: nameInWords(hour.channel),
        figures: figuresOf(hour),
      })),
      setAside: report.setAside.map((each) => ({ ...each, channel: nameInWords(each.channel) })),
      officer,
      shownAt: at,
    });
  });
}

/** In the order of `columns`. */
function figuresOf(of: Omit<ChannelHour, 'hour'>): string[] {
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
  ].map((count) => count.toLocaleString('en-GB'));
}
