import type { types } from '@slack/bolt';
import { type Ground, nameOf, sentenceOf, troubled } from './acts.ts';
import { plain, section } from './fields.ts';
import { telling, waiting } from './modals.ts';

/** How long Slack's three seconds leave for the ledger before something must be shown. */
const patienceMs = 1_500;

/** What a promise gives within the time, or null. A later failure is not lost: whoever waits on for it sees it. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** What could not be made, as a modal that says so. */
export function troubleView(ground: Pick<Ground, 'needs'>, title: string, error: unknown): types.ModalView {
  try {
    return telling(title, [section(plain(sentenceOf(error)))]);
  } catch (fault) {
    ground.needs.log.warn({ event: 'slack-modal', fault: nameOf(fault) }, 'A modal could not be made.');
    return telling(title, [section(plain(troubled))]);
  }
}

/** Open a modal in time, whatever the ledger does: when it is slow, the modal waits before the officer's eyes. */
export async function openView(
  ground: Pick<Ground, 'needs' | 'client'>,
  trigger: string,
  title: string,
  build: () => Promise<types.ModalView>,
): Promise<void> {
  const { views } = ground.client;
  const built = build().catch((error: unknown) => troubleView(ground, title, error));
  const soon = await within(built, patienceMs);
  const opened = await views.open({ trigger_id: trigger, view: soon ?? waiting(title) });
  const id = opened.view?.id;
  if (soon === null && id !== undefined) await views.update({ view_id: id, view: await built });
}
