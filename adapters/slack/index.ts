import type { Receipt, TakesCalls, TellsHealth } from '../../src/core/channel.ts';
import type { Desk, DeskItem, DeskNeeds } from '../../src/core/desk.ts';
import { asChannelError, callsTo, isBadChannel, usualWaits, type Waits } from './calls.ts';
import { checking } from './checking.ts';
import { digests } from './digest.ts';
import { directory } from './directory.ts';
import { health } from './health.ts';
import { listening } from './listening.ts';
import { type Pace, pacing, usualPace } from './pace.ts';
import { posting } from './posting.ts';
import type { SlackSettings } from './settings.ts';
import { showing } from './showing.ts';
import { summaries } from './summary.ts';
import { showing as shownWords } from './words.ts';

/** `takeCall` is there only where Slack calls us. */
export type Slack = Desk & TellsHealth & Partial<TakesCalls>;

/**
 * Slack: officers work here. Every process may show; each case is shown by one at a time. `show` may run again after
 * any failure: it looks at what stands, and changes only what differs. `start` never waits for Slack: `health` tells. Throws
 * StartFault when nothing says how Slack is heard.
 */
export function slack(
  needs: DeskNeeds,
  settings: SlackSettings,
  { waits = usualWaits, pace = usualPace }: { readonly waits?: Waits; readonly pace?: Pace } = {},
): Slack {
  const { record, keeping, council, publicUrl, now } = needs;
  const calls = callsTo({ token: settings.SLACK_BOT_TOKEN, apiRoot: settings.SLACK_API_ROOT });
  const names = directory(calls);
  const tells = health();
  const posts = posting({ calls, keeping, directory: names, pacing: pacing(pace), health: tells, now });
  const drawing = { council, publicUrl, shown: shownWords((text) => record.personal(text)) };
  const shows = showing({ record, keeping, council, now, directory: names, posting: posts, drawing });
  const sums = summaries({ record, council, now }, posts, shows.placeOf);

  const brief = digests(needs, calls.client, posts, shows.placeOf);

  const listens = listening({ needs, settings, calls, directory: names, health: tells });

  const checks = checking(calls, tells, waits);

  const show = async (item: DeskItem): Promise<Receipt> => {
    try {
      if (item.kind === 'summary') return await sums(item);
      if (item.kind === 'digest') return await brief(item);
      return await shows.showCase(item);
    } catch (fault) {
      const named = channelOf(fault);
      // What was met in a channel was told there and then.
      if (named !== null || !isBadChannel(fault)) tells.met(fault, `#${named}`);
      tells.refused(fault);
      throw asChannelError(fault, waits);
    }
  };

  return {
    name: 'slack',
    show,
    health: tells.health,

    async start(act) {
      await listens.start(act);
      checks.start();
    },

    async stop() {
      checks.stop();
      await listens.stop();
    },

    ...listens.door,
  };
}

/** The channel a fault names; null when it names none. */
function channelOf(fault: unknown): string | null {
  return fault instanceof Error ? (/#([a-z0-9_-]+)/.exec(fault.message)?.[1] ?? null) : null;
}
