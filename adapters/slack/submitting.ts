import { createHash } from 'node:crypto';
import type { types } from '@slack/bolt';
import { type Outcome, outcomes } from '../../src/core/case.ts';
import { teamOf } from '../../src/core/council.ts';
import type { Act, DeskOutcome, Officer } from '../../src/core/desk.ts';
import type { CaseFile } from '../../src/core/record.ts';
import { carryOut, type Ground, nameOf, noWords, sentenceOf, tell, troubled, unseen } from './acts.ts';
import { aside, plain, section } from './fields.ts';
import type { Submission } from './heard.ts';
import { withEmoji } from './markup.ts';
import {
  type Asking,
  type Before,
  callbackOf,
  closeModal,
  escalateModal,
  type Memory,
  memoryOf,
  moveModal,
  noteModal,
  routeModal,
  serviceModal,
  telling,
  toldModal,
  waiting,
} from './modals.ts';
import { within } from './opening.ts';
import { undoSeconds } from './posts.ts';
import { replyModal } from './reply-modal.ts';
import { undoBlocks } from './taking-down.ts';

/** What Slack is answered: nothing closes the modal, a view takes its place. */
export type Answer = { readonly response_action: 'update'; readonly view: types.ModalView } | undefined;

/** What is left of Slack's three seconds once the answer has its way to go. */
const patienceMs = 2_000;

/**
 * A modal was sent off. Slack is answered in time whatever the ledger does: with how it ended or, when that takes longer, with
 * a modal that waits and is changed then. What the officer wrote is never lost to a refusal: it stands in the modal
 * again, under what is wrong. May run twice.
 */
export async function takeSubmission(
  ground: Ground,
  submission: Submission,
  answer: (answer?: Answer) => Promise<void>,
): Promise<void> {
  const ending = submitted(ground, submission).catch((error: unknown) =>
    troubledBy(ground, submission, error),
  );
  const soon = await within(
    ending.then((view) => ({ view })),
    patienceMs,
  );
  if (soon !== null)
    return answer(soon.view === null ? undefined : { response_action: 'update', view: soon.view });
  await answer({ response_action: 'update', view: waiting('Moothall') });
  const view = (await ending) ?? telling('Moothall', [section(plain('Done.'))]);
  await ground.client.views.update({ view_id: submission.view.id, view }).catch((fault: unknown) => {
    ground.needs.log.warn({ event: 'slack-modal', fault: nameOf(fault) }, 'A modal could not be changed.');
  });
}

/** Null closes the modal. */
type Ending = types.ModalView | null;

async function submitted(ground: Ground, submission: Submission): Promise<Ending> {
  const { view, who } = submission;
  const memory = memoryOf(view.meta);
  const asking = askings.find((one) => callbackOf(one) === view.callback);
  if (memory === null || asking === undefined) return telling('Moothall', [section(plain(unseen))]);
  const known = await ground.officers.know(who);
  if (!('officer' in known)) return telling('Moothall', [section(plain(noWords(known.no) ?? unseen))]);
  if (asking === 'told') return told(ground, submission, memory, known.officer);
  const file = await ground.needs.record.caseFile(memory.reference, known.officer);
  if (file === null) return telling('Moothall', [section(plain(unseen))]);
  return carryOutAsked(ground, submission, { asking, memory, officer: known.officer, file });
}

const askings: readonly Asking[] = ['reply', 'note', 'route', 'service', 'move', 'close', 'escalate', 'told'];

interface Asked {
  readonly asking: Exclude<Asking, 'told'>;
  readonly memory: Memory;
  readonly officer: Officer;
  readonly file: CaseFile;
}

async function carryOutAsked(ground: Ground, submission: Submission, asked: Asked): Promise<Ending> {
  const { memory, officer, file } = asked;
  const { values } = submission.view;
  const act = actOf(asked, values, ground);
  const key = `${submission.key}:${digest(values)}`;
  const carried = await carryOut(ground, officer, memory.reference, act, { key, version: memory.version });
  if (!('no' in carried)) return ended(ground, submission, asked, carried.outcome);
  // Shown again with what stands now: sent off once more, it is meant.
  return again(
    ground,
    { ...asked, memory: { ...memory, version: file.version } },
    { values, trouble: carried.no },
  );
}

