import type { types } from '@slack/bolt';
import { z } from 'zod';
import { outcomes } from '../../src/core/case.ts';
import type { Council } from '../../src/core/catalogue.ts';
import {
  liftHint,
  liftWords,
  nameInWords,
  outcomeMeanings,
  outcomeWords,
} from '../../src/core/officer-words.ts';
import type { CaseFile } from '../../src/core/record.ts';
import { choice, cut, field, marked, option, plain, section, tick, writing } from './fields.ts';
import { escaped } from './markup.ts';

/** What a modal asks. */
export type Asking = 'reply' | 'note' | 'route' | 'service' | 'move' | 'close' | 'escalate' | 'told';

export const callbackOf = (asking: Asking): string => `moothall:${asking}`;

/** What a modal remembers of where it was opened, and of what its officer was looking at. */
export const memorySchema = z.object({
  reference: z.string(),
  version: z.number().int(),
  place: z.string().optional(),
  thread: z.string().optional(),
  /** Grows when a field is filled in by us. */
  round: z.number().int().default(0),
  /** What a note is kept by, where a repeat must be harmless. */
  key: z.string().optional(),
});
export type Memory = z.infer<typeof memorySchema>;

export function memoryOf(meta: string): Memory | null {
  try {
    return memorySchema.safeParse(JSON.parse(meta)).data ?? null;
  } catch {
    return null;
  }
}

/** What a modal opens with: words already written, and why it is shown again. */
export interface Before {
  readonly values?: Readonly<Record<string, string>>;
  readonly trouble?: string;
}

export interface Frame {
  readonly asking: Asking;
  readonly title: string;
  readonly submit: string;
  readonly blocks: readonly types.KnownBlock[];
  readonly memory: Memory;
  readonly before?: Before;
  readonly close?: string;
}

/** A modal. What went wrong before stands first. */
export function modal({
  asking,
  title,
  submit,
  blocks,
  memory,
  before,
  close = 'Cancel',
}: Frame): types.ModalView {
  const trouble =
    before?.trouble === undefined ? [] : [section(marked(`:warning: ${escaped(before.trouble)}`))];
  return {
    type: 'modal',
    callback_id: callbackOf(asking),
    title: plain(title, 24),
    submit: plain(submit, 24),
    close: plain(close, 24),
    private_metadata: JSON.stringify(memory),
    blocks: [...trouble, ...blocks],
  };
}

/** A modal that only tells. */
export function telling(title: string, blocks: readonly types.KnownBlock[]): types.ModalView {
  return { type: 'modal', title: plain(title, 24), close: plain('Close', 24), blocks: [...blocks] };
}

export const waiting = (title: string): types.ModalView => telling(title, [section(plain('One moment.'))]);

export function noteModal(memory: Memory, before: Before = {}): types.ModalView {
  const box = field('text', 'Note', writing('text', before.values?.['text']), {
    hint: 'Only officers read it.',
  });
  return modal({
    asking: 'note',
    title: 'Note',
    submit: 'Keep',
    blocks: [about(memory), box],
    memory,
    before,
  });
}

export function routeModal(
  memory: Memory,
  file: CaseFile,
  council: Council,
  before: Before = {},
): types.ModalView {
  const teams = [...council.teams.values()].filter(({ id }) => id !== file.team);
  const of = (kind: 'council' | 'outside') =>
    teams.filter((team) => team.kind === kind).map(({ id, name }) => option(name, id));
  const groups = [
    { label: council.facts.shortName, options: of('council') },
    { label: 'Outside the council', options: of('outside') },
  ];
  const blocks = [
    about(memory, `Now with ${escaped(file.teamName)}.`),
    field('team', 'Team', choice('team', groups, before.values?.['team'])),
    field('reason', 'Why', writing('reason', before.values?.['reason'], 500), { optional: true }),
    ...(file.restricted
      ? [
          field('lift', 'Restricted', tick('lift', liftWords, before.values?.['lift'] === 'yes'), {
            optional: true,
            hint: liftHint,
          }),
        ]
      : []),
  ];
  return modal({ asking: 'route', title: 'Pass to another team', submit: 'Pass on', blocks, memory, before });
}

