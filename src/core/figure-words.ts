import type { Council } from './catalogue.ts';
import { type MeasureKey, measureOf } from './measures.ts';
import { nameInWords, serviceTitle, teamName } from './officer-words.ts';
import type { PeriodName } from './periods.ts';
import { type Figure, type Grouping, noWard } from './statistics.ts';

export const periodWords: Readonly<Record<PeriodName, string>> = {
  'this-week': 'This week',
  'last-week': 'Last week',
  'this-month': 'This month',
  'last-month': 'Last month',
  quarter: 'This quarter',
  year: 'This year, from April',
};

export const groupWords: Readonly<
  Record<Grouping, { readonly one: string; readonly many: string; readonly none: string }>
> = {
  team: { one: 'Team', many: 'Teams', none: 'No team' },
  service: { one: 'Service', many: 'Services', none: 'No service' },
  channel: { one: 'Channel', many: 'Channels', none: 'No channel' },
  ward: { one: 'Ward', many: 'Wards', none: 'Ward not known' },
  language: { one: 'Language', many: 'Languages', none: 'Language not known' },
};

const languages = new Intl.DisplayNames('en-GB', { type: 'language' });

/** What a group is called. */
export function groupName(by: Grouping, key: string | null, council: Council): string {
  if (key === null || (by === 'ward' && key === noWard)) return groupWords[by].none;
  if (by === 'team') return teamName(council, key);
  if (by === 'service') return serviceTitle(council, key);
  if (by === 'ward') return council.wards.find(({ code }) => code === key)?.name ?? key;
  return by === 'channel' ? nameInWords(key) : languageName(key);
}

function languageName(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** What a figure is called with what leads it: of times the median, which half of all took no longer than. */
export function ledBy(measure: MeasureKey): string {
  const { title, kind } = measureOf(measure);
  return kind === 'time' ? `${title}: half within` : title;
}

/** A value of a measure as a reader wants it: "2h 10m", "83%", "0.42", "1,204"; a dash where there is none. */
export function sayValue(measure: MeasureKey, value: number | null): string {
  if (value === null) return '–';
  const { kind, unit } = measureOf(measure);
  if (kind === 'share') return percent(value);
  if (kind === 'rate') return value.toFixed(2);
  if (kind === 'count') return value.toLocaleString('en-GB');
  return unit === 'seconds' ? sayTime(value, 's') : sayTime(value, 'm');
}

/** A share as people read it. */
export function percent(share: number): string {
  const whole = Math.round(share * 100);
  // Nearly all is not all, and hardly any is not none.
  if (whole === 100 && share < 1) return '99%';
  return whole === 0 && share > 0 ? '1%' : `${whole}%`;
}

/** Minutes as "2h 10m", seconds as "2m 10s". */
function sayTime(value: number, unit: 's' | 'm'): string {
  const [large, small] = unit === 's' ? ['m', 's'] : ['h', 'm'];
  const [whole, rest] = [Math.floor(value / 60), Math.round(value % 60)];
  if (whole === 0) return `${rest}${small}`;
  const many = whole.toLocaleString('en-GB');
  return rest === 0 ? `${many}${large}` : `${many}${large} ${rest}${small}`;
}

/** How many are behind a figure: "34 cases". */
export function sayCount(measure: MeasureKey, { count }: Pick<Figure, 'count'>): string {
  const [one, many] =
    measure === 'satisfied'
      ? ['answer', 'answers']
      : measure === 'avoidable-contact'
        ? ['contact', 'contacts']
        : measure === 'next-response'
          ? ['wait', 'waits']
          : measure === 'self-served' || measure === 'falsely-self-served'
            ? ['enquiry', 'enquiries']
            : ['case', 'cases'];
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

/** A target as the council's services have it: "1wd" reads "1 working day". */
export function targetWords(target: string): string {
  if (target === 'immediate') return 'at once';
  if (target === 'none') return 'none';
  const [, count = '', unit = ''] = /^(\d+)(h|wh|wd|d)$/.exec(target) ?? [];
  const units: Readonly<Record<string, string>> = {
    h: 'hour',
    wh: 'working hour',
    wd: 'working day',
    d: 'day',
  };
  return `${count} ${units[unit] ?? unit}${count === '1' ? '' : 's'}`;
}
