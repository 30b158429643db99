import type { CaseItem } from '../../src/core/desk.ts';
import type { Waits } from './calls.ts';

/**
 * A reply is on its way for some seconds after it was shown, and nothing rings when it arrived. So the case is looked
 * at again for a while, until it is settled. Whatever is missed, the next showing of the case puts right.
 */
export function following(
  show: (item: CaseItem) => Promise<{ readonly unsettled: boolean }>,
  { followMs }: Pick<Waits, 'followMs'>,
) {
  const timers = new Map<string, NodeJS.Timeout>();

  const lookAgain = (item: CaseItem, tries: number): void => {
    const waitMs = followMs[tries];
    if (waitMs === undefined) return;
    const timer = setTimeout(() => {
      timers.delete(item.caseId);
      show({ ...item, alert: 'none', calls: [] }).then(
        ({ unsettled }) => {
          if (unsettled && !timers.has(item.caseId)) lookAgain(item, tries + 1);
        },
        () => lookAgain(item, tries + 1),
      );
    }, waitMs);
    timer.unref();
    timers.set(item.caseId, timer);
  };

  return {
    /** Look at a case again from now on, in place of any watch that is on. */
    watch(item: CaseItem): void {
      clearTimeout(timers.get(item.caseId));
      lookAgain(item, 0);
    },

    stop(): void {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
    },
  };
}
