import { randomUUID } from 'node:crypto';
import { asked } from './slack-asked.ts';
import { contentOf, type Ephemeral } from './slack-chat.ts';
import { app, type Payload, type Place, SlackNo } from './slack-message.ts';
import type { Workspace } from './slack-workspace.ts';

const mostTimes = 5;
const halfAnHour = 30 * 60_000;

/** The addresses at which the app may answer later to what somebody pressed or commanded: five times in half an hour. */
export function slackAnswers(workspace: Workspace, ephemerals: Ephemeral[]) {
  const known = new Map<
    string,
    { user: string; place: Place; ts: string | null; left: number; at: number }
  >();
  return {
    make(user: string, place: Place, ts: string | null): string {
      const id = randomUUID();
      known.set(id, { user, place, ts, left: mostTimes, at: performance.now() });
      return id;
    },

    /** What the app sends there. Throws SlackNo. */
    take(id: string, body: Payload): void {
      const to = known.get(id);
      if (to === undefined || performance.now() - to.at > halfAnHour) throw new SlackNo('expired_url');
      if (to.left === 0) throw new SlackNo('used_url');
      to.left -= 1;
      const { place, ts, user } = to;
      const args = asked(body);
      const { text = '', blocks = [] } = contentOf(args, workspace);
      const message = ts === null ? null : workspace.find(place, ts);
      const whisper = ephemerals.findIndex((each) => each.ts === ts && each.user === user);
      if (args.flag('delete_original')) {
        if (message !== null) workspace.remove(place, message);
        else if (whisper >= 0) ephemerals.splice(whisper, 1);
        return;
      }
      const thread = args.optional('thread_ts');
      if (args.flag('replace_original') && message !== null)
        workspace.change(place, message, { text, blocks });
      else if (args.flag('replace_original') && whisper >= 0)
        ephemerals.splice(whisper, 1, { user, place: place.id, ts: String(ts), thread, text, blocks });
      else if (args.optional('response_type') === 'in_channel')
        workspace.say(place, app.user, text, { blocks, thread });
      else ephemerals.push({ user, place: place.id, ts: workspace.nextTs(), thread, text, blocks });
    },
  };
}
