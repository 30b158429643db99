import { type Asked, type Methods, page } from './slack-asked.ts';
import { app, type Message, type Place, SlackNo } from './slack-message.ts';
import type { Workspace } from './slack-workspace.ts';

/** What was said in a channel and in a thread, page by page. `needs` throws when the app may not. */
export function historyMethods(workspace: Workspace, needs: (...oneOf: string[]) => void): Methods {
  const read = (args: Asked): Place => {
    const place = readable(workspace, args);
    needs(place.private ? 'groups:history' : 'channels:history');
    return place;
  };
  return {
    'conversations.history': {
      scopes: [],
      act(args) {
        const place = read(args);
        const shown = place.messages.filter(({ thread, broadcast }) => thread === null || broadcast);
        const { items, more, ...rest } = page(between(shown, args).reverse(), args, 100, 999);
        const messages = items.map((each) => workspace.told(place, each, args.flag('include_all_metadata')));
        return { messages, has_more: more, pin_count: 0, ...rest };
      },
    },
    'conversations.replies': {
      scopes: [],
      act(args) {
        const place = read(args);
        const asked = workspace.find(place, args.text('ts'));
        if (asked === null) throw new SlackNo('thread_not_found');
        const thread = [asked, ...between(asked.replies, args)];
        const { items, more, ...rest } = page(thread, args, 1000);
        const messages = items.map((each) => workspace.told(place, each, args.flag('include_all_metadata')));
        return { messages, has_more: more, ...rest };
      },
    },
  };
}

function readable(workspace: Workspace, args: Asked): Place {
  const place = workspace.seen(args.text('channel'));
  if (!place.members.has(app.user)) throw new SlackNo('not_in_channel');
  return place;
}

function between(messages: readonly Message[], args: Asked): Message[] {
  const [oldest, latest] = [args.optional('oldest'), args.optional('latest')];
  for (const [name, given] of Object.entries({ oldest, latest }))
    if (given !== null && !/^\d+(\.\d*)?$/.test(given)) throw new SlackNo(`invalid_ts_${name}`);
  const inclusive = args.flag('inclusive');
  const [from, to] = [Number(oldest ?? 0), latest === null ? Infinity : Number(latest)];
  return messages.filter(({ ts }) => {
    const at = Number(ts);
    return (at > from && at < to) || (inclusive && (at === from || at === to));
  });
}