/** What the modal's fields come to. */
function actOf({ asking, file }: Asked, values: Readonly<Record<string, string>>, { needs }: Ground): Act {
  const text = withEmoji(values['text'] ?? '');
  const reason = (values['reason'] ?? '').trim();
  const why = reason === '' ? {} : { reason };
  switch (asking) {
    case 'reply':
      return {
        type: 'reply',
        text,
        hold: undoSeconds,
        ...(values['question'] === 'yes' ? { question: true } : {}),
      };
    case 'note':
      return { type: 'note', text };
    case 'route':
      return {
        type: 'route',
        team: values['team'] ?? '',
        ...why,
        ...(values['lift'] === 'yes' ? { liftRestriction: true } : {}),
      };
    case 'move':
      return { type: 'route', team: needs.council.services.get(file.service)?.team ?? file.team };
    case 'service':
      return { type: 'reclassify', service: values['service'] ?? '', reason };
    case 'escalate':
      return { type: 'escalate', reason };
    case 'close':
      return {
        type: 'status',
        status: 'resolved',
        ...outcomeOf(values['outcome']),
        ...why,
        tell: values['tell'] === 'yes',
      };
  }
}

function outcomeOf(value: string | undefined): { readonly outcome?: Outcome } {
  const outcome = outcomes.find((one) => one === value);
  return outcome === undefined ? {} : { outcome };
}

/** It is done. A reply may still be taken back, and a changed service asks whether the team is still right. */
async function ended(
  ground: Ground,
  submission: Submission,
  asked: Asked,
  outcome: DeskOutcome,
): Promise<Ending> {
  const { asking, memory, file } = asked;
  if (asking === 'reply' && outcome.messageId !== null) {
    const words = `It goes to the resident in ${undoSeconds} seconds.`;
    const blocks = undoBlocks(words, memory.reference, outcome.messageId);
    if (memory.place === undefined) return telling('Reply', blocks);
    await tell(ground, { who: submission.who, place: memory.place, thread: memory.thread }, words, blocks);
  }
  if (asking === 'service') {
    const { council } = ground.needs;
    const service = council.services.get(submission.view.values['service'] ?? '');
    if (service !== undefined && service.team !== file.team) {
      const now = { ...file, serviceTitle: service.title };
      return moveModal({ ...memory, version: outcome.version }, now, teamOf(council, service.team));
    }
  }
  return null;
}

/** The modal once more, with what was in it. */
function again({ needs }: Ground, { asking, memory, file }: Asked, before: Before): types.ModalView {
  const { council, record } = needs;
  switch (asking) {
    case 'reply': {
      const words = { memory: { ...memory, round: memory.round + 1 }, file, before };
      return replyModal({ ...words, canned: record.canned(file), personal: record.personal });
    }
    case 'note':
      return noteModal(memory, before);
    case 'route':
      return routeModal(memory, file, council, before);
    case 'service':
      return serviceModal(memory, file, council, before);
    case 'close':
      return closeModal(memory, before);
    case 'escalate':
      return escalateModal(memory, file, before);
    case 'move':
      return telling('Moothall', [section(plain(before.trouble ?? troubled))]);
  }
}

async function told(
  ground: Ground,
  submission: Submission,
  memory: Memory,
  officer: Officer,
): Promise<Ending> {
  const { record, council } = ground.needs;
  const { values } = submission.view;
  const service = values['service'] ?? '';
  const wanted = {
    text: withEmoji(values['text'] ?? ''),
    key: memory.key ?? submission.key,
    ...(service === '' ? {} : { service }),
  };
  try {
    const { reference } = await record.open(wanted, officer);
    const about = aside('Tell the resident the reference: from here they cannot be answered.');
    return telling('Made', [section(plain(`${reference} is open.`)), about]);
  } catch (error) {
    return toldModal(memory, council, { values, trouble: sentenceOf(error) });
  }
}

/** Nothing could be stored, or Slack does not say who it is: the modal says so, and the officer's words are in it again where we can. */
async function troubledBy(ground: Ground, submission: Submission, error: unknown): Promise<types.ModalView> {
  ground.needs.log.warn(
    { event: 'slack-submission', fault: nameOf(error) },
    'A modal could not be carried out.',
  );
  const words = submission.view.values['text'] ?? '';
  const kept = words === '' ? [] : [section(plain('What you wrote:')), section(plain(words))];
  return telling('Moothall', [section(plain(troubled)), ...kept]);
}

/** A modal sent off twice is one act; sent off again with other words it is another. */
function digest(values: Readonly<Record<string, string>>): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(values).sort()))
    .digest('hex')
    .slice(0, 16);
}
