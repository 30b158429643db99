import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CaseItem } from '../../src/core/desk.ts';
import { remind } from '../../src/flow/remind/remind.ts';
import { ids } from '../../src/ids.ts';
import { keepLog } from '../support/log.ts';
import { anUnderstanding } from '../support/turns.ts';
import { aWatch, onCall, type Watch } from '../support/watch.ts';

const minuteMs = 60_000;
const start = Date.parse('2026-11-24T10:00:00Z');
const council = onCall({ waste: ['UWASTE1'] });
const noone = async () => undefined;

/** Whether the waste team works in this minute of a winter without bank holidays, told from its clock on the wall. */
function isWorked(minute: number): boolean {
  const then = new Date(minute);
  const time = then.getUTCHours() * 60 + then.getUTCMinutes();
  const weekday = then.getUTCDay() >= 1 && then.getUTCDay() <= 5;
  return weekday && ((time >= 7 * 60 && time < 12 * 60) || (time >= 12.5 * 60 && time < 15.5 * 60));
}

/** A case as somebody sees it who looks once a minute, and has never heard of a calendar. */
class Seen {
  readonly file: CaseItem;
  readonly targets: { name: string; due: number; whole: number; gone: number; told: Set<string> }[];
  answered = false;
  resolved = false;
  waiting = false;
  private until: number;

  constructor(file: CaseItem, openedAt: number, due: { firstResponse: number; resolution: number }) {
    this.file = file;
    this.until = openedAt;
    this.targets = Object.entries(due).map(([name, at]) => ({
      name,
      due: at,
      whole: worked(openedAt, at),
      gone: 0,
      told: new Set(),
    }));
  }

  /** Time passes. A case resolved meanwhile is counted on, as long as it may be opened again. */
  pass(to: number): void {
    for (const target of this.targets) {
      // Waiting gains nothing for what was missed before.
      const stands = target.name === 'resolution' && this.waiting && target.gone < target.whole;
      if (!stands) target.gone += worked(this.until, to);
    }
    this.until = to;
  }

  /** What the desks are to be told now, and by whom nothing was told before. */
  news(now: number): string | null {
    if (this.resolved || !isWorked(now)) return null;
    const live = this.targets.filter(({ name }) =>
      name === 'firstResponse' ? !this.answered : !this.waiting,
    );
    const late = live.filter(({ gone, whole }) => gone > whole);
    const soon = live.filter(({ gone, whole }) => gone <= whole && gone >= 0.75 * whole);
    const fresh = (all: typeof live, state: string) =>
      all.filter(({ told }) => !told.has('overdue') && !told.has(state)).map(({ told }) => told.add(state));
    const overdue = fresh(late, 'overdue').length > 0;
    const dueSoon = fresh(soon, 'soon').length > 0;
    const least = Math.min(...late.map(({ gone, whole }) => gone - whole));
    if (overdue) return least > 40 * 60 ? null : least > 8 * 60 ? 'overdue' : 'overdue UWASTE1';
    return dueSoon ? 'due-soon' : null;
  }
}

function worked(from: number, to: number): number {
  let minutes = 0;
  for (let minute = from; minute < to; minute += minuteMs) if (isWorked(minute)) minutes += 1;
  return minutes;
}

/** What becomes of a process that looks: it may die before it has told the desks, or after. */
type Fate = 'well' | 'dies before' | 'dies after';

const residents = Array.from({ length: 10 }, (_, i) => `resident-${i}`);
const anAct = fc.constantFrom('reply', 'question', 'write', 'resolve', 'reopen');
const step = fc.record({
  minutes: fc.integer({ min: 30, max: 600 }),
  acts: fc.array(fc.tuple(fc.nat({ max: 9 }), anAct), { maxLength: 2 }),
  fates: fc.tuple(...[0, 1].map(() => fc.constantFrom<Fate>('well', 'dies before', 'dies after'))),
});

