import type { Outcome, Status } from './case.ts';
import type { Receipt } from './channel.ts';

export const roles = ['officer', 'manager', 'safeguarding', 'admin'] as const;
export type Role = (typeof roles)[number];

/** A person at a desk. */
export interface Officer {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** The team whose cases they see first. */
  readonly team: string | null;
}

/** One thing an officer does to a case, the same from every desk. */
export type Act =
  | { readonly type: 'reply'; readonly text: string; readonly question?: boolean }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'assign'; readonly officer: string | null }
  | { readonly type: 'route'; readonly team: string; readonly reason?: string }
  | { readonly type: 'reclassify'; readonly service: string; readonly reason: string }
  | {
      readonly type: 'status';
      readonly status: Status;
      readonly outcome?: Outcome;
      readonly reason?: string;
    };

export interface DeskAction {
  readonly reference: string;
  readonly officer: Officer;
  readonly act: Act;
  /** The version the officer was looking at. Left out, the act applies to whatever stands. */
  readonly version?: number;
  /** Makes a repeat of the same act harmless. */
  readonly key?: string;
}

export interface DeskOutcome {
  readonly reference: string;
  readonly version: number;
  /** The reply's delivery, when the act was a reply. */
  readonly deliveryId: string | null;
}

/** One thing a desk is shown: that a case is new or changed. The desk reads the case itself. */
export interface DeskItem {
  /** The delivery's id. */
  readonly key: string;
  readonly caseId: string;
  readonly reference: string;
  readonly alert: 'none' | 'danger' | 'delivery-failed';
}

/** A place officers work in. */
export interface Desk {
  readonly name: string;
  /** Listen. Every officer's act arrives as one `DeskAction` (reply, note, assign, re-route, close ...). */
  start(act: (action: DeskAction) => Promise<DeskOutcome>): Promise<void>;
  /** Show or refresh one thing (case card, resident's message, alert). Idempotent by its key. */
  show(item: DeskItem): Promise<Receipt>;
  stop(): Promise<void>;
}
