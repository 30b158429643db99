import type { Message, Payload, Person, Place } from './slack-message.ts';
import type { Ground, Of } from './slack-officers.ts';
import type { Told } from './slack-socket.ts';
import { elementsOf, type Filling, filling, keyOf, stateOf } from './slack-state.ts';
import type { View } from './slack-views.ts';

/** Pressing buttons and picking from menus, in messages and in views. */
export function slackPressing(
  ground: Ground,
  person: Person,
  { common, found }: { common: Payload; found: (of: Of) => [Place, Message] },
) {
  const { workspace, views, telling } = ground;
  /** Press or pick something that stands among these blocks. */
  const act = (blocks: unknown, action: string, given: Filling, more: Payload, filled: View['filled']) => {
    const all = elementsOf(blocks);
    const asked = all.filter(({ element }) => element['action_id'] === action);
    const each = asked.find(
      ({ element }) => element['type'] !== 'button' || given === null || element['value'] === given,
    );
    if (each === undefined) {
      const there = all.map(({ element }) => String(element['action_id'])).join(', ');
      throw new Error(`There is no ${action} to press, only: ${there || 'nothing'}.`);
    }
    const put = filling(each.element, given);
    if (each.element['type'] !== 'button' && each.element['type'] !== 'overflow')
      filled.set(keyOf(each), put);
    const where = { action_id: action, block_id: each.block['block_id'], action_ts: workspace.nextTs() };
    return telling.act('interactive', {
      ...common,
      type: 'block_actions',
      state: { values: stateOf(blocks, filled) },
      ...more,
      actions: [{ ...put, ...where }],
    });
  };
  const onMessage = (of: Of, action: string, given: Filling): Promise<Told> => {
    const early = ground.ephemerals.find(
      ({ ts, user }) => ts === (typeof of === 'string' ? of : of.ts) && user === person.id,
    );
    const [place, message] = early === undefined ? found(of) : [workspace.seen(early.place), early];
    const thread = message.thread === null ? {} : { thread_ts: message.thread };
    const container = {
      message_ts: message.ts,
      channel_id: place.id,
      is_ephemeral: early !== undefined,
      ...thread,
    };
    return act(
      message.blocks,
      action,
      given,
      {
        container: { type: 'message', ...container },
        channel: { id: place.id, name: place.name },
        ...('reactions' in message ? { message: workspace.told(place, message) } : {}),
        trigger_id: views.trigger(person.id),
        response_url: ground.responseUrl(person.id, place, message.ts),
      },
      new Map(),
    );
  };
  const onView = (view: View, action: string, given: Filling): Promise<Told> => {
    const more = {
      container: { type: 'view', view_id: view.id },
      trigger_id: views.trigger(person.id, view.id),
    };
    // What stands in the view now, with what is put into it by this very act.
    for (const each of elementsOf(view.told['blocks']))
      if (
        each.element['action_id'] === action &&
        !['button', 'overflow'].includes(String(each.element['type']))
      )
        view.filled.set(keyOf(each), filling(each.element, given));
    return act(view.told['blocks'], action, given, { ...more, view: views.tell(view) }, view.filled);
  };
  return { message: onMessage, view: onView };
}
