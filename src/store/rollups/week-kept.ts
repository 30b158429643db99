import type { CasesOpened, ModelRead, ReadAlike } from '../../core/scorecard.ts';

/*
 * How a week's readings are kept: as JSON without the names of what is in each place, so that a year of them is read
 * and understood in the time of a page.
 */

/** What was read in one week, as it is kept: JSON has no times. */
export interface WeekKept {
  readonly read: readonly (readonly [
    model: string,
    label: string,
    band: number,
    sure: boolean,
    truth: string | null,
    messages: number,
    restricted: number,
    given: number,
    ...cases: unknown[],
  ])[];
  readonly models: readonly (readonly [model: string, first: string, last: string])[];
  readonly cases: readonly (readonly [opened: number, moved: number])[];
}

interface Week {
  readonly read: readonly ReadAlike[];
  readonly models: readonly ModelRead[];
  readonly cases: readonly CasesOpened[];
}

/** What is kept of a week, of what was counted of several. */
export function weekKept(week: string, all: Week): WeekKept {
  const of = (each: { readonly week: string }) => each.week === week;
  return {
    read: all.read
      .filter(of)
      .map(({ model, label, band, sure, truth, messages, restricted, given, cases }) => [
        ...([model, label, band, sure, truth, messages, restricted, given] as const),
        ...cases.map(({ reference, at }) => [reference, at]),
      ]),
    models: all.models
      .filter(of)
      .map(({ model, first, last }) => [model, first.toISOString(), last.toISOString()]),
    cases: all.cases.filter(of).map(({ opened, moved }) => [opened, moved]),
  };
}

export function weekFrom(week: string, kept: WeekKept): Week {
  return {
    // All of one shape, and made at once: there are tens of thousands in a year, each looked at several times.
    read: kept.read.map(([model, label, band, sure, truth, messages, restricted, given, ...cases]) => ({
      week,
      model,
      label,
      band,
      sure,
      truth,
      messages,
      restricted,
      given,
      cases: cases.length === 0 ? none : (cases as [string, string][]).map(caseFrom),
    })),
    models: kept.models.map(([model, first, last]) => ({
      week,
      model,
      first: new Date(first),
      last: new Date(last),
    })),
    cases: kept.cases.map(([opened, moved]) => ({ week, opened, moved })),
  };
}

const none: ReadAlike['cases'] = [];

const caseFrom = ([reference, at]: [string, string]) => ({ reference, at: new Date(at) });
