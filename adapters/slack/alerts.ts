import type { CaseHappenings } from '../../src/core/case.ts';
import { caseTitle, dangerWords } from '../../src/core/officer-words.ts';
import type { CaseFile, EventLine } from '../../src/core/record.ts';
import { button, type Drawing, type Look } from './card.ts';
import {
  type Block,
  bold,
  clipped,
  emoji,
  lines,
  link,
  moment,
  quoted,
  type Span,
  spoken,
  words,
} from './rich.ts';
import { mapOf, placeInShort } from './words.ts';

/** One time that somebody was called to a case. */
export interface Call {
  /** Number of the event that says so: the post's key is `page:<number>`. */
  readonly number: number;
  readonly team: string;
  readonly calls: readonly string[];
  readonly danger: boolean;
  /** Who has it in hand since; null while nobody has. */
  readonly inHand: { readonly by: string; readonly at: Date } | null;
  /** Whether it is the last call, and so the one to answer. */
  readonly last: boolean;
}

/** Every call to a case, oldest first. Pure. */
export function callsOf({ events }: Pick<CaseFile, 'events'>): Call[] {
  const calls: Omit<Call, 'last'>[] = [];
  for (const event of events) {
    if (event.type === 'paged' || event.type === 'escalated') {
      const { team = '', calls: called = [] } = (event.data ?? {}) as Partial<CaseHappenings['paged']>;
      const danger = event.type === 'paged';
      calls.push({ number: event.number, team, calls: called, danger, inHand: null });
    } else if (takesInHand(event)) {
      const { name = 'An officer' } = event.actor;
      for (const [i, call] of calls.entries())
        if (call.inHand === null) calls[i] = { ...call, inHand: { by: name, at: event.at } };
    }
  }
  return calls.map((call, i) => ({ ...call, last: i === calls.length - 1 }));
}

function takesInHand({ type, actor, data }: EventLine): boolean {
  if (type === 'confirmed') return true;
  if (type === 'reply-sent') return actor.kind === 'officer';
  return type === 'status-changed' && (data as { to?: string } | null)?.to === 'resolved';
}

/** A call, for the channel of whoever is called. `mention` names them; `secret` where not everybody may see the case. */
export function callLook(
  file: CaseFile,
  call: Call,
  at: { readonly mention: readonly Span[]; readonly cardUrl: string | null; readonly secret: boolean },
  drawing: Drawing,
): Look {
  const { mention, cardUrl, secret } = at;
  const families = [...new Set(file.danger.map(({ family }) => dangerWords[family]))].join(', ');
  const what = secret ? 'a restricted case' : caseTitle(file);
  const heading = call.danger
    ? secret || families === ''
      ? 'Danger'
      : `Danger: ${families}`
    : 'Asked to look now';
  return {
    text: spoken(`${heading}: ${file.reference} ${what}`),
    blocks: [
      lines([
        emoji('rotating_light'),
        words(' '),
        bold(heading),
        words(` · ${file.reference} · ${what} `),
        ...(call.last && call.inHand === null ? mention : []),
      ]),
      ...(secret ? [] : about(file, drawing)),
      ...(cardUrl === null ? [] : [lines([link(cardUrl, 'The case')])]),
      standing(file, call),
    ],
  };
}

function about(file: CaseFile, drawing: Drawing): Block[] {
  const { place } = file;
  const map = place === null ? null : mapOf(place);
  const first = clipped(drawing.shown(file.firstWords), 600);
  return [
    ...(place === null
      ? []
      : [
          lines([
            bold('Place: '),
            words(clipped(drawing.shown(placeInShort(place)), 150)),
            ...(map === null ? [] : [words(' · '), link(map, 'map')]),
          ]),
        ]),
    ...(first === '' ? [] : [quoted(words(first))]),
  ];
}

function standing(file: CaseFile, { inHand, last }: Call): Block {
  if (inHand !== null)
    return lines([
      emoji('white_check_mark'),
      words(' '),
      bold(inHand.by),
      words(' has it since '),
      moment(inHand.at, '{time}', inHand.at.toISOString()),
    ]);
  if (!last) return lines([words('Nobody said they have it. The next was called.', { italic: true })]);
  return { type: 'actions', elements: [button(file, 'confirm', { style: 'danger' })] };
}
