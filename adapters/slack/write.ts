import type { Council, Team } from '../../src/core/catalogue.ts';
import { teamOf } from '../../src/core/council.ts';
import type { DeskAlert } from '../../src/core/desk.ts';
import type { CaseFile, CaseLine } from '../../src/core/record.ts';
import { card, type Drawing, type Look, moved, stub } from './card.ts';
import { bold, emoji, header, lines, moment, type Span, small, spoken, words } from './rich.ts';
import { type Entry, entries, type Mark, marks } from './thread.ts';

/** Where a case stands in Slack, by names of channels. */
export interface Standing {
  /** The channel with the card and the thread. */
  readonly home: string;
  /** Channels where only a stub may stand. */
  readonly stubs: readonly string[];
}

/** Channels in which a restricted case may be read. */
export function clearedChannels({ teams, facts }: Council): ReadonlySet<string> {
  const cleared = [...teams.values()].filter(
    ({ id, restricted }) => restricted || id === facts.safeguardingTeam,
  );
  return new Set(cleared.flatMap(({ slackChannel }) => slackChannel ?? []));
}

/**
 * Where a case stands; null when the council has no channel for it. With a team without a channel, such as another
 * body, it stays with whoever had it last; a restricted one stands only where everybody is cleared.
 */
export function standingOf(file: CaseFile, council: Council): Standing | null {
  const held = heldBy(file).map((id) => teamOf(council, id));
  const channels = [...held, teamOf(council, council.facts.triageTeam)].flatMap(
    ({ slackChannel }) => slackChannel ?? [],
  );
  if (!file.restricted) return channels[0] === undefined ? null : { home: channels[0], stubs: [] };
  const cleared = clearedChannels(council);
  const own = held[0]?.slackChannel;
  const safe =
    own !== undefined && cleared.has(own)
      ? own
      : teamOf(council, council.facts.safeguardingTeam).slackChannel;
  if (safe === undefined) return null;
  return { home: safe, stubs: own === undefined || cleared.has(own) ? [] : [own] };
}

/** The teams that had a case, the last first. */
function heldBy({ team, events }: CaseFile): string[] {
  const before = events.flatMap(({ type, data }) => {
    const from = type === 'routed' ? (data as { from?: unknown } | null)?.from : undefined;
    return typeof from === 'string' ? [from] : [];
  });
  return [team, ...before.reverse()];
}

/** Where a call is posted: where the team called reads or else the duty team; and where a restricted case may be read. */
export function calledIn(file: CaseFile, team: Team, council: Council): string[] {
  const duty = teamOf(council, council.facts.dutyTeam);
  const channel = team.slackChannel ?? duty.slackChannel;
  const safe = file.restricted ? teamOf(council, council.facts.safeguardingTeam).slackChannel : undefined;
  return [...new Set([channel, safe])].flatMap((name) => name ?? []);
}

/** The card, its thread and the marks on it, as they ought to stand at home. Pure. */
export function atHome(
  file: CaseFile,
  drawing: Drawing,
  posted: ReadonlySet<string>,
): { readonly card: Look; readonly entries: readonly Entry[]; readonly marks: readonly Mark[] } {
  return { card: card(file, drawing), entries: entries(file, drawing, posted), marks: marks(file) };
}

/** What a card that stands elsewhere says. */
export function elsewhere(file: CaseFile, home: { readonly channel: string; readonly url: string }): Look {
  return file.restricted ? stub(file) : moved(file, home);
}

/** What stands where a restricted case was told before. */
export const blanked: Look = {
  text: 'Restricted',
  blocks: [
    lines([
      words('This was moved to where only officers cleared for safeguarding read it.', { italic: true }),
    ]),
  ],
};

/** What stands in place of what Slack will not draw. */
export const unshown = ({ text }: Look): Look => ({
  text,
  blocks: [small('Slack does not show this. Read it in the web desk.')],
});

/** Whether what a post showed is erased from the record since. */
export function isErased({ messages, events }: CaseFile, key: string): boolean {
  const [kind, id] = key.split(':');
  if (kind === 'message') return messages.some((each) => each.id === id && each.text === null);
  return kind === 'event' && events.some(({ number, data }) => String(number) === id && data === null);
}

/** A line in the thread about a target; null for other alerts. `mention` names whom it calls. */
export function reminder(file: CaseFile, alert: DeskAlert, mention: readonly Span[]): Look | null {
  const { firstResponse, resolution } = file.clocks;
  const answered = firstResponse.due === null || firstResponse.met !== null;
  const [name, clock] = answered ? ['Resolution', resolution] : ['The first answer', firstResponse];
  const due: Span[] =
    clock.due === null
      ? [words(name)]
      : [
          words(`${name} is due `),
          moment(clock.due, '{date_short_pretty} at {time}', clock.due.toISOString()),
        ];
  if (alert === 'due-soon')
    return {
      text: spoken(`${file.reference} is due soon`),
      blocks: [lines([emoji('hourglass'), words(' '), ...due])],
    };
  if (alert !== 'overdue') return null;
  const spans = [emoji('alarm_clock'), words(' '), bold('Overdue. '), ...due, words(' '), ...mention];
  return { text: spoken(`${file.reference} is overdue`), blocks: [lines(spans)] };
}

/** A team's morning: what is overdue, what is due today, what came since the day before. Pure. */
export function morning(
  team: Team,
  told: {
    readonly overdue: readonly CaseLine[];
    readonly today: readonly CaseLine[];
    readonly fresh: readonly CaseLine[];
  },
): Look {
  const { overdue, today, fresh } = told;
  const part = (name: string, cases: readonly CaseLine[]): Span[][] =>
    cases.length === 0
      ? []
      : [
          [bold(`${name}: ${cases.length}`)],
          ...cases
            .slice(0, 10)
            .map(({ reference, serviceTitle, assignee }) => [
              words(`${reference} · ${serviceTitle} · ${assignee?.name ?? 'nobody has it'}`),
            ]),
          ...(cases.length > 10 ? [[words(`and ${cases.length - 10} more`)]] : []),
        ];
  const parts = [
    ...part('Overdue', overdue),
    ...part('Due today', today),
    ...part('New since yesterday', fresh),
  ];
  const all =
    parts.length === 0
      ? [[words('Nothing is due today, nothing is overdue, and nothing came overnight.')]]
      : parts;
  return {
    text: spoken(`Good morning, ${team.name}: ${overdue.length} overdue, ${today.length} due today`),
    blocks: [header(`Good morning, ${team.name}`), lines(...all)],
  };
}
