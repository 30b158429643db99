import type { Receipt, ReplyAddress } from './channel.ts';
import type { Revises } from './decision.ts';
import type { DeskAlert } from './desk.ts';

/** A delivery that is ours to make now. */
export interface Claimed {
  readonly id: string;
  readonly kind: 'channel' | 'desk';
  /** Name of the channel or desk it goes through. */
  readonly via: string;
  readonly attempts: number;
  readonly conversationId: string | null;
  readonly caseId: string | null;
  readonly messageId: string | null;
  /** Null for a desk item, and for a message erased since. */
  readonly text: string | null;
  readonly payload: {
    readonly to?: ReplyAddress;
    readonly choices?: string[];
    /** What the channel is to change or take back instead of saying something new. */
    readonly revises?: Revises;
    readonly reference?: string;
    /** Of a desk's item. A case's when left out. */
    readonly kind?: 'case' | 'summary' | 'digest';
    readonly alert?: DeskAlert;
    readonly calls?: string[];
    readonly team?: string;
    readonly day?: string;
  };
}

/** What became of a claimed delivery. */
export type Settled =
  | { readonly id: string; readonly status: 'sent'; readonly receipt: Receipt }
  | { readonly id: string; readonly status: 'failed' | 'unknown'; readonly error: string }
  | { readonly id: string; readonly status: 'pending'; readonly error: string; readonly notBefore: Date };
