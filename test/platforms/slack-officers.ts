import type { Ephemeral } from './slack-chat.ts';
import { handleOf } from './slack-directory.ts';
import type { slackFiles } from './slack-files.ts';
import { app, home, type Message, type Payload, type Person, type Place, SlackNo } from './slack-message.ts';
import { slackPressing } from './slack-pressing.ts';
import type { Reading, Seen } from './slack-reading.ts';
import type { Told } from './slack-socket.ts';
import type { Filling } from './slack-state.ts';
import { slackSubmitting } from './slack-submitting.ts';
import type { Telling } from './slack-telling.ts';
import { typed } from './slack-typed.ts';
import type { View, Views } from './slack-views.ts';
import type { Workspace } from './slack-workspace.ts';

/** What people act with. */
export interface Ground {
  readonly workspace: Workspace;
  readonly views: Views;
  readonly telling: Telling;
  readonly files: ReturnType<typeof slackFiles>;
  readonly reading: Reading;
  readonly ephemerals: Ephemeral[];
  /** An address at which the app may answer later. */
  responseUrl(user: string, place: Place, ts: string | null): string;
}
export type Officer = ReturnType<ReturnType<typeof slackOfficers>>;
/** A message, by what was seen of it or by its time alone. */
export type Of = Pick<Seen, 'ts'> | string;

/**
 * People in Slack, who do what people do: post, edit, delete, react, press, pick, send off, command. A channel is named
 * without `#`. What tells the app (everything that is pressed, sent off or commanded) resolves with what the app answered,
 * its `trouble` set when it did not within three seconds.
 */
