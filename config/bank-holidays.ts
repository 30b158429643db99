import Holidays from 'date-holidays';
import type { CouncilFacts } from '../src/core/catalogue.ts';

type Nation = CouncilFacts['nation'];

/** Days proclaimed for one nation that the library has not got: Scotland's World Cup day. */
const proclaimed: Readonly<Partial<Record<Nation, readonly string[]>>> = {
  'GB-SCT': ['2026-06-15'],
};

/**
 * The bank holidays of a nation, `YYYY-MM-DD`, in order. Where one falls on a weekend both it and its substitute
 * are listed, so that a council open on Saturdays is shut on a Christmas Day that is one.
 */
export function bankHolidays(nation: Nation, years: readonly number[]): string[] {
  const holidays = new Holidays('GB', nation.slice('GB-'.length));
  const listed = years.flatMap((year) =>
    holidays
      .getHolidays(year)
      .filter(({ type }) => type === 'public' || type === 'bank')
      .map(({ date }) => date.slice(0, 10)),
  );
  const added = (proclaimed[nation] ?? []).filter((day) => years.includes(Number(day.slice(0, 4))));
  return [...new Set([...listed, ...added])].sort();
}

/** The bank holidays of any nation, `YYYY-MM-DD`, in order: no working days of the Freedom of Information Act. */
export function bankHolidaysAnywhere(years: readonly number[]): string[] {
  return [...new Set(nations.flatMap((nation) => bankHolidays(nation, years)))].sort();
}

const nations = ['GB-ENG', 'GB-WLS', 'GB-SCT', 'GB-NIR'] as const satisfies readonly Nation[];
