import type { Asked, Methods } from './slack-asked.ts';
import { blockFaults } from './slack-blocks.ts';
import { named } from './slack-chat.ts';
import { app, home, type Payload, SlackNo } from './slack-message.ts';
import { stateOf } from './slack-state.ts';
import { type Find, isObject, limit, textAt } from './slack-texts.ts';

/** A view as one person has it before them. `filled` is what they put into it, by block and action. */
export interface View {
  readonly id: string;
  readonly user: string;
  readonly root: string;
  readonly previous: string | null;
  readonly filled: Map<string, Payload>;
  told: Payload;
  hash: string;
}

export type Views = ReturnType<typeof slackViews>;

/** The modals and homes that the app shows to people, and the trigger ids with which it may. */
export function slackViews(nextId: (letter: string) => string, triggerMs: () => number) {
  const modals = new Map<string, View[]>();
  const homes = new Map<string, View>();
  const triggers = new Map<string, { user: string; at: number; used: boolean; from: string | null }>();

  const tell = (view: View): Payload => ({
    ...view.told,
    id: view.id,
    team_id: home,
    app_id: app.id,
    app_installed_team_id: home,
    bot_id: app.bot,
    hash: view.hash,
    root_view_id: view.root,
    previous_view_id: view.previous,
    state: { values: stateOf(view.told['blocks'], view.filled) },
  });
  const make = (user: string, told: Payload, below: View | null): View => {
    const id = nextId('V');
    const links = { root: below?.root ?? id, previous: below?.id ?? null };
    return { id, user, ...links, filled: new Map(), told, hash: nextId('hash') };
  };
  const stack = (user: string): View[] => {
    const known = modals.get(user) ?? [];
    modals.set(user, known);
    return known;
  };
  /** A trigger may be used once, and not for long. */
  const spend = (id: string): { user: string; from: string | null } => {
    const trigger = triggers.get(id);
    if (trigger === undefined) throw new SlackNo('invalid_trigger_id');
    if (trigger.used) throw new SlackNo('exchanged_trigger_id');
    if (performance.now() - trigger.at > triggerMs()) throw new SlackNo('expired_trigger_id');
    trigger.used = true;
    return trigger;
  };
  const find = (args: Asked): View => {
    const [id, external] = [args.optional('view_id'), args.optional('external_id')];
    const all = [...[...modals.values()].flat(), ...homes.values()];
    const view = all.find(
      (each) => each.id === id || (external !== null && each.told['external_id'] === external),
    );
    if (view === undefined) throw new SlackNo('not_found');
    return view;
  };
  const replace = (view: View, told: Payload): void => {
    view.told = told;
    view.hash = nextId('hash');
  };

  const methods: Methods = {
    'views.open': {
      scopes: [],
      act(args) {
        const told = sound(args.json('view'), 'modal');
        const { user } = spend(args.text('trigger_id'));
        const view = make(user, told, null);
        modals.set(user, [view]);
        return { view: tell(view) };
      },
    },
    'views.push': {
      scopes: [],
      act(args) {
        const told = sound(args.json('view'), 'modal');
        const { user } = spend(args.text('trigger_id'));
        return { view: tell(push(user, told)) };
      },
    },
    'views.update': {
      scopes: [],
      act(args) {
        const view = find(args);
        const told = sound(args.json('view'), String(view.told['type']));
        const hash = args.optional('hash');
        if (hash !== null && hash !== view.hash) throw new SlackNo('hash_conflict');
        replace(view, told);
        return { view: tell(view) };
      },
    },
    'views.publish': {
      scopes: [],
      act(args) {
        const told = sound(args.json('view'), 'home');
        const user = args.text('user_id');
        const before = homes.get(user);
        const hash = args.optional('hash');
        if (hash !== null && hash !== before?.hash) throw new SlackNo('hash_conflict');
        const view = before ?? make(user, told, null);
        replace(view, told);
        homes.set(user, view);
        return { view: tell(view) };
      },
    },
  };

  function push(user: string, told: Payload): View {
    const views = stack(user);
    if (views.length >= 3) throw new SlackNo('push_limit_reached');
    const view = make(user, told, views.at(-1) ?? null);
    views.push(view);
    return view;
  }

  return {
    methods,
    tell,
    push,
    replace,
    trigger(user: string, from: string | null = null): string {
      const id = nextId('trigger');
      triggers.set(id, { user, at: performance.now(), used: false, from });
      return id;
    },
    /** What lies open before a person, the topmost last. */
    open: stack,
    home: (user: string): View | null => homes.get(user) ?? null,
    /** The topmost is closed; all of them when `all`. */
    close(user: string, all = false): View[] {
      const views = stack(user);
      return views.splice(all ? 0 : -1);
    },
  };
}

/** A view that Slack would take, every block and element named. Throws SlackNo. */
export function sound(given: unknown, surface: string): Payload {
  if (!isObject(given)) throw new SlackNo('invalid_arguments', { messages: ['[ERROR] missing view'] });
  if (JSON.stringify(given).length > 250_000) throw new SlackNo('view_too_large');
  const faults: string[] = [];
  const find: Find = (what, pointer) => void faults.push(`[ERROR] ${what} [json-pointer:/view${pointer}]`);
  const { type, title, submit, close, blocks, private_metadata, callback_id, external_id } = given;
  if (type !== surface) find(`must be ${surface}`, '/type');
  limit(private_metadata || undefined, 3000, '/private_metadata', find, true);
  limit(callback_id || undefined, 255, '/callback_id', find, true);
  limit(external_id || undefined, 255, '/external_id', find, true);
  if (surface === 'modal') {
    textAt(title, 24, '/title', find, 'plain_text');
    for (const [name, label] of Object.entries({ submit, close }))
      if (label !== undefined) textAt(label, 24, `/${name}`, find, 'plain_text');
    const hasInput =
      Array.isArray(blocks) && blocks.some((each) => isObject(each) && each['type'] === 'input');
    if (hasInput && submit === undefined) find('`submit` is required when an input block is used', '/submit');
  }
  const messages = [...faults, ...blockFaults(blocks, 100)];
  if (messages.length > 0) throw new SlackNo('invalid_arguments', { messages });
  return {
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    submit: null,
    close: null,
    ...given,
    blocks: named(Array.isArray(blocks) ? blocks : []),
  };
}
