import { z } from 'zod';
import type { Calls, Waits } from './calls.ts';
import { type Health, slackItself } from './health.ts';

const anything = z.object({});

/**
 * Asks Slack whether it takes our token: when we start, and again for as long as something is wrong with it. So the
 * operator hears of a bad token before anything is to be shown, and of its repair without anything being shown.
 */
export function checking(
  { call }: Pick<Calls, 'call'>,
  health: Health,
  { badTokenMs }: Pick<Waits, 'badTokenMs'>,
) {
  let timer: NodeJS.Timeout | null = null;
  const check = (): void => {
    call('auth.test', {}, anything).then(
      () => health.well(slackItself),
      (fault: unknown) => health.met(fault, slackItself),
    );
  };
  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
  };
  return {
    start(): void {
      stop();
      check();
      timer = setInterval(() => {
        if (health.isUnwell(slackItself)) check();
      }, badTokenMs);
      timer.unref();
    },
    stop,
  };
}
