import type { App, webApi } from '@slack/bolt';
import type { DeskAction, DeskNeeds, DeskOutcome } from '../../src/core/desk.ts';
import { type Ground, nameOf, noWords, tell } from './acts.ts';
import { takeCommand } from './commands.ts';
import { plain, section } from './fields.ts';
import type { Shortcut } from './heard.ts';
import { showHome } from './home.ts';
import { plainText } from './markup.ts';
import { telling, toldModal } from './modals.ts';
import { officersOf } from './officers.ts';
import { openView } from './opening.ts';
import { takePress } from './pressing.ts';
import { read } from './read.ts';
import { takeSubmission } from './submitting.ts';
import { takeBroadcast, takeDown } from './taking-down.ts';

export const slashCommand = '/moothall';
export const makeCase = 'moothall:make-case';

export interface HearsNeeds {
  readonly needs: DeskNeeds;
  readonly client: webApi.WebClient;
  act(action: DeskAction): Promise<DeskOutcome>;
  /** Who we are at Slack. Throws while Slack is away. */
  me(): Promise<{ readonly teamId: string; readonly userId: string }>;
  /** A channel's id by its name. Throws where there is none for us, and while Slack is away. */
  channel(name: string): Promise<string>;
}

/**
 * Hear what officers do in Slack. It only registers: nothing is asked of Slack before something comes. An event is thrown back
 * to the receiver when it could not be stored, so that Slack tells of it again; all else is acknowledged at once.
 */
export function hears(app: App, { needs, client, act, me, channel }: HearsNeeds): void {
  const { keeping, council, now, log } = needs;
  const home = async () => (await me()).teamId;
  const ourUser = async () => (await me()).userId;
  const officers = officersOf({ client, keeping, council, home, now });
  const replies = council.facts.repliesFromSlack;
  const ground: Ground = { needs, client, officers, replies, ourUser, channel, act };
  const inTurn = lanes();

  // Bolt itself would log what somebody wrote, and count the event as taken.
  app.error(async (fault) => {
    throw fault;
  });

  app.event('message', async ({ body }) => {
    const heard = read(body);
    if (heard.is === 'broadcast') await takeBroadcast(ground, heard);
    if (heard.is !== 'post' && heard.is !== 'edit' && heard.is !== 'deletion') return;
    await inTurn(`${heard.place} ${heard.thread}`, heard.key, () => takeDown(ground, heard));
  });

  app.event('app_home_opened', async ({ body }) => {
    const heard = read(body);
    if (heard.is !== 'home') return;
    // It changes nothing and is opened again: not worth another telling.
    await showHome(ground, heard.who).catch((fault: unknown) => {
      log.warn({ event: 'slack-home', fault: nameOf(fault) }, 'The home of an officer could not be shown.');
    });
  });

  app.action(/^moothall:/, async ({ body, ack, respond }) => {
    await ack();
    const heard = read(body);
    if (heard.is === 'press') await takePress(ground, heard, respond);
  });

  app.view(/^moothall:/, async ({ body, ack }) => {
    const heard = read(body);
    if (heard.is === 'submission') await takeSubmission(ground, heard, (answer) => ack(answer));
    else await ack();
  });

  app.command(slashCommand, async ({ body, ack, respond }) => {
    const heard = read(body);
    if (heard.is === 'command') await takeCommand(ground, heard, (telling) => ack(telling), respond);
    else await ack();
  });

  app.shortcut(makeCase, async ({ body, ack }) => {
    await ack();
    const heard = read(body);
    if (heard.is === 'shortcut') await askForCase(ground, heard);
  });
}

/** "Make a case of this": the message's words, to be looked over first. An officer who asks it twice makes one case. */
async function askForCase(ground: Ground, shortcut: Shortcut): Promise<void> {
  const { needs, officers } = ground;
  const { who, place, ts, trigger, markup, emoji } = shortcut;
  try {
    await openView(ground, trigger, 'Make a case of this', async () => {
      const known = await officers.know(who);
      if (!('officer' in known))
        return telling('Moothall', [
          section(plain(noWords(known.no) ?? 'This is for officers of the council.')),
        ]);
      const text = plainText(markup, { people: new Map(), emoji });
      const memory = { reference: '', version: 0, round: 0, place, key: `slack:told:${place}:${ts}` };
      return toldModal(memory, needs.council, { values: { text } });
    });
  } catch (fault) {
    needs.log.warn({ event: 'slack-shortcut', fault: nameOf(fault) }, 'A modal could not be opened.');
    await tell(ground, { who, place }, 'This took too long to open. Try again.');
  }
}

/**
 * One thing after the other in each thread, in the order it came; threads side by side. What is told again while it waits or is
 * under way is not done again: it ends as the first telling does.
 */
function lanes(): (lane: string, key: string, task: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<unknown>>();
  const underWay = new Map<string, Promise<void>>();
  return (lane, key, task) => {
    const same = underWay.get(key);
    if (same !== undefined) return same;
    const mine = (last.get(lane) ?? Promise.resolve()).then(task, task);
    last.set(lane, mine);
    underWay.set(key, mine);
    const forget = () => {
      underWay.delete(key);
      if (last.get(lane) === mine) last.delete(lane);
    };
    mine.then(forget, forget);
    return mine;
  };
}