export function slackOfficers(ground: Ground) {
  const { workspace, views, telling, reading } = ground;

  return (person: Person) => {
    const who = {
      id: person.id,
      username: handleOf(person.name),
      name: handleOf(person.name),
      team_id: person.team,
    };
    const common = {
      token: 'verification',
      api_app_id: app.id,
      team: { id: person.team, domain: person.team === home ? 'marlcombe' : 'elsewhere' },
      user: who,
      is_enterprise_install: false,
      enterprise: null,
    };
    const at = (channel: string): Place => {
      const place = [...workspace.places.values()].find(({ id, name }) => id === channel || name === channel);
      if (place === undefined) throw new Error(`There is no channel ${channel}.`);
      if (!place.members.has(person.id)) throw new Error(`${person.name} is not in ${channel}.`);
      return place;
    };
    const found = (of: Of): [Place, Message] => {
      const ts = typeof of === 'string' ? of : of.ts;
      for (const place of workspace.places.values()) {
        const message = workspace.find(place, ts);
        if (message !== null && place.members.has(person.id)) return [place, message];
      }
      throw new Error(`${person.name} sees no message ${ts}.`);
    };
    const mine = (message: Message): void => {
      if (message.user !== person.id) throw new Error('That is not theirs.');
    };
    const asSeen = (message: Message): Seen => reading.message(message);

    /** What a command was answered with, to be read, and pressed by its `ts`: only they see it, or everybody does. */
    const answered = (place: Place, answer: Payload) => {
      const text = String(answer['text'] ?? '');
      const blocks = (answer['blocks'] ?? []) as Payload[];
      const everybody = answer['response_type'] === 'in_channel';
      const shown = { thread: null, text, blocks };
      const ts = everybody ? workspace.say(place, app.user, text, shown).ts : workspace.nextTs();
      const isWhisper = !everybody && (text !== '' || blocks.length > 0);
      if (isWhisper) ground.ephemerals.push({ user: person.id, place: place.id, ts, ...shown });
      return { ts, ...reading.blocks(blocks, text) };
    };

    const press = slackPressing(ground, person, { common, found });
    const isView = (of: Of | View): of is View => typeof of === 'object' && 'filled' in of;

    return {
      ...person,

      /** Post in a channel, or in a thread of it. `text` is what they type: Slack escapes it, and links what is a link. `raw` is told as it stands. */
      posts(
        channel: string,
        text: string,
        more: { thread?: Of; broadcast?: boolean; raw?: boolean } = {},
      ): Seen {
        const place = at(channel);
        if (place.archived) throw new SlackNo('is_archived');
        const [, root] = more.thread === undefined ? [] : found(more.thread);
        const { text: said, blocks } = typed(text, more.raw === true);
        const broadcast = more.broadcast === true;
        const thread = root === undefined ? null : (root.thread ?? root.ts);
        const subtype = broadcast ? 'thread_broadcast' : null;
        return asSeen(workspace.say(place, person.id, said, { thread, blocks, broadcast, subtype }));
      },
      /** Post files, with words or without. */
      uploads(
        channel: string,
        file: { name: string; bytes: Uint8Array; type: string },
        more: { thread?: Of; text?: string } = {},
      ): Seen {
        const place = at(channel);
        const [, root] = more.thread === undefined ? [] : found(more.thread);
        const { text, blocks } = typed(more.text ?? '', false);
        const files = [ground.files.make(file.name, person.id, file.type, file.bytes)];
        const thread = root?.thread ?? root?.ts ?? null;
        return asSeen(
          workspace.say(place, person.id, text, { thread, blocks, files, subtype: 'file_share' }),
        );
      },
      edits(of: Of, text: string): void {
        const [place, message] = found(of);
        mine(message);
        workspace.change(place, message, typed(text, false));
      },
      deletes(of: Of): void {
        const [place, message] = found(of);
        mine(message);
        workspace.remove(place, message);
      },
      /** Slack shows what is behind a link they posted. */
      unfurls(of: Of, url: string): void {
        const [place, message] = found(of);
        workspace.unfurl(place, message, url);
      },
      reacts(of: Of, name: string): void {
        const [place, message] = found(of);
        workspace.react(place, message, person.id, name);
      },
      unreacts(of: Of, name: string): void {
        const [place, message] = found(of);
        workspace.unreact(place, message, person.id, name);
      },

      /** Press a button, of a message (also one only they see) or of a view. `value` says which, when several do the same. */
      clicks: (of: Of | View, action: string, value: string | null = null): Promise<Told> =>
        isView(of) ? press.view(of, action, value) : press.message(of, action, value),
      /** Pick from a menu, by the option's value or its words. */
      picks: (of: Of | View, action: string, given: Filling): Promise<Told> =>
        isView(of) ? press.view(of, action, given) : press.message(of, action, given),

      /** The modal before them; null when none is open. */
      modal: (): View | null => views.open(person.id).at(-1) ?? null,
      home: (): View | null => views.home(person.id),
      /** Everything there is to read and press in a view. */
      reads: (view: View) => ({
        title: reading.words(view.told['title']),
        submit: reading.words(view.told['submit']),
        ...reading.blocks(view.told['blocks']),
      }),
      ...slackSubmitting(ground, person, common),

      /** Open the app's home. Resolves when the app has heard of it. */
      opensHome: (): Promise<Told | null> => {
        const view = views.home(person.id);
        const there = {
          channel: workspace.directWith(person.id).id,
          tab: 'home',
          event_ts: workspace.nextTs(),
        };
        const event = { type: 'app_home_opened', user: person.id, ...there };
        return telling.event(view === null ? event : { ...event, view: views.tell(view) }, null);
      },
      /** Run a command. Resolves with what the app said to it. */
      async runs(command: string, text = '', channel?: string) {
        const place = channel === undefined ? workspace.directWith(person.id) : at(channel);
        const told = await telling.act('slash_commands', {
          token: 'verification',
          team_id: person.team,
          team_domain: common.team.domain,
          channel_id: place.id,
          channel_name: place.direct === null ? place.name : 'directmessage',
          user_id: person.id,
          user_name: who.name,
          command,
          text,
          api_app_id: app.id,
          is_enterprise_install: 'false',
          response_url: ground.responseUrl(person.id, place, null),
          trigger_id: views.trigger(person.id),
        });
        return { ...told, ...answered(place, told.answer) };
      },
      /** Use a shortcut of the app, on a message or on none. */
      usesShortcut(callbackId: string, of: Of | null = null): Promise<Told> {
        const now = {
          action_ts: workspace.nextTs(),
          trigger_id: views.trigger(person.id),
          callback_id: callbackId,
        };
        if (of === null) return telling.act('interactive', { ...common, ...now, type: 'shortcut' });
        const [place, message] = found(of);
        return telling.act('interactive', {
          ...common,
          ...now,
          type: 'message_action',
          message_ts: message.ts,
          channel: { id: place.id, name: place.name },
          message: workspace.told(place, message),
          response_url: ground.responseUrl(person.id, place, message.ts),
        });
      },
      /** What only they were shown, oldest first. */
      whispers: () =>
        ground.ephemerals
          .filter(({ user }) => user === person.id)
          .map((each) => ({ ...each, ...reading.blocks(each.blocks, each.text) })),
    };
  };
}
