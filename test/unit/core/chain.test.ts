import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor, CaseEvent, Happening } from '../../../src/core/case.ts';
import { type Break, digestOf, extend, findBreak, hashOf, rootOf } from '../../../src/core/chain.ts';
import { minutes } from '../../support/builders.ts';
import { countedIds } from '../../support/turns.ts';

const actors: readonly Actor[] = [
  { kind: 'resident' },
  { kind: 'bot' },
  { kind: 'officer', id: 'officer-1', name: 'Priya Shah' },
];

const happening = fc
  .record({
    type: fc.constantFrom('noted', 'chased', 'person-asked-for', 'detail-given', 'reopened'),
    actor: fc.constantFrom(...actors),
    after: fc.nat({ max: 100_000 }),
    data: fc.record({
      messageId: fc.string(),
      digest: fc.string(),
      key: fc.string(),
      reason: fc.constant(null),
    }),
  })
  .map(({ type, actor, after, data }) => ({ type, actor, data, at: minutes(after) }) as unknown as Happening);

/** A case and its chain, of at least one event. */
const chain = fc.array(happening, { minLength: 1, maxLength: 12 }).map((happenings) => chainOf(happenings));

function chainOf(happenings: readonly Happening[]) {
  const head = rootOf('case-1');
  const events = extend({ caseId: 'case-1', version: 0, head }, happenings, countedIds());
  return { events, file: { caseId: 'case-1', version: events.length, head: events.at(-1)?.hash ?? head } };
}

type Edit = (event: CaseEvent) => CaseEvent;

const edits: Readonly<Record<string, Edit>> = {
  'its facts': (event) => ({
    ...event,
    data: { ...(event.data as object), messageId: 'another, and not that one' },
  }),
  'a fact more': (event) => ({ ...event, data: { ...(event.data as object), added: 1 } }),
  'its facts taken away': (event) => ({ ...event, data: null }),
  'its salt': (event) => ({ ...event, salt: `${event.salt}0` }),
  'its salt taken away, as if erased': (event) => ({ ...event, salt: null }),
  'its facts, and its salt taken away': (event) => ({ ...event, salt: null, data: { reason: 'invented' } }),
  'its facts, salt and digest': (event) => ({ ...event, salt: '1', data: {}, digest: digestOf('1', {}) }),
  'its type': (event) => ({ ...event, type: 'erased' }),
  'its time': (event) => ({ ...event, at: new Date(event.at.getTime() + 1) }),
  'its time, to none at all': (event) => ({ ...event, at: new Date(Number.NaN) }),
  'who did it': (event) => ({ ...event, actor: { kind: 'officer', id: 'officer-2', name: 'Tom Okafor' } }),
  'its number': (event) => ({ ...event, number: event.number + 1 }),
  'the case it is of': (event) => ({ ...event, caseId: 'case-2' }),
  'its digest': (event) => ({ ...event, digest: digestOf('x', 'x') }),
  'the hash before it': (event) => ({ ...event, previous: rootOf('case-2') }),
  'its hash': (event) => ({ ...event, hash: rootOf('case-2') }),
};

describe('A chain of events', () => {
  test('holds as it was made', () => {
    fc.assert(
      fc.property(chain, ({ file, events }) => {
        expect(findBreak(file, events)).toBeNull();
      }),
    );
  });

  test('holds for a case with no events yet', () => {
    expect(findBreak({ caseId: 'case-1', version: 0, head: rootOf('case-1') }, [])).toBeNull();
  });

  test('is the same whether it grew at once or one by one', () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 1, maxLength: 8 }), (happenings) => {
        const ids = countedIds();
        let grown = { caseId: 'case-1', version: 0, head: rootOf('case-1') };
        const oneByOne = happenings.flatMap((each) => {
          const added = extend(grown, [each], ids);
          grown = { ...grown, version: grown.version + 1, head: added[0]?.hash ?? '' };
          return added;
        });
        expect(oneByOne).toEqual(chainOf(happenings).events);
      }),
    );
  });

  test.each(Object.entries(edits))('shows at which event %s was altered', (_, edit) => {
    fc.assert(
      fc.property(chain, fc.nat(), ({ file, events }, any) => {
        const at = any % events.length;
        const altered = events.map((event, i) => (i === at ? edit(event) : event));
        expect(findBreak(file, altered)?.number).toBe(at + 1);
      }),
    );
  });

  test('shows the last event rewritten with a hash to match', () => {
    fc.assert(
      fc.property(chain, ({ file, events }) => {
        const last = events.length - 1;
        const forged = events.map((event, i) => {
          if (i !== last) return event;
          const rewritten = { ...event, salt: '1', data: {}, digest: digestOf('1', {}) };
          return { ...rewritten, hash: hashOf(rewritten) };
        });
        expect(findBreak(file, forged)).toEqual({ number: last + 1, fault: 'hash altered' });
      }),
    );
  });

  test('shows where an event was taken out', () => {
    fc.assert(
      fc.property(chain, fc.nat(), ({ file, events }, any) => {
        const at = any % events.length;
        const found = findBreak(file, events.toSpliced(at, 1));
        const fault: Break['fault'] = at === events.length - 1 ? 'cut off' : 'missing';
        expect(found).toEqual({ number: at + 1, fault });
      }),
    );
  });

  test('shows where its end was cut off', () => {
    fc.assert(
      fc.property(chain, fc.nat(), ({ file, events }, any) => {
        const kept = any % events.length;
        expect(findBreak(file, events.slice(0, kept))).toEqual({ number: kept + 1, fault: 'cut off' });
      }),
    );
  });

  test('shows the first event its case does not count', () => {
    fc.assert(
      fc.property(chain, fc.nat(), ({ events }, any) => {
        const counted = any % events.length;
        const head = events[counted - 1]?.hash ?? rootOf('case-1');
        const found = findBreak({ caseId: 'case-1', version: counted, head }, events);
        expect(found).toEqual({ number: counted + 1, fault: 'cut off' });
      }),
    );
  });

  test('shows two events that changed places', () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 2, maxLength: 8 }), fc.nat(), (happenings, any) => {
        const { file, events } = chainOf(happenings);
        const at = any % (events.length - 1);
        const swapped = events.map((event, i) =>
          i === at ? events[at + 1] : i === at + 1 ? events[at] : event,
        );
        expect(findBreak(file, swapped as CaseEvent[])?.number).toBe(at + 1);
      }),
    );
  });

  test('goes on holding when any of its events are erased', () => {
    fc.assert(
      fc.property(chain, fc.infiniteStream(fc.boolean()), ({ file, events }, erase) => {
        const erased = events.map((event) =>
          erase.next().value ? { ...event, salt: null, data: null } : event,
        );
        expect(findBreak(file, erased)).toBeNull();
      }),
    );
  });
});

describe('A digest', () => {
  test('does not depend on the order of keys, at any depth', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (salt, content) => {
        expect(digestOf(salt, backwards(content))).toBe(digestOf(salt, content));
      }),
    );
  });

  test('does not give a short text away: another salt, another digest', () => {
    expect(digestOf('1', 'yes')).not.toBe(digestOf('2', 'yes'));
  });

  test('tells apart what is not the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(digestOf('salt', one) === digestOf('salt', other)).toBe(one === other);
      }),
    );
  });
});

function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, backwards(inner)]),
  );
}
