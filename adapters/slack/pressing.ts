import type { types } from '@slack/bolt';
import type { Act, Officer } from '../../src/core/desk.ts';
import type { CaseFile } from '../../src/core/record.ts';
import {
  carryOut,
  changedSince,
  type Ground,
  nameOf,
  noWords,
  sentenceOf,
  tell,
  troubled,
  unseen,
} from './acts.ts';
import { type Deed, moreAction, type Pressing, pressingOf } from './buttons.ts';
import { plain, section } from './fields.ts';
import { shareAction, shareAsked } from './figures.ts';
import type { Press, View } from './heard.ts';
import { caseBlocks } from './lines.ts';
import {
  closeModal,
  escalateModal,
  type Memory,
  memoryOf,
  noteModal,
  routeModal,
  serviceModal,
  telling,
} from './modals.ts';
import { openView } from './opening.ts';
import { cannedAction, previewAction, replyModal } from './reply-modal.ts';
import { type Say, shareFigures } from './stats.ts';

/**
 * What a pressed button leads to. Slack has been told that we know: what goes wrong is told to the officer, and nothing is
 * ever thrown.
 */
export async function takePress(ground: Ground, press: Press, say: Say): Promise<void> {
  try {
    if (press.action.startsWith('moothall:link')) return;
    const known = await ground.officers.know(press.who);
    if (!('officer' in known)) {
      const words = noWords(known.no);
      if (words !== null) await tell(ground, press, words);
      return;
    }
    if (press.action === cannedAction || press.action === previewAction)
      return await refreshReply(ground, press, known.officer);
    if (press.action === shareAction) {
      const asked = shareAsked(press.value, ground.needs.council, ground.needs.now());
      if ('no' in asked) return await tell(ground, press, asked.no);
      return await shareFigures(ground, known.officer, asked, say, 'button');
    }
    const pressing = pressingOf(press.value);
    if (pressing !== null) await pressed(ground, press, pressing, known.officer);
    else if (press.action === moreAction) await tell(ground, press, unseen, undefined);
  } catch (error) {
    await tell(ground, press, wordsOf(ground, error));
  }
}

function wordsOf({ needs }: Ground, error: unknown): string {
  try {
    return sentenceOf(error);
  } catch (fault) {
    needs.log.warn(
      { event: 'slack-press', fault: nameOf(fault) },
      'What an officer pressed could not be carried out.',
    );
    return troubled;
  }
}

async function pressed(ground: Ground, press: Press, pressing: Pressing, officer: Officer): Promise<void> {
  const { deed, reference } = pressing;
  const title = titles[deed];
  if (title !== undefined)
    return openView(ground, press.trigger, title, () => viewOf(ground, press, pressing, officer));
  const file = await ground.needs.record.caseFile(reference, officer);
  if (file === null) return tell(ground, press, unseen);
  if (deed === 'retry') {
    await ground.needs.record.retry(reference, pressing.of ?? '', officer);
    return tell(ground, press, 'It is being sent again.');
  }
  const overtaken = deed === 'undo' ? null : changedSince(file, pressing.version, officer);
  if (overtaken !== null) return tell(ground, press, overtaken);
  const act = actOf(pressing);
  if (act === null) return;
  const version = deed === 'undo' ? {} : { version: file.version };
  const carried = await carryOut(ground, officer, reference, act, { key: press.key, ...version });
  if ('no' in carried) return tell(ground, press, carried.no);
  if (deed === 'undo') await tell(ground, press, 'Taken back: the resident has not been sent it.');
}

/** What is done at once, without asking anything. */
function actOf({ deed, of }: Pressing): Act | null {
  switch (deed) {
    case 'take':
      return { type: 'assign', officer: 'me' };
    case 'reopen':
      return { type: 'status', status: 'in-progress' };
    case 'confirm':
      return { type: 'confirm' };
    case 'undo':
      return of === undefined ? null : { type: 'withdraw', messageId: of };
    default:
      return null;
  }
}

/** The deeds that ask first, and what their modal is called until it can be shown. */
const titles: Readonly<Partial<Record<Deed, string>>> = {
  reply: 'Reply',
  note: 'Note',
  route: 'Pass to another team',
  service: 'Change service',
  close: 'Close the case',
  escalate: 'Escalate',
  look: 'The case',
};

async function viewOf(
  ground: Ground,
  press: Press,
  { deed, reference }: Pressing,
  officer: Officer,
): Promise<types.ModalView> {
  const { record, council } = ground.needs;
  const file = await record.caseFile(reference, officer);
  if (file === null) return telling('Moothall', [section(plain(unseen))]);
  const memory = memoryFor(press, file);
  switch (deed) {
    case 'note':
      return noteModal(memory);
    case 'route':
      return routeModal(memory, file, council);
    case 'service':
      return serviceModal(memory, file, council);
    case 'close':
      return closeModal(memory);
    case 'escalate':
      return escalateModal(memory, file);
    case 'look':
      return telling(reference, caseBlocks(file, ground.needs, null));
    default:
      return replyModal({ memory, file, canned: record.canned(file), personal: record.personal });
  }
}

function memoryFor({ place, thread }: Press, { reference, version }: CaseFile): Memory {
  return {
    reference,
    version,
    round: 0,
    ...(place === undefined ? {} : { place }),
    ...(thread === undefined || thread === null ? {} : { thread }),
  };
}

/** In the modal of a reply: fill in a ready-made one, or show how it will look. */
async function refreshReply(ground: Ground, press: Press, officer: Officer): Promise<void> {
  const memory = press.view === null ? null : memoryOf(press.view.meta);
  if (press.view === null || memory === null) return;
  const { record } = ground.needs;
  const file = await record.caseFile(memory.reference, officer);
  if (file === null) return;
  const canned = record.canned(file);
  const ready = press.action === cannedAction ? canned.find(({ id }) => id === press.value) : undefined;
  const values = ready === undefined ? press.view.values : { ...press.view.values, text: ready.text };
  const text = values['text'] ?? '';
  const view = replyModal({
    // A field takes words from us only when it is a new one.
    memory: ready === undefined ? memory : { ...memory, round: memory.round + 1 },
    file,
    canned,
    personal: record.personal,
    before: { values },
    ...(text.trim() === '' ? {} : { preview: record.preview(file, text) }),
  });
  await updated(ground, press.view, view);
}

async function updated({ client, needs }: Ground, { id }: View, view: types.ModalView): Promise<void> {
  await client.views.update({ view_id: id, view }).catch((fault: unknown) => {
    needs.log.warn({ event: 'slack-modal', fault: nameOf(fault) }, 'A modal could not be changed.');
  });
}
