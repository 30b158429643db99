import type { types, webApi } from '@slack/bolt';
import type { Act, DeskAction, DeskNeeds, DeskOutcome, Officer } from '../../src/core/desk.ts';
import { Refusal } from '../../src/core/errors.ts';
import type { CaseFile } from '../../src/core/record.ts';
import { longestField } from './fields.ts';
import type { Who } from './heard.ts';
import { escaped } from './markup.ts';
import type { NoOfficer, Officers } from './officers.ts';
import type { RepliesFrom } from './posts.ts';

/** What hearing officers stands on. */
export interface Ground {
  readonly needs: DeskNeeds;
  /** Slack's client, which retries nothing. */
  readonly client: Pick<webApi.WebClient, 'chat' | 'files' | 'views'>;
  readonly officers: Officers;
  readonly replies: RepliesFrom;
  /** The app's own user at Slack. Throws while Slack is away. */
  ourUser(): Promise<string>;
  /** A channel's id by its name, without `#`. Throws where there is none for us, and while Slack is away. */
  channel(name: string): Promise<string>;
  act(action: DeskAction): Promise<DeskOutcome>;
}

/** Where an officer did something, and so where they look. */
export interface Looking {
  readonly who: Who;
  readonly place?: string | undefined;
  readonly thread?: string | null | undefined;
  /** Opens a modal where there is no place to write to. */
  readonly trigger?: string;
}

/** Carry out one act. A clear no comes back as a sentence for the officer; anything else is thrown. */
export async function carryOut(
  { act }: Pick<Ground, 'act'>,
  officer: Officer,
  reference: string,
  wanted: Act,
  { key, version }: { readonly key: string; readonly version?: number },
): Promise<{ readonly outcome: DeskOutcome } | { readonly no: string }> {
  try {
    const action = { reference, officer, act: wanted, key, ...(version === undefined ? {} : { version }) };
    return { outcome: await act(action) };
  } catch (error) {
    return { no: sentenceOf(error) };
  }
}

/** A refusal as a sentence for the officer. Anything else is thrown on. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Refusal)) throw error;
  return `${error.message} ${error.hint}`.trim();
}

const changing = new Set(['assigned', 'routed', 'reclassified', 'status-changed', 'reopened', 'confirmed']);

/** Who else changed the case after that version, in a way the officer had to see before acting; null when nobody did. */
export function changedSince(file: CaseFile, version: number, officer: Officer): string | null {
  const other = file.events.findLast(
    ({ number, type, actor }) => number > version && changing.has(type) && actor.id !== officer.id,
  );
  if (other === undefined) return null;
  const by = other.actor.name ?? (other.actor.kind === 'resident' ? 'The resident' : 'The assistant');
  return `${by} ${deeds.get(other.type) ?? 'changed it'} meanwhile. Look at the card again, then decide.`;
}

const deeds: ReadonlyMap<string, string> = new Map([
  ['assigned', 'changed who has it'],
  ['routed', 'passed it to another team'],
  ['reclassified', 'changed its service'],
  ['status-changed', 'changed its status'],
  ['reopened', 'opened it again'],
  ['confirmed', 'said they have it'],
]);

export const unseen = 'There is no such case, or it is one you may not see.';
export const troubled =
  'Moothall could not take this down just now. Nothing is changed: try again in a moment.';

/** What somebody who may do nothing is told; null for those we do not speak to. */
export function noWords(no: NoOfficer): string | null {
  if (no === 'guest') return 'Guests of the workspace cannot act on cases.';
  if (no === 'in-no-group')
    return 'You are in none of the user groups that work on cases. Whoever looks after Slack at the council can add you to your team’s.';
  if (no === 'left') return 'You no longer have a place at the desk. Ask an administrator of Moothall.';
  return null;
}

/** Tell one officer something only they see. It never fails: what was done is done, told or not. */
export async function tell(
  { client, needs }: Pick<Ground, 'client' | 'needs'>,
  { who, place, thread, trigger }: Looking,
  text: string,
  blocks?: types.KnownBlock[],
): Promise<void> {
  const words = text.slice(0, longestField);
  const said: types.KnownBlock[] = blocks ?? [
    { type: 'section', text: { type: 'plain_text', text: words, emoji: false } },
  ];
  try {
    if (place !== undefined) {
      const in_thread = thread === null || thread === undefined ? {} : { thread_ts: thread };
      await client.chat.postEphemeral({
        channel: place,
        user: who.user,
        text: escaped(words),
        blocks: said,
        ...in_thread,
      });
    } else if (trigger !== undefined && trigger !== '') {
      const view: types.ModalView = {
        type: 'modal',
        title: { type: 'plain_text', text: 'Moothall' },
        close: { type: 'plain_text', text: 'Close' },
        blocks: said,
      };
      await client.views.open({ trigger_id: trigger, view });
    }
  } catch (fault) {
    needs.log.warn(
      { event: 'slack-untold', fault: nameOf(fault) },
      'An officer could not be told what became of it.',
    );
  }
}

/** What went wrong, by name: never its words, which may be somebody's. */
export function nameOf(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown';
  return 'code' in fault && typeof fault.code === 'string' ? `${fault.name} ${fault.code}` : fault.name;
}
