import { setImmediate } from 'node:timers/promises';
import { answering, caseClock } from '../../core/council.ts';
import { makeReference } from '../../core/ids.ts';
import { isRepeat, type Opening, openingOf } from '../../core/repeats.ts';
import type { Pour } from '../../store/pour.ts';
import { batch } from './batch.ts';
import { idAt } from './chance.ts';
import { demandOf } from './demand.ts';
import type { DemoResident } from './opening.ts';
import { story } from './story.ts';
import { lineOf } from './telling.ts';
import { somewhere, type World } from './world.ts';

export interface HistoryAsked {
  readonly cases: number;
  readonly messages: number;
  readonly from: Date;
  /** References taken already. */
  readonly taken: ReadonlySet<string>;
  /** Tells one demonstration in a ledger from another. */
  readonly mark: string;
}

/** A resident with what is known of them so far. */
interface Known {
  readonly who: DemoResident;
  seq: number;
  /** When the last thing was said: nothing else of theirs begins before. */
  until: number;
  openings: Opening[];
}

const atOnce = 400;
const lately = 14 * 86_400_000;
const channels = ['webchat', 'webchat', 'webchat', 'webchat', 'telegram', 'telegram', 'discord'];

/**
 * Write a whole history: every matter in order of time, each by a resident old or new, with its story up to now, and
 * between them enquiries answered at once until there are as many messages as asked for. One transaction.
 */
export async function writeHistory(
  world: World,
  pour: Pour,
  asked: HistoryAsked,
  progress: (done: number, of: number) => void,
): Promise<{ readonly cases: number; readonly messages: number }> {
  const { chance, council, words, now } = world;
  const { cases, messages, from, mark } = asked;
  const gathered = batch(chance, (team, service) => caseClock(council, team, service));
  const known: Known[] = [];
  const repeated = new Map<string, Date>();
  const answers = answering(council);
  const references = referencesFrom(council.facts.referencePrefix, chance.below(100_000_000), asked.taken);
  await pour.rows([
    {
      table: 'officer',
      columns: ['id', 'name', 'roles', 'team', 'created_at'],
      rows: officerRows(world, from),
    },
  ]);

  const meet = (at: Date, old: number): Known => {
    // Somebody who wrote before, if they are free; more often of late.
    if (known.length > 50 && chance.happens(old)) {
      const back = chance.happens(0.5) ? Math.min(known.length, 1500) : known.length;
      const found = known[known.length - 1 - chance.below(back)];
      if (found !== undefined && found.until < +at) return found;
    }
    const channel = chance.one(channels);
    const name = `demo-${mark}-${known.length + 1}`;
    const replyTo = { channel, resident: name, thread: name };
    const language = council.facts.languages.includes('cy') && chance.happens(0.06) ? 'cy' : 'en';
    const who: DemoResident = {
      conversationId: idAt(chance, at),
      replyTo,
      language,
      place: somewhere(world),
    };
    const fresh: Known = { who, seq: 0, until: 0, openings: [] };
    known.push(fresh);
    gathered.resident(who, at);
    return fresh;
  };

  /** "When is my bin day?", its answer and perhaps thanks: so many messages of the three. */
  const enquire = (at: Date, count: number, old = 0.5): void => {
    const person = meet(at, old);
    const label = answers.length === 0 ? 'greeting' : chance.one(answers);
    const lines = [
      lineOf(chance, { voice: 'resident', text: words.enquiry(), at, read: { label, probability: 0.9 } }),
      lineOf(chance, { voice: 'bot', text: words.answered(label), at: new Date(+at + 900) }),
      lineOf(chance, {
        voice: 'resident',
        text: words.thanks(),
        at: new Date(+at + 40_000),
        read: { label: 'thanks', probability: 0.95 },
      }),
    ].slice(0, count);
    for (const each of lines) gathered.line(person.who, ++person.seq, each, null);
    person.until = +at + 60_000;
  };

  const ratio = messages / cases;
  const toCases = ratio < 5 ? 0.96 : 0.9;
  let done = 0;
  let talked = 0;
  let talk = 1;
  let writing: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    await writing;
    writing = pour.rows(gathered.take());
    progress(done, cases);
  };
  for (const demand of demandOf(council, chance, { from, to: now, cases })) {
    const person = meet(demand.at, 0.33);
    const told = story(world, demand, references.next().value, person.who, talk);
    const opening = openingOf(told.file.id, told.happenings);
    if (opening !== null) {
      person.openings = person.openings.filter(({ openedAt }) => +demand.at - +openedAt <= lately);
      for (const earlier of person.openings)
        if (isRepeat(earlier, opening) && !repeated.has(earlier.caseId))
          repeated.set(earlier.caseId, opening.openedAt);
      person.openings.push(opening);
    }
    gathered.story(person.who, told, person.seq + 1, person.openings);
    person.seq += told.lines.length;
    person.until = Math.max(...told.lines.map(({ at }) => +at), ...told.happenings.map(({ at }) => +at));
    done += 1;
    talked += told.lines.length;
    // More or less is said next, so that cases come to most of the messages asked for, and enquiries to the rest.
    talk = Math.min(3.2, Math.max(0.02, 1 + (toCases * ratio * done - talked) / 20));
    while (
      gathered.messages() + 1 < ratio * done &&
      gathered.messages() - talked + 1 < (1 - toCases) * ratio * done
    )
      enquire(new Date(+demand.at + chance.below(3_600_000) - 3_600_000), 2);
    if (done % 40 === 0) await setImmediate();
    if (done % atOnce === 0) await write();
  }
  // Stories that are not over yet leave some to be said: by others, at any time.
  const at = () => new Date(+from + chance.below(+now - +from - 7_200_000));
  while (gathered.messages() < messages) enquire(at(), Math.min(3, messages - gathered.messages()), 0);
  await write();
  await writing;
  await finish(pour, repeated);
  return { cases: done, messages: gathered.messages() };
}