test('each clock is told of once, at its time, whatever happens and however many processes look and die', async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), async (steps) => {
      const watch = await aWatch(council, 3);
      const seen = await aBinEach(watch);
      let now = start;
      for (const { minutes, acts, fates } of steps) {
        now += minutes * minuteMs;
        watch.clock.now = new Date(now);
        for (const each of seen) each.pass(now);
        for (const [who, act] of acts) {
          const file = seen[who];
          if (file !== undefined) await happens(watch, file, act);
        }
        await Promise.all(['well' as const, ...fates].map((fate, i) => look(watch, i, fate)));
        await watch.processes[0]?.deliverNow();
        const shown = watch.news().filter((item): item is CaseItem => item.kind === 'case');
        const alerts = shown.filter(({ alert }) => alert !== 'none');
        for (const each of seen) {
          const expected = each.news(now);
          const got = alerts.filter(({ caseId }) => caseId === each.file.caseId);
          expect(got.map(({ alert, calls }) => [alert, ...calls].join(' '))).toEqual(
            expected === null ? [] : [expected],
          );
          told += got.length;
        }
      }
      for (const { store } of watch.processes) await store.close();
    }),
    { numRuns: 12 },
  );
  expect(told).toBeGreaterThan(100);
}, 120_000);

async function aBinEach(watch: Watch): Promise<Seen[]> {
  const opened: Seen[] = [];
  for (const resident of residents) {
    await watch.tell(resident, 'my bin was missed', anUnderstanding('missed-bin'));
    await watch.processes[0]?.deliverNow();
    const [item] = watch.news();
    if (item?.kind !== 'case') throw new Error('The case was not shown.');
    const file = await watch.store.reader.caseFile(item.reference, { restricted: true }, watch.clock.now);
    opened.push(
      new Seen(item, start, {
        firstResponse: file?.firstResponseDue?.getTime() ?? 0,
        resolution: file?.resolutionDue?.getTime() ?? 0,
      }),
    );
  }
  return opened;
}

async function happens(watch: Watch, seen: Seen, act: string): Promise<void> {
  const { reference } = seen.file;
  const file = await watch.store.reader.caseFile(reference, { restricted: true }, watch.clock.now);
  const messageId = file?.messages[0]?.id ?? '';
  const to = { channel: 'pigeon', resident: 'ann', thread: 'ann' };
  if (act === 'reopen' ? !seen.resolved : seen.resolved) return;
  switch (act) {
    case 'reply':
    case 'question': {
      const question = act === 'question' ? { question: true } : {};
      const data = { messageId, digest: 'd', deliveryId: ids.id(), to, ...question };
      await watch.happens(reference, { type: 'reply-sent', data });
      seen.answered = true;
      seen.waiting ||= act === 'question';
      break;
    }
    case 'write': {
      const data = { messageId, digest: 'd', sentAt: watch.clock.now.toISOString() };
      await watch.happens(reference, { type: 'message-received', data }, { kind: 'resident' });
      seen.waiting = false;
      break;
    }
    case 'resolve': {
      const data = { from: 'new', to: 'resolved', outcome: 'fixed', reason: null } as const;
      await watch.happens(reference, { type: 'status-changed', data });
      seen.resolved = true;
      break;
    }
    case 'reopen':
      await watch.happens(reference, { type: 'reopened', data: { reason: null, messageId: null } });
      seen.resolved = false;
      seen.waiting = false;
  }
}

async function look(watch: Watch, process: number, fate: Fate): Promise<void> {
  const store = watch.processes[process]?.store;
  if (store === undefined) throw new Error('There is no such process.');
  const tell: typeof store.clocks.remind = async (reminder, now) => {
    if (fate === 'dies before') throw new Error('killed');
    const made = await store.clocks.remind(reminder, now);
    if (fate === 'dies after') throw new Error('killed');
    return made;
  };
  const { log } = keepLog();
  await remind({ ...store.clocks, remind: tell, ring: noone, council, log })(watch.clock.now);
}
