import { type CaseEvent, unfold } from '../../core/case.ts';
import { extend } from '../../core/chain.ts';
import { factsOf } from '../../core/facts.ts';
import type { Opening } from '../../core/repeats.ts';
import { type ClockOf, rowFromFacts } from '../../store/facts.ts';
import type { Pouring } from '../../store/pour.ts';
import { rowFromCase, rowFromEvent } from '../../store/rows.ts';
import { type Chance, idAt } from './chance.ts';
import type { DemoResident } from './opening.ts';
import { modelAt } from './reading.ts';
import type { Line, Telling } from './telling.ts';

type Cell = unknown;
type Row = readonly Cell[];

const columns = {
  resident: ['id', 'created_at'],
  address: ['id', 'resident_id', 'channel', 'address', 'created_at'],
  conversation: ['id', 'address_id', 'channel', 'thread', 'state', 'created_at'],
  message: [
    'id',
    'conversation_id',
    'seq',
    'voice',
    'channel',
    'external_id',
    'text',
    'officer_id',
    'sent_at',
    'stored_at',
    'salt',
    'digest',
  ],
  case_message: ['case_id', 'message_id'],
  classification: [
    'id',
    'message_id',
    'case_id',
    'label',
    'probability',
    'language',
    'model',
    'decided_by',
    'reason',
    'at',
  ],
  delivery: [
    'id',
    'kind',
    'via',
    'thread',
    'conversation_id',
    'message_id',
    'payload',
    'status',
    'attempts',
    'not_before',
    'sent_at',
    'external_id',
    'created_at',
  ],
} as const;

const json = (value: unknown) => JSON.stringify(value);

/** Rows gathered until there are enough to write, table by table, those that others point to first. */
export function batch(chance: Chance, clockOf: ClockOf) {
  const rows = {
    resident: [],
    address: [],
    conversation: [],
    message: [],
    case_message: [],
    classification: [],
    delivery: [],
  } as Record<keyof typeof columns, Row[]>;
  const whole = { case_file: [], case_event: [], case_facts: [] } as Record<string, object[]>;
  let messages = 0;

  /** One thing said in a conversation; `seq` is its place there. */
  const line = (who: DemoResident, seq: number, said: Line, caseId: string | null): void => {
    const { channel, thread } = who.replyTo;
    const stored = said.voice === 'resident' ? new Date(+said.at + 300) : said.at;
    const external = `${said.voice === 'resident' ? 'demo' : 'own'}:${said.id}`;
    rows.message.push([
      said.id,
      who.conversationId,
      seq,
      said.voice,
      channel,
      external,
      said.text,
      said.officerId,
      said.at,
      stored,
      said.salt,
      said.digest,
    ]);
    messages += 1;
    if (caseId !== null) rows.case_message.push([caseId, said.id]);
    if (said.read !== null)
      rows.classification.push([
        idAt(chance, stored),
        said.id,
        caseId,
        said.read.label,
        said.read.probability,
        who.language,
        modelAt(stored),
        null,
        null,
        stored,
      ]);
    if (said.deliveryId !== null)
      rows.delivery.push([
        said.deliveryId,
        'channel',
        channel,
        `${channel}:${thread}`,
        who.conversationId,
        said.id,
        json({ to: who.replyTo, choices: [] }),
        'sent',
        1,
        said.at,
        new Date(+said.at + 400),
        said.id,
        said.at,
      ]);
  };

  return {
    messages: () => messages,
    cases: () => whole['case_file']?.length ?? 0,
    line,

    resident(who: DemoResident, at: Date): void {
      const [person, address] = [idAt(chance, at), idAt(chance, at)];
      const { channel, resident, thread } = who.replyTo;
      rows.resident.push([person, at]);
      rows.address.push([address, person, channel, resident, at]);
      rows.conversation.push([
        who.conversationId,
        address,
        channel,
        thread,
        json({ language: who.language }),
        at,
      ]);
    },

    /** A case as told, with its chain and its facts among the openings of its resident. */
    story(who: DemoResident, told: Telling, seq: number, openings: readonly Opening[]): void {
      const { file, happenings } = told;
      const ids = { id: () => idAt(chance, file.openedAt), salt: () => chance.hex(32) };
      const chain = { caseId: file.id, version: 0, head: file.head };
      const events: CaseEvent[] = extend(chain, happenings, ids);
      const standing = happenings.reduce(unfold, file);
      const row = rowFromCase({ ...standing, head: events.at(-1)?.hash ?? file.head });
      whole['case_file']?.push({
        ...row,
        reply_to: json(row.reply_to),
        danger: json(row.danger),
        details: json(row.details),
        place: row.place && json(row.place),
      });
      for (const event of events) {
        const each = rowFromEvent(event);
        whole['case_event']?.push({ ...each, actor: json(each['actor']), data: json(each['data']) });
      }
      const facts = factsOf(
        { caseId: file.id, conversationId: who.conversationId },
        events,
        clockOf,
        openings,
      );
      if (facts !== null) whole['case_facts']?.push(rowFromFacts(facts));
      told.lines.forEach((said, i) => {
        line(who, seq + i, said, file.id);
      });
      for (const { label, officerId, reason, at } of told.corrections)
        rows.classification.push([
          idAt(chance, at),
          null,
          file.id,
          label,
          null,
          who.language,
          null,
          officerId,
          reason,
          at,
        ]);
    },

    /** Everything gathered, and begin anew. */
    take(): Pouring[] {
      const poured = (table: keyof typeof columns): Pouring => ({
        table,
        columns: columns[table],
        rows: rows[table].splice(0),
      });
      const taken = [
        ...(['resident', 'address', 'conversation', 'message'] as const).map(poured),
        ...['case_file', 'case_event', 'case_facts'].map((table) =>
          byName(table, whole[table]?.splice(0) ?? []),
        ),
        ...(['case_message', 'classification', 'delivery'] as const).map(poured),
      ];
      return taken;
    },
  };
}

function byName(table: string, some: readonly object[]): Pouring {
  return { table, columns: Object.keys(some[0] ?? {}), rows: some.map((row) => Object.values(row)) };
}
