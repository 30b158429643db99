import type { Receipt } from '../../src/core/channel.ts';
import { calendarOf, teamOf } from '../../src/core/council.ts';
import type { DeskNeeds, SummaryItem } from '../../src/core/desk.ts';
import type { CaseLine } from '../../src/core/record.ts';
import type { Place } from './board.ts';
import { metadataOf } from './board.ts';
import type { Posting } from './posting.ts';
import { reader } from './reader.ts';
import { clearedChannels, morning } from './write.ts';

const dayMs = 86_400_000;

/** Posts a team's morning in its channel, once a day: Slack is asked whether it stands before it is posted. */
export function summaries(
  { record, council, now }: Pick<DeskNeeds, 'record' | 'council' | 'now'>,
  posting: Posting,
  placeOf: (name: string) => Promise<Place>,
) {
  return async ({ team: id, day }: SummaryItem): Promise<Receipt> => {
    const team = teamOf(council, id);
    const at = now();
    if (team.slackChannel === undefined) return { externalId: 'no channel', at };
    const place = await placeOf(team.slackChannel);
    const metadata = metadataOf('', `summary:${id}:${day}`);
    const mayRead = clearedChannels(council).has(team.slackChannel);
    const { cases } = await record.cases({ team: id, status: 'open', sort: 'due', limit: 100 }, reader);
    const look = morning(
      team,
      sorted(mayRead ? cases : cases.map(withoutTitle), at, calendarOf(council, team).timezone),
    );
    const wanted = { place, key: metadata.event_payload.key, look, thread: null, rank: 'thread' } as const;
    const there = await posting.find(metadata, at, wanted, dayMs);
    return { externalId: `${place.id}:${there ?? (await posting.post(metadata, wanted))}`, at };
  };
}

const withoutTitle = (line: CaseLine): CaseLine =>
  line.restricted ? { ...line, serviceTitle: 'restricted' } : line;

function sorted(cases: readonly CaseLine[], now: Date, timezone: string) {
  const local = new Intl.DateTimeFormat('en-CA', { timeZone: timezone });
  const today = local.format(now);
  const dueOf = ({ firstRespondedAt, firstResponseDue, resolutionDue }: CaseLine): Date | null =>
    firstRespondedAt === null && firstResponseDue !== null ? firstResponseDue : resolutionDue;
  const isOver = (line: CaseLine): boolean => {
    const due = dueOf(line);
    return due !== null && due.getTime() < now.getTime();
  };
  return {
    overdue: cases.filter(isOver),
    today: cases.filter((line) => {
      const due = dueOf(line);
      return !isOver(line) && due !== null && local.format(due) === today;
    }),
    fresh: cases.filter(({ openedAt }) => now.getTime() - openedAt.getTime() < dayMs),
  };
}
