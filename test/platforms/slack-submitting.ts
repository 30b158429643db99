import { app, type Payload, type Person, SlackNo } from './slack-message.ts';
import type { Ground } from './slack-officers.ts';
import type { Told } from './slack-socket.ts';
import { elementsOf, type Filling, filling, keyOf, stateOf, unfilled } from './slack-state.ts';
import { isObject } from './slack-texts.ts';
import { sound, type View } from './slack-views.ts';

/** What came of sending a modal off. */
export interface Submitted {
  /** By block, what is to be put right first; null when nothing is. */
  readonly errors: Readonly<Record<string, string>> | null;
  /** What is before them now; null when every modal is closed. */
  readonly view: View | null;
  /** What the app answered: `errors`, `update`, `push`, `clear`, or `close` when nothing. */
  readonly answered: string;
  /** What Slack tells them when the app did not answer as it should; null when it did. */
  readonly trouble: string | null;
}

/** Filling modals in, sending them off, and closing them. */
export function slackSubmitting(
  { views, telling }: Pick<Ground, 'views' | 'telling'>,
  person: Person,
  common: Payload,
) {
  /** Put these in, by action id, block id or label. */
  const fill = (view: View, values: Readonly<Record<string, Filling>>): void => {
    for (const [name, given] of Object.entries(values)) {
      const all = elementsOf(view.told['blocks']);
      const each = all.find(({ block, element }) =>
        [element['action_id'], block['block_id'], labelOf(block)].includes(name),
      );
      if (each === undefined) {
        const there = all.map(({ element }) => String(element['action_id'])).join(', ');
        throw new Error(`There is no ${name} to fill in, only: ${there || 'nothing'}.`);
      }
      view.filled.set(keyOf(each), filling(each.element, given));
    }
  };
  const now = (): View | null => views.open(person.id).at(-1) ?? null;
  const stays = (errors: Submitted['errors'], answered: string, trouble: string | null): Submitted => {
    return { errors, view: now(), answered, trouble };
  };
  const connecting = 'We had some trouble connecting. Try again?';

  const heed = (view: View, { acked, answer }: Told): Submitted => {
    if (!acked) return stays(null, 'nothing', connecting);
    const action = answer['response_action'];
    if (action === 'errors') {
      const given = isObject(answer['errors']) ? answer['errors'] : {};
      const blocks = new Set(elementsOf(view.told['blocks']).map(({ block }) => block['block_id']));
      const errors = Object.entries(given).map(([block, why]): [string, string] => [block, String(why)]);
      const known = errors.length > 0 && errors.every(([block]) => blocks.has(block));
      return known ? stays(Object.fromEntries(errors), 'errors', null) : stays(null, 'errors', connecting);
    }
    if (action === 'clear') views.close(person.id, true);
    else if (action === 'update' || action === 'push') {
      try {
        const told = sound(answer['view'], 'modal');
        if (action === 'push') views.push(person.id, told);
        else views.replace(view, told);
      } catch (fault) {
        if (!(fault instanceof SlackNo)) throw fault;
        return stays(null, action, `${connecting} (${fault.messages.join('; ') || fault.message})`);
      }
    } else if (action === undefined) views.close(person.id);
    else return stays(null, String(action), connecting);
    return stays(null, action === undefined ? 'close' : String(action), null);
  };

  return {
    /** Put into a view, by action id, block id or label, and leave it open. */
    fills: fill,
    /** Fill in what is given and send the view off. What Slack itself asks for is asked before the app hears of it. */
    async submits(view: View, values: Readonly<Record<string, Filling>> = {}): Promise<Submitted> {
      if (now() !== view) throw new Error(`That modal is not before ${person.name}.`);
      fill(view, values);
      const errors = unfilled(view.told['blocks'], stateOf(view.told['blocks'], view.filled));
      if (Object.keys(errors).length > 0) return stays(errors, 'nothing', null);
      const told = await telling.act('interactive', {
        ...common,
        type: 'view_submission',
        trigger_id: views.trigger(person.id, view.id),
        view: views.tell(view),
        response_urls: [],
      });
      return heed(view, told);
    },
    /** Close the topmost modal without sending it off; the app hears of it when it asked to. */
    async closes(): Promise<void> {
      for (const view of views.close(person.id)) {
        if (view.told['notify_on_close'] !== true) continue;
        const about = { view: views.tell(view), is_cleared: false, api_app_id: app.id };
        await telling.act('interactive', { ...common, type: 'view_closed', ...about });
      }
    },
  };
}

function labelOf(block: Payload): unknown {
  return isObject(block['label']) ? block['label']['text'] : undefined;
}
