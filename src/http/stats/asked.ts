import type { Council } from '../../core/catalogue.ts';
import { groupName, groupWords, periodWords } from '../../core/figure-words.ts';
import { type Period, type PeriodName, periodNamed, periodNames, periodOfDays } from '../../core/periods.ts';
import { type Grouping, groupings, noWard, type StatsFilters } from '../../core/statistics.ts';

/** What the figures are asked for, as it stands in the address bar; an empty string is a filter not set. */
export type StatsAsked = Readonly<Record<'period' | 'from' | 'to' | Grouping, string>>;

const names = ['period', 'from', 'to', ...groupings] as const;
/** What a page shows when nothing is asked. */
export const usual: PeriodName = 'this-week';

export function statsAskedIn(query: Readonly<Record<string, unknown>>): StatsAsked {
  const one = (name: string) => {
    const value = query[name];
    return typeof value === 'string' ? value.trim().slice(0, 60) : '';
  };
  return Object.fromEntries(names.map((name) => [name, one(name)])) as StatsAsked;
}

/** The address of a page with these filters, changed so, and with `more` beside them. */
export function statsAddress(
  path: string,
  asked: StatsAsked,
  changes: Partial<StatsAsked> = {},
  more: Readonly<Record<string, string>> = {},
): string {
  const merged = { ...asked, ...changes };
  // Days of one's own and a period by its name exclude each other.
  const query = new URLSearchParams(more);
  for (const name of names) {
    const own = merged.from !== '' || merged.to !== '';
    if (merged[name] !== '' && !(name === 'period' && (own || merged.period === usual)))
      query.set(name, merged[name]);
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

export interface Surroundings {
  readonly council: Council;
  /** Names of the channels residents can write on. */
  readonly channels: readonly string[];
  readonly now: Date;
}

/** What to ask the record, and a sentence for each filter that cannot be asked. */
export interface Understood {
  readonly filters: StatsFilters;
  readonly period: Period;
  readonly faults: readonly string[];
}

/**
 * What is asked for, understood. A filter that cannot be is left out, and told; with `gone` one that only may have been
 * is kept, and told: cases of a team that is no more are still counted, and still open.
 */
export function understood(
  asked: StatsAsked,
  around: Surroundings,
  { gone = false }: { readonly gone?: boolean } = {},
): Understood {
  const { period, fault } = periodIn(asked, around);
  const faults = fault === null ? [] : [fault];
  const groups = groupings.flatMap((by) => {
    const wrong = asked[by] === '' ? null : wrongWith(by, asked[by], around);
    if (wrong !== null) faults.push(wrong);
    const kept = wrong === null || (gone && /^[\w-]+$/.test(asked[by]));
    return asked[by] !== '' && kept ? [[by, asked[by]]] : [];
  });
  return {
    filters: { from: period.from, to: period.to, ...Object.fromEntries(groups) },
    period,
    faults,
  };
}

function periodIn(
  { period, from, to }: StatsAsked,
  { council, now }: Surroundings,
): { period: Period; fault: string | null } {
  const { timezone } = council.facts;
  const fallback = periodNamed(usual, now, timezone);
  if (from !== '' || to !== '') {
    const today = periodNamed('this-week', now, timezone).lastDay;
    const own = periodOfDays(from === '' ? to : from, to === '' ? today : to, now, timezone);
    if (own !== null) return { period: own, fault: null };
    return {
      period: fallback,
      fault: `“${from || '…'}” to “${to || '…'}” is no period. A day is written like 2026-11-02, and the first comes before the last.`,
    };
  }
  const name = periodNames.find((each) => each === period);
  if (period === '' || name !== undefined)
    return { period: name === undefined ? fallback : periodNamed(name, now, timezone), fault: null };
  return {
    period: fallback,
    fault: `There is no period “${period}”. There are ${periodNames.join(', ')}, or days of your own in from and to.`,
  };
}

/** What is wrong with the value of a filter, and what would be right; null when nothing is. */
export function wrongWith(by: Grouping, value: string, { council, channels }: Surroundings): string | null {
  const known: Readonly<Record<Grouping, readonly string[]>> = {
    team: [...council.teams.keys()],
    service: [...council.services.keys()],
    channel: channels,
    ward: [...council.wards.map(({ code }) => code), noWard],
    language: [],
  };
  if (known[by].includes(value)) return null;
  if (by === 'language')
    return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value)
      ? null
      : `There is no language “${value}”. English is en, Welsh is cy.`;
  const [first = '', second = ''] = known[by];
  // A channel that was switched off still has its past.
  if (known[by].length === 0 || (by === 'channel' && /^[a-z][a-z-]*$/.test(value))) return null;
  return `There is no ${by} “${value}”. ${groupWords[by].many} are named like ${first}${second === '' ? '' : ` or ${second}`}.`;
}

/** A filter that is set, and where to go to take it off. */
export interface StatsChip {
  readonly text: string;
  readonly without: string;
}

export function statsChips(
  path: string,
  asked: StatsAsked,
  { council }: Surroundings,
  more: Readonly<Record<string, string>> = {},
): StatsChip[] {
  return groupings.flatMap((by) =>
    asked[by] === ''
      ? []
      : [
          {
            text: `${groupWords[by].one}: ${groupName(by, asked[by], council)}`,
            without: statsAddress(path, asked, { [by]: '' }, more),
          },
        ],
  );
}

/** The periods as links, the one shown marked. */
export function periodLinks(
  path: string,
  asked: StatsAsked,
  { name }: Period,
  more: Readonly<Record<string, string>> = {},
) {
  return periodNames.map((each) => ({
    text: periodWords[each],
    href: statsAddress(path, asked, { period: each, from: '', to: '' }, more),
    current: each === name,
  }));
}

/** What each filter may be set to. */
export function choicesOf({ council, channels }: Surroundings, asked: StatsAsked) {
  const keys: Readonly<Record<Grouping, readonly string[]>> = {
    team: [...council.teams.keys()],
    service: [...council.services.keys()],
    channel: [...new Set([...channels, asked.channel].filter((each) => each !== ''))],
    ward: council.wards.length === 0 ? [] : [...council.wards.map(({ code }) => code), noWard],
    language: [...new Set([...council.facts.languages, asked.language].filter((each) => each !== ''))],
  };
  return groupings
    .filter((by) => keys[by].length > 1)
    .map((by) => ({
      name: by,
      label: groupWords[by].one,
      value: asked[by],
      items: [
        { value: '', text: 'All' },
        ...keys[by]
          .map((key) => ({ value: key, text: groupName(by, key, council) }))
          .sort((one, other) => one.text.localeCompare(other.text, 'en')),
      ],
    }));
}
