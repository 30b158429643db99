import type { CaseFile, DeliveryState, SentFile, ThreadMessage } from '../../src/core/record.ts';
import { splitText } from '../../src/core/split.ts';
import { button, type Drawing, deskUrl, type Look } from './card.ts';
import { happened } from './happened.ts';
import { type Block, bold, emoji, lines, link, quoted, type Span, spoken, words } from './rich.ts';

/** One thing that stands in the thread of a case. */
export interface Entry extends Look {
  /** `message:<id>`, `event:<number>` or `delivery:<id>`. */
  readonly key: string;
}

/** The mark on a reply that has not left, or not arrived. */
const underWay = 'hourglass_flowing_sand';

/** How far a reply got, as a mark on the post that shows it. */
export interface Mark {
  readonly messageId: string;
  readonly name: typeof underWay | 'white_check_mark' | 'x' | 'wastebasket';
}

/** Words in one element of rich text, and elements in one post. Longer messages go on in another post. */
const longestWords = 2_900;
const partsInOne = 3;

/**
 * Everything that ought to stand in the thread of a case, in the order it happened. What has been told stays told:
 * more is only ever added at the end, and an entry may come to say something else. `posted` are the keys that stand.
 */
export function entries(file: CaseFile, drawing: Drawing, posted: ReadonlySet<string>): Entry[] {
  const byId = new Map(file.messages.map((message) => [message.id, message]));
  const told: Entry[] = [];
  const waiting = [...file.messages].sort((one, other) => one.seq - other.seq);
  const tellUpTo = (seq: number): void => {
    while (waiting[0] !== undefined && waiting[0].seq <= seq) {
      const next = waiting.shift();
      if (next !== undefined) told.push(...said(file, next, byId, drawing));
    }
  };
  const opening = messageOf(file.events.find(({ type }) => type === 'opened')?.data ?? null, byId);
  for (const event of file.events) {
    const spoke = messageOf(event.data, byId);
    if (spoke !== undefined && spokenEvents.has(event.type)) tellUpTo(spoke.seq);
    // Where the first message says: the card tells it.
    const look = event.type === 'place-given' && spoke === opening ? null : happened(event, drawing);
    if (look !== null) told.push({ key: `event:${event.number}`, ...look });
  }
  tellUpTo(Number.POSITIVE_INFINITY);
  return [...told, ...troubles(file, posted)];
}

const spokenEvents = new Set([
  'message-received',
  'message-revised',
  'reply-sent',
  'noted',
  'corrected',
  'chased',
]);

function messageOf(data: unknown, byId: ReadonlyMap<string, ThreadMessage>): ThreadMessage | undefined {
  const id = (data as { messageId?: unknown } | null)?.messageId;
  return typeof id === 'string' ? byId.get(id) : undefined;
}

/** The marks on officers' replies. */
export function marks(file: CaseFile): Mark[] {
  return file.messages.flatMap((message): Mark[] => {
    const { id, voice, delivery } = message;
    if (voice !== 'officer' || delivery === null || isTakingBack(message)) return [];
    return [{ messageId: id, name: markOf(delivery.status) }];
  });
}

function markOf(status: DeliveryState['status']): Mark['name'] {
  switch (status) {
    case 'pending':
    case 'sending':
      return underWay;
    case 'sent':
      return 'white_check_mark';
    case 'failed':
    case 'unknown':
      return 'x';
    case 'withdrawn':
      return 'wastebasket';
  }
}

/** What stands where words were that are erased from the record. */
export const erased: Look = { text: 'Erased', blocks: [lines([words('Erased.', { italic: true })])] };

/** One message as one post or, when it is very long, several. */
function said(
  file: CaseFile,
  message: ThreadMessage,
  byId: ReadonlyMap<string, ThreadMessage>,
  drawing: Drawing,
): Entry[] {
  // A line tells who took it back, and how: what is taken back is struck out.
  if (isTakingBack(message)) return [];
  if (message.text === null) return [{ key: `message:${message.id}`, ...erased }];
  const text = drawing.shown(message.text);
  const parts = splitText(text, longestWords);
  const posts = Math.max(1, Math.ceil(parts.length / partsInOne));
  const who = speaker(message, byId);
  return Array.from({ length: posts }, (_, i): Entry => {
    const here = parts.slice(i * partsInOne, (i + 1) * partsInOne);
    const last = i === posts - 1;
    return {
      key: i === 0 ? `message:${message.id}` : `message:${message.id}:${i + 1}`,
      text: spoken(`${file.reference}: ${who.map(plainOf).join('')} ${here[0] ?? ''}`),
      blocks: [
        lines(i === 0 ? who : [words('… goes on', { italic: true })]),
        ...here.map((part) => quoted(words(part, styleOf(message, file)))),
        ...(last ? filesOf(message, file, drawing) : []),
      ],
    };
  });
}

const plainOf = (span: Span): string => (span.type === 'text' ? span.text : '');