/** What is only known at the end: how far each conversation has come, and which cases were followed by another. */
async function finish(pour: Pour, repeated: ReadonlyMap<string, Date>): Promise<void> {
  await pour.finish(`
    UPDATE conversation c SET last_seq = m.last, last_inbound_seq = m.inbound, handled_seq = m.inbound
      FROM (SELECT conversation_id, max(seq) AS last, coalesce(max(seq) FILTER (WHERE voice = 'resident'), 0) AS inbound
              FROM message WHERE external_id LIKE 'demo:%' OR external_id LIKE 'own:%' GROUP BY 1) AS m
     WHERE c.id = m.conversation_id AND c.last_seq = 0`);
  // What was rolled up before this history was added, or is while it waits to be seen.
  await pour.finish(
    `INSERT INTO rollup_stale (day)
     SELECT generate_series(min(opened_at)::date - 1, clock_timestamp()::date, '1 day')::date FROM case_facts`,
  );
  await pour.finish(
    `INSERT INTO reading_stale (week)
     SELECT generate_series(date_trunc('week', min(opened_at))::date - 7, clock_timestamp()::date, '7 days')::date FROM case_facts`,
  );
  await pour.finish(
    `UPDATE case_facts f SET repeated_at = r.repeated_at
       FROM jsonb_populate_recordset(NULL::case_facts, $1) AS r WHERE f.case_id = r.case_id`,
    [JSON.stringify([...repeated].map(([case_id, repeated_at]) => ({ case_id, repeated_at })))],
  );
}

/** References that no case has, each once: all eight digits in an order that looks like none. */
function* referencesFrom(
  prefix: string,
  start: number,
  taken: ReadonlySet<string>,
): Generator<string, never> {
  for (let i = 0; ; i += 1) {
    const digits = (start + i * 38_196_601) % 100_000_000;
    const reference = makeReference(prefix, String(digits).padStart(8, '0'));
    if (!taken.has(reference)) yield reference;
  }
}

function officerRows({ officers }: World, from: Date): unknown[][] {
  return [...officers].flatMap(([, some]) =>
    some.map(({ id, name, team }) => [id, name, '{officer}', team, from]),
  );
}
