import type { CaseLine, ClockState } from '../../core/record.ts';
import { hoursInWords, momentInShort, sameDay } from '../dates.ts';
import type { Tag } from './words.ts';

/** One promise of time, told in a tag and a sentence. */
export interface Clock {
  readonly tag: Tag | null;
  readonly text: string;
  readonly due: Date | null;
}

/** What the next promise on a case is and how it stands, for a line in a list. */
export function nextDue(line: CaseLine, now: Date, timezone: string): Clock {
  const when = (at: Date) => momentInShort(at, now, timezone);
  if (line.resolvedAt !== null) return resolved(line, line.resolvedAt, when);
  const answering = line.firstRespondedAt === null;
  const due = answering ? line.firstResponseDue : line.resolutionDue;
  const what = answering ? 'Answer' : 'Resolution';
  if (due === null) return { tag: null, text: answering ? 'No time set to answer' : 'No time set', due };
  if (due <= now)
    return { tag: { text: 'Overdue', colour: 'red' }, text: `${what} was due ${when(due)}`, due };
  const soon = sameDay(due, now, timezone) || due.getTime() - now.getTime() < 4 * 3_600_000;
  return { tag: soon ? { text: 'Due soon', colour: 'yellow' } : null, text: `${what} due ${when(due)}`, due };
}

function resolved({ resolutionDue }: CaseLine, at: Date, when: (at: Date) => string): Clock {
  const text = `Resolved ${when(at)}`;
  if (resolutionDue === null) return { tag: null, text, due: null };
  const late = at > resolutionDue;
  return {
    tag: late ? { text: 'Met late', colour: 'orange' } : { text: 'Met', colour: 'green' },
    text,
    due: null,
  };
}

/** One clock of a case page. `done` is what happened when it was met: "Answered". */
export function clock(state: ClockState, done: string, now: Date, timezone: string): Clock {
  const when = (at: Date | null) => (at === null ? '' : momentInShort(at, now, timezone));
  const left = hoursInWords(state.secondsLeft ?? 0);
  const { due } = state;
  switch (state.state) {
    case 'none':
      return {
        tag: null,
        text: state.met === null ? 'No time set' : `${done} ${when(state.met)}. No time was set`,
        due,
      };
    case 'met':
      return {
        tag: { text: 'Met', colour: 'green' },
        text: `${done} ${when(state.met)}. It was due ${when(due)}`,
        due,
      };
    case 'met-late':
      return {
        tag: { text: 'Met late', colour: 'orange' },
        text: `${done} ${when(state.met)}. It was due ${when(due)}`,
        due,
      };
    case 'running':
      return {
        tag: { text: 'On time', colour: 'blue' },
        text: `Due ${when(due)}. ${left} of working time left`,
        due,
      };
    case 'soon':
      return {
        tag: { text: 'Due soon', colour: 'yellow' },
        text: `Due ${when(due)}. ${left} of working time left`,
        due,
      };
    case 'overdue':
      return {
        tag: { text: 'Overdue', colour: 'red' },
        text: `Was due ${when(due)}, ${left} of working time ago`,
        due,
      };
  }
}