function styleOf({ id, revises }: ThreadMessage, { messages }: CaseFile): { strike: true } | undefined {
  const taken = messages.some((each) => each.revises?.messageId === id && each.revises.kind === 'deletion');
  return taken || revises?.kind === 'deletion' ? { strike: true } : undefined;
}

/** Whether a message only says that an officer took another back. */
export const isTakingBack = ({ voice, revises }: ThreadMessage): boolean =>
  (voice === 'officer' || voice === 'note') && revises?.kind === 'deletion';

/** Who speaks to whom, so that nobody takes a note for a reply. */
function speaker(message: ThreadMessage, byId: ReadonlyMap<string, ThreadMessage>): Span[] {
  const { voice, officer, publicly, revises } = message;
  const name = officer?.name ?? 'An officer';
  if (voice === 'resident') {
    if (revises !== null) return [emoji('pencil2'), ...revision(revises, byId)];
    const { text, attachments } = message;
    const did = text?.trim() === '' ? (attachments.length > 0 ? ' sent' : ' shared a place') : ' wrote';
    const where = publicly ? ' where others can read it' : '';
    return [emoji('speech_balloon'), words(' '), bold('Resident'), words(`${did}${where}`)];
  }
  if (voice === 'bot')
    return [emoji('robot_face'), words(' '), bold('Automatic reply'), words(' to the resident')];
  const internal = voice === 'note';
  const did =
    revises === null
      ? internal
        ? ' noted, for officers only'
        : ' replied to the resident'
      : ` put right ${internal ? 'a note' : 'a reply'}`;
  return [emoji(internal ? 'lock' : 'outbox_tray'), words(' '), bold(name), words(did)];
}

function revision(
  { messageId, kind }: NonNullable<ThreadMessage['revises']>,
  byId: ReadonlyMap<string, ThreadMessage>,
): Span[] {
  const known = byId.has(messageId) ? 'an earlier message' : 'a message of before';
  return [
    words(' '),
    bold('Resident'),
    words(kind === 'edit' ? ` changed ${known}. It now says` : ` took back ${known}`),
  ];
}

function filesOf({ attachments, files }: ThreadMessage, file: CaseFile, drawing: Drawing): Block[] {
  const url = deskUrl(drawing, file.reference);
  if (files.length > 0) return [lines(...files.map((each) => fileLine(each, drawing)))];
  if (attachments.length === 0) return [];
  const named = attachments.map(({ kind, name }) => drawing.shown(name ?? kind)).join(', ');
  return [
    lines([emoji('paperclip'), words(` ${named} `), ...(url === null ? [] : [link(url, 'in the web desk')])]),
  ];
}

const sizeOf = (bytes: number | null): string =>
  bytes === null
    ? ''
    : bytes < 1_000_000
      ? `, ${Math.max(1, Math.round(bytes / 1000))} kB`
      : `, ${(bytes / 1_000_000).toFixed(1)} MB`;

function fileLine({ id, kind, name, status, bytes, error }: SentFile, { publicUrl, shown }: Drawing): Span[] {
  const title = words(` ${shown(name ?? kind)}${sizeOf(bytes)} `);
  if (status === 'kept')
    return [
      emoji('paperclip'),
      title,
      ...(publicUrl === null ? [] : [link(`${publicUrl}/desk/files/${id}`, 'open')]),
    ];
  return [
    emoji('paperclip'),
    title,
    words(status === 'wanted' ? 'is still on its way.' : `is not ours: ${error ?? status}`),
  ];
}

/** A line for each reply that did not arrive; it stays, and tells when the reply arrived after all. */
function troubles(file: CaseFile, posted: ReadonlySet<string>): Entry[] {
  const own = new Map(
    file.messages.flatMap(({ id, delivery }) => (delivery === null ? [] : [[delivery.id, id]])),
  );
  return file.deliveries.flatMap((delivery): Entry[] => {
    const { id, status, error } = delivery;
    const key = `delivery:${id}`;
    if (!own.has(id)) return [];
    if (status === 'failed' || status === 'unknown') {
      const what = status === 'failed' ? 'did not arrive' : 'may not have arrived';
      return [
        {
          key,
          text: spoken(`${file.reference}: a reply ${what}`),
          blocks: [
            lines([
              emoji('warning'),
              words(' '),
              bold(`A reply ${what}. `),
              words((error ?? 'We do not know why.').slice(0, 500)),
            ]),
            { type: 'actions', elements: [button(file, 'retry', { of: id, label: 'Send it again' })] },
          ],
        },
      ];
    }
    if (!posted.has(key)) return [];
    const now = status === 'sent' ? 'arrived after all.' : 'is being sent again.';
    return [
      {
        key,
        text: spoken(`${file.reference}: a reply ${now}`),
        blocks: [lines([words(`A reply that had not arrived ${now}`)])],
      },
    ];
  });
}
