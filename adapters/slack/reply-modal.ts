import type { types } from '@slack/bolt';
import type { CannedReply, DeskRecord, ReplyPreview } from '../../src/core/desk.ts';
import type { PersonalKind } from '../../src/core/personal.ts';
import { masked } from '../../src/core/personal.ts';
import type { CaseFile } from '../../src/core/record.ts';
import { aside, button, choice, cut, field, option, plain, section, tick, writing } from './fields.ts';
import { escaped } from './markup.ts';
import { type Before, type Memory, modal } from './modals.ts';

/** Buttons and choices inside the modal of a reply, which change the modal and do nothing else. */
export const cannedAction = 'moothall:canned';
export const previewAction = 'moothall:preview';

export interface ReplyModal {
  readonly memory: Memory;
  readonly file: CaseFile;
  readonly canned: readonly CannedReply[];
  readonly personal: DeskRecord['personal'];
  readonly preview?: ReplyPreview;
  readonly before?: Before;
}

/** Writing to the resident: ready-made replies, what they said last, and how it will look to them. */
export function replyModal(look: ReplyModal): types.ModalView {
  const { memory, file, canned, preview, before = {} } = look;
  const { round } = memory;
  const { values = {} } = before;
  const ready = canned.map(({ id, title }) => option(title, id));
  const blocks: types.KnownBlock[] = [
    aside(
      `*${escaped(memory.reference)}*  ${escaped(file.serviceTitle)} · ${escaped(file.channel)} · ${escaped(file.language)}`,
    ),
    ...lastWords(look),
    ...(ready.length === 0
      ? []
      : [
          field(
            'canned',
            'Ready-made',
            choice(cannedAction, [{ label: 'Ready-made replies', options: ready }], values[cannedAction]),
            {
              optional: true,
              dispatch: true,
              round,
            },
          ),
        ]),
    field('text', 'To the resident', writing('text', values['text']), { round }),
    field(
      'question',
      'Question',
      tick('question', 'It asks something: the clock waits for the answer', values['question'] === 'yes'),
      {
        optional: true,
      },
    ),
    { type: 'actions', block_id: 'preview', elements: [button(previewAction, 'Preview', 'preview')] },
    ...(preview === undefined ? [] : shown(preview, file.channel)),
  ];
  return modal({ asking: 'reply', title: 'Reply', submit: 'Send', blocks, memory, before });
}

function lastWords({ file, personal }: ReplyModal): types.KnownBlock[] {
  const last = file.messages.findLast(({ voice, text }) => voice === 'resident' && text !== null);
  if (last?.text === undefined || last.text === null || last.text === '') return [];
  return [section(plain(`They wrote: ${masked(last.text, personal(last.text))}`, 700))];
}

const mostParts = 4;

/** The reply as the channel will show it, and what in it should perhaps not be sent. */
function shown({ parts, personal }: ReplyPreview, channel: string): types.KnownBlock[] {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const size = `${length} characters${parts.length > 1 ? `, in ${parts.length} messages` : ''}`;
  const kinds = [...new Set(personal.map(({ kind }) => kindWords[kind]))];
  return [
    { type: 'divider' },
    aside(`As ${escaped(channel)} will show it: ${size}.`),
    ...parts.slice(0, mostParts).map((part) => section(plain(part))),
    ...(parts.length > mostParts ? [aside(`And ${parts.length - mostParts} more.`)] : []),
    ...(kinds.length === 0
      ? []
      : [
          section(
            plain(
              cut(`It holds personal details: ${kinds.join(', ')}. Send it only if they must be in it.`, 300),
            ),
          ),
        ]),
  ];
}

const kindWords: Readonly<Record<PersonalKind, string>> = {
  phone: 'a phone number',
  email: 'an email address',
  'national-insurance': 'a National Insurance number',
  card: 'a card number',
  'bank-account': 'a bank account',
  'date-of-birth': 'a date of birth',
  vehicle: 'a number plate',
};
