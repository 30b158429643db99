import type { Council } from '../../core/catalogue.ts';
import { groupName } from '../../core/figure-words.ts';
import { explains, type Incident } from '../../core/incidents.ts';
import type { StatsFilters, Step } from '../../core/statistics.ts';
import { shortDays, stretchWords } from './days.ts';
import type { Annotation } from './marks.ts';

/** What explains the ups and downs of a line. */
export interface Explained {
  /** For the chart, one for each place. */
  readonly annotations: readonly Annotation[];
  /** For the table, by stretch: what fell into it, in words. */
  readonly words: readonly string[];
}

export interface Explaining {
  readonly council: Council;
  readonly incidents: readonly Incident[];
  readonly filters: Pick<StatsFilters, 'team' | 'service'>;
}

/** What fell into the stretches of a line, each told by its first local day: days the council was shut, and what managers noted. Pure. */
export function explained(stretches: readonly string[], step: Step, around: Explaining): Explained {
  const spans = stretches.map((day) => ({ first: day, last: lastDayOf(day, step) }));
  const shut = step === 'month' ? [] : shutIn(spans, around.council);
  const noted = notedIn(spans, around);
  const told = [...shut, ...noted];
  const label = (at: number) => stretchWords(stretches[at] ?? '', step);
  const places = [...new Set(told.map(({ from }) => from))].sort((one, other) => one - other);
  return {
    annotations: places.map((place) => {
      const here = told.filter(({ from }) => from === place);
      const until = Math.max(...here.map(({ to }) => to));
      const text = here.map(({ short }) => short).join(', ');
      return { at: label(place), text, ...(until > place ? { until: label(until) } : {}) };
    }),
    words: spans.map((_, at) =>
      told
        .filter(({ from, to }) => from <= at && at <= to)
        .map(({ long }) => long)
        .join('; '),
    ),
  };
}

interface Span {
  readonly first: string;
  readonly last: string;
}

/** Something told of the stretches from one to another, by their places. */
interface Told {
  readonly from: number;
  readonly to: number;
  readonly short: string;
  readonly long: string;
}

function shutIn(spans: readonly Span[], council: Council): Told[] {
  return spans.flatMap((span, at) => {
    const days = [...council.daysOff].filter((day) => span.first <= day && day <= span.last).sort();
    const [first] = days;
    const last = days.at(-1);
    if (first === undefined || last === undefined) return [];
    const closed = days.every((each) => council.facts.closures.includes(each));
    const short = closed ? 'Closed' : days.length === 1 ? 'Bank holiday' : 'Holidays';
    return [
      { from: at, to: at, short, long: `${short}, ${days.map((day) => shortDays(day, day)).join(', ')}` },
    ];
  });
}

function notedIn(spans: readonly Span[], { council, incidents, filters }: Explaining): Told[] {
  return incidents.flatMap((incident) => {
    const touched = spans.flatMap(({ first, last }, at) =>
      incident.firstDay <= last && first <= incident.lastDay ? [at] : [],
    );
    const [from] = touched;
    const to = touched.at(-1);
    if (from === undefined || to === undefined || !explains(incident, filters, council)) return [];
    const { title, team, service, firstDay, lastDay } = incident;
    const whom = [
      ...(team === null ? [] : [groupName('team', team, council)]),
      ...(service === null ? [] : [groupName('service', service, council)]),
    ];
    const days = shortDays(firstDay, lastDay);
    return [{ from, to, short: title, long: [title, days, ...whom].join(', ') }];
  });
}

function lastDayOf(day: string, step: Step): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (step === 'month') at.setUTCMonth(at.getUTCMonth() + 1, 0);
  if (step === 'week') at.setUTCDate(at.getUTCDate() + 6);
  return at.toISOString().slice(0, 10);
}