export function serviceModal(
  memory: Memory,
  file: CaseFile,
  council: Council,
  before: Before = {},
): types.ModalView {
  const blocks = [
    about(memory, `Now ${escaped(file.serviceTitle)}.`),
    field(
      'service',
      'Service',
      choice('service', servicesByTeam(council, file.service), before.values?.['service']),
    ),
    field('reason', 'Why', writing('reason', before.values?.['reason'], 500), {
      hint: 'The classifier learns from it.',
    }),
  ];
  return modal({ asking: 'service', title: 'Change service', submit: 'Change', blocks, memory, before });
}

/** Offered once the service is changed, when another team does that. */
export function moveModal(memory: Memory, file: CaseFile, team: { readonly name: string }): types.ModalView {
  const words = `The case is about ${file.serviceTitle} now, which ${team.name} look after. It is still with ${file.teamName}.`;
  return modal({
    asking: 'move',
    title: 'Pass it on?',
    submit: 'Pass on',
    close: 'Leave it',
    blocks: [about(memory), section(plain(words))],
    memory,
  });
}

export function closeModal(memory: Memory, before: Before = {}): types.ModalView {
  const options = outcomes.map((outcome) =>
    option(nameInWords(outcomeWords[outcome]), outcome, outcomeMeanings[outcome]),
  );
  const chosen = options.find(({ value }) => value === before.values?.['outcome']);
  const blocks = [
    about(memory),
    field('outcome', 'How it ended', {
      type: 'radio_buttons',
      action_id: 'outcome',
      options,
      ...(chosen === undefined ? {} : { initial_option: chosen }),
    }),
    field('reason', 'Why', writing('reason', before.values?.['reason'], 500), {
      optional: true,
      hint: 'Needed when it is declined. Only officers read it.',
    }),
    field('tell', 'The resident', tick('tell', 'Tell them how it ended', before.values?.['tell'] !== ''), {
      optional: true,
    }),
  ];
  return modal({ asking: 'close', title: 'Close the case', submit: 'Close it', blocks, memory, before });
}

export function escalateModal(memory: Memory, file: CaseFile, before: Before = {}): types.ModalView {
  const blocks = [
    about(memory, `Whoever is on call for ${escaped(file.teamName)} is called at once.`),
    field('reason', 'Why', writing('reason', before.values?.['reason'], 500)),
  ];
  return modal({ asking: 'escalate', title: 'Escalate', submit: 'Call them', blocks, memory, before });
}

/** Making a case of what a resident told an officer elsewhere. */
export function toldModal(memory: Memory, council: Council, before: Before = {}): types.ModalView {
  const blocks = [
    section(plain('The resident cannot be answered on this case: tell them the reference yourself.')),
    field('text', 'What the resident said', writing('text', before.values?.['text'])),
    field('service', 'Service', choice('service', servicesByTeam(council), before.values?.['service']), {
      optional: true,
      hint: 'Leave it empty and Moothall says what it is about.',
    }),
  ];
  return modal({
    asking: 'told',
    title: 'Make a case of this',
    submit: 'Make a case',
    blocks,
    memory,
    before,
  });
}

function about({ reference }: Memory, more = ''): types.SectionBlock {
  return section(marked(`*${escaped(reference)}*${more === '' ? '' : `  ${more}`}`));
}

function servicesByTeam({ services, teams }: Council, but?: string) {
  return [...teams.values()].map(({ id, name }) => ({
    label: cut(name, 75),
    options: [...services.values()]
      .filter(({ team, label }) => team === id && label !== but)
      .map(({ label, title }) => option(title, label)),
  }));
}
