import type { types } from '@slack/bolt';
import type { CaseFilters } from '../../src/core/case-filters.ts';
import type { Officer } from '../../src/core/desk.ts';
import type { CaseLine } from '../../src/core/record.ts';
import { type Ground, noWords, unseen } from './acts.ts';
import { actionOf, type Deed, pressValue } from './buttons.ts';
import { aside, button, marked, plain, section } from './fields.ts';
import type { Who } from './heard.ts';
import { lineBlocks } from './lines.ts';

/** The app's home: an officer's cases by due time, and their team's week. */
export async function showHome(ground: Ground, who: Who): Promise<void> {
  const known = await ground.officers.know(who);
  const blocks =
    'officer' in known ? await homeOf(ground, known.officer) : [section(plain(noWords(known.no) ?? unseen))];
  await ground.client.views.publish({ user_id: who.user, view: { type: 'home', blocks } });
}

const mostShown = 20;

async function homeOf(ground: Ground, officer: Officer): Promise<types.KnownBlock[]> {
  const { needs } = ground;
  const mine = { assignee: officer.id, status: 'open', sort: 'due', limit: mostShown } as const;
  const { cases, next } = await needs.record.cases(mine, officer);
  const listed =
    cases.length === 0
      ? [section(plain('You have no open cases.'))]
      : cases.flatMap((line) => [...lineBlocks(line, needs), deedsOf(line)]);
  return [
    { type: 'header', text: plain('My cases') },
    ...listed,
    ...(next === null ? [] : [aside(`The first ${mostShown} by due time.`)]),
    ...(await weekOf(ground, officer)),
  ];
}

/** What can be done from the list. */
function deedsOf({ reference, version }: CaseLine): types.ActionsBlock {
  const of = (deed: Deed, label: string) =>
    button(actionOf(deed), label, pressValue({ deed, reference, version }));
  return { type: 'actions', elements: [of('reply', 'Reply'), of('note', 'Note'), of('close', 'Close')] };
}

/** Counts of the officer's team since Monday. */
async function weekOf({ needs }: Ground, officer: Officer): Promise<types.KnownBlock[]> {
  const team = needs.council.teams.get(officer.team ?? '');
  if (team === undefined) return [];
  const monday = mondayOf(needs.now());
  const of = (filters: CaseFilters) => counted(needs.record, officer, { team: team.id, ...filters });
  const [open, overdue, opened, resolved] = await Promise.all([
    of({ status: 'open' }),
    of({ status: 'open', overdue: true }),
    of({ sort: 'newest' }).then((found) => since(found, ({ openedAt }) => openedAt, monday)),
    of({ status: 'resolved', sort: 'newest' }).then((found) =>
      since(found, ({ resolvedAt }) => resolvedAt, monday),
    ),
  ]);
  const lines = [
    `*${opened}* opened this week`,
    `*${resolved}* resolved this week`,
    `*${figure(open)}* open now`,
    `*${figure(overdue)}* overdue`,
  ];
  return [{ type: 'header', text: plain(team.name, 150) }, section(marked(lines.join('\n')))];
}

interface Counted {
  readonly lines: readonly CaseLine[];
  readonly more: boolean;
}

async function counted(
  record: Ground['needs']['record'],
  officer: Officer,
  filters: CaseFilters,
): Promise<Counted> {
  const { cases, next } = await record.cases({ ...filters, limit: 100 }, officer);
  return { lines: cases, more: next !== null };
}

const figure = ({ lines, more }: Counted): string => `${lines.length}${more ? ' or more' : ''}`;

function since({ lines, more }: Counted, of: (line: CaseLine) => Date | null, from: Date): string {
  const within = lines.filter((line) => (of(line)?.getTime() ?? 0) >= from.getTime());
  return figure({ lines: within, more: more && within.length === lines.length });
}

/** The Monday this week began with, at midnight UTC: an hour's difference in summer moves no count anybody acts on. */
function mondayOf(now: Date): Date {
  const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day;
}
