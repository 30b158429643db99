import {
  app,
  type File,
  type Group,
  home,
  type Message,
  messageTold,
  type Payload,
  type Person,
  type Place,
  SlackNo,
} from './slack-message.ts';

export type Workspace = ReturnType<typeof slackWorkspace>;

/** Everything Slack keeps: people, channels, threads, groups and files. Times are Slack's, and never the same twice. */
export function slackWorkspace(tell: (event: Payload, place: Place | null) => void) {
  const people = new Map<string, Person>();
  const places = new Map<string, Place>();
  const groups = new Map<string, Group>();
  const files = new Map<string, File>();
  let last = 0;
  let count = 0;

  /** A moment that no other thing has. */
  const nextTs = (): string => {
    last = Math.max(last + 1, Date.now() * 1000);
    return `${Math.floor(last / 1e6)}.${String(last % 1e6).padStart(6, '0')}`;
  };
  const nextId = (letter: string): string => {
    count += 1;
    return `${letter}0${String(count).padStart(8, '0')}`;
  };

  const addPerson = (name: string, more: Partial<Person> = {}): Person => {
    const id = more.id ?? nextId('U');
    const made = { name, team: home, bot: false, guest: false, admin: false, left: false, ...more, id };
    people.set(id, made);
    return made;
  };
  addPerson(app.name, { id: app.user, bot: true });

  const addPlace = (name: string, more: Partial<Place> = {}): Place => {
    const id = more.id ?? nextId(more.direct == null ? 'C' : 'D');
    const made: Place = {
      name,
      private: false,
      direct: null,
      archived: false,
      messages: [],
      ...more,
      id,
      members: new Set(more.members ?? [app.user]),
    };
    places.set(id, made);
    return made;
  };

  const directWith = (user: string): Place =>
    [...places.values()].find(({ direct }) => direct === user) ??
    addPlace('', { direct: user, private: true, members: new Set([user, app.user]) });

  /** A place as the app may see it, by its id, or its name with or without `#`. */
  const seen = (given: string): Place => {
    const named = given.replace(/^#/, '');
    const known = people.has(given) && given !== app.user ? directWith(given) : places.get(given);
    const place = known ?? [...places.values()].find(({ name }) => name !== '' && name === named);
    if (place === undefined || (place.private && !place.members.has(app.user)))
      throw new SlackNo('channel_not_found');
    return place;
  };
  /** The same, where the app may act. */
  const open = (given: string): Place => {
    const place = seen(given);
    if (place.archived) throw new SlackNo('is_archived');
    if (!place.members.has(app.user)) throw new SlackNo('not_in_channel');
    return place;
  };
  const find = (place: Place, ts: string): Message | null =>
    place.messages.find((each) => each.ts === ts) ?? null;

  const told = (place: Place, message: Message, wholeMetadata = true): Payload =>
    messageTold(message, {
      author: people.get(message.user),
      root: message.thread === null ? null : find(place, message.thread),
      tellFile: (file) => fileTold(file),
      wholeMetadata,
    });
  let fileTold: (file: File) => Payload = ({ id }) => ({ id });

  const kindOf = ({ direct, private: hidden }: Place): string =>
    direct !== null ? 'im' : hidden ? 'group' : 'channel';
  const where = (place: Place): Payload => ({ channel: place.id, channel_type: kindOf(place) });

  return {
    people,
    places,
    groups,
    files,
    nextTs,
    nextId,
    addPerson,
    addPlace,
    directWith,
    seen,
    open,
    find,
    told,
    kindOf,
    tellFilesBy(how: typeof fileTold): void {
      fileTold = how;
    },

    addGroup(handle: string, members: readonly string[]): Group {
      const made = { id: nextId('S'), handle, members: new Set(members) };
      groups.set(made.id, made);
      return made;
    },

    say(place: Place, user: string, text: string, more: Partial<Message> = {}): Message {
      const message: Message = {
        thread: null,
        files: [],
        broadcast: false,
        args: {},
        subtype: null,
        blocks: [],
        metadata: null,
        attachments: [],
        ...more,
        ts: nextTs(),
        user,
        text,
        replies: [],
        edited: null,
        reactions: [],
      };
      place.messages.push(message);
      if (message.thread !== null) find(place, message.thread)?.replies.push(message);
      const event = { ...told(place, message), ...where(place), event_ts: message.ts };
      tell(event, place);
      return message;
    },

    change(place: Place, message: Message, to: Partial<Pick<Message, 'text' | 'blocks' | 'metadata'>>): void {
      const previous = told(place, message);
      Object.assign(message, to, { edited: nextTs() });
      const about = { message: told(place, message), previous_message: previous, hidden: true };
      tell({ type: 'message', subtype: 'message_changed', ...about, ...where(place), ...stamps() }, place);
    },

    /** What is behind a link is shown beneath it. Slack tells of that as of a change, which is nobody's edit. */
    unfurl(place: Place, message: Message, url: string): void {
      const previous = told(place, message);
      message.attachments = [{ id: 1, from_url: url, original_url: url, fallback: url, title: url }];
      const about = { message: told(place, message), previous_message: previous, hidden: true };
      tell({ type: 'message', subtype: 'message_changed', ...about, ...where(place), ...stamps() }, place);
    },

    archive(place: Place, user: string, is: boolean): void {
      place.archived = is;
      const about = { channel: place.id, user, is_moved: 0, event_ts: nextTs() };
      tell({ type: is ? 'channel_archive' : 'channel_unarchive', ...about }, place);
    },

    join(place: Place, user: string): void {
      place.members.add(user);
      const about = { user, channel: place.id, channel_type: kindOf(place), team: home, event_ts: nextTs() };
      tell({ type: 'member_joined_channel', ...about }, place);
    },

    /** Taken away; where a thread hangs on it, a stone stands in its place. */
    remove(place: Place, message: Message): void {
      const previous = told(place, message);
      const about = { previous_message: previous, hidden: true, ...where(place), ...stamps() };
      if (message.replies.length > 0) {
        Object.assign(message, { subtype: 'tombstone', text: 'This message was deleted.', blocks: [] });
        const stone = told(place, message);
        tell({ type: 'message', subtype: 'message_changed', message: stone, ...about }, place);
        return;
      }
      place.messages.splice(place.messages.indexOf(message), 1);
      const root = message.thread === null ? null : find(place, message.thread);
      root?.replies.splice(root.replies.indexOf(message), 1);
      tell({ type: 'message', subtype: 'message_deleted', deleted_ts: message.ts, ...about }, place);
    },

    react(place: Place, message: Message, user: string, name: string): void {
      const there = message.reactions.find((each) => each.name === name);
      if (there?.users.includes(user)) throw new SlackNo('already_reacted');
      if (there === undefined) message.reactions.push({ name, users: [user] });
      else there.users.push(user);
      tell({ type: 'reaction_added', ...reaction(place, message, user, name) }, place);
    },

    unreact(place: Place, message: Message, user: string, name: string): void {
      const there = message.reactions.find((each) => each.name === name);
      if (!there?.users.includes(user)) throw new SlackNo('no_reaction');
      there.users.splice(there.users.indexOf(user), 1);
      message.reactions = message.reactions.filter(({ users }) => users.length > 0);
      tell({ type: 'reaction_removed', ...reaction(place, message, user, name) }, place);
    },
  };

  function stamps(): Payload {
    const ts = nextTs();
    return { ts, event_ts: ts };
  }
  function reaction(place: Place, message: Message, user: string, name: string): Payload {
    const item = { type: 'message', channel: place.id, ts: message.ts };
    return { user, reaction: name, item, item_user: message.user, event_ts: nextTs() };
  }
}
