import type { Desk } from '../../core/desk.ts';

/**
 * The desk in the browser. Its pages read the record themselves, so showing a case is ringing for every page
 * that has it open, in whatever process. Showing the same item twice is harmless.
 */
export function webDesk(bells: { announce(topic: string): Promise<void> }, now: () => Date): Desk {
  return {
    name: 'web',
    // Acts come in through the pages' own routes.
    start: async () => undefined,
    async show(item) {
      // The list of cases is this desk's summary, and always there.
      if (item.kind === 'summary') return { externalId: '/desk', at: now() };
      if (item.kind === 'digest') return { externalId: '/desk/stats/digest', at: now() };
      await bells.announce(`case:${item.reference}`);
      return { externalId: `/desk/cases/${item.reference}`, at: now() };
    },
    stop: async () => undefined,
  };
}
