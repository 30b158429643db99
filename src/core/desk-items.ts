/** Why a case is shown: `none` when it is only new or changed. */
export type DeskAlert =
  | 'none'
  /** Somebody is in danger: the duty team and its on-call are told at once. */
  | 'danger'
  /** Nobody has confirmed a danger, or an officer escalated: the next on-call is paged. */
  | 'page'
  | 'delivery-failed'
  /** Three quarters of a target's time are gone. */
  | 'due-soon'
  /** A target is missed. */
  | 'overdue';

/** One thing a desk is shown. The desk reads the record itself. */
export type DeskItem = CaseItem | SummaryItem | DigestItem;

/** That a case is new, changed, or wants attention. */
export interface CaseItem {
  /** The delivery's id. */
  readonly key: string;
  readonly kind: 'case';
  readonly caseId: string;
  readonly reference: string;
  readonly alert: DeskAlert;
  /** Whom a `page` or an `overdue` calls, as the team's `onCall` names them. */
  readonly calls: readonly string[];
}

/** A team's morning: what is due today, what is overdue, what came overnight. */
export interface SummaryItem {
  readonly key: string;
  readonly kind: 'summary';
  readonly team: string;
  /** `YYYY-MM-DD`, local. */
  readonly day: string;
}

/** The week in brief, for managers. */
export interface DigestItem {
  readonly key: string;
  readonly kind: 'digest';
  /** `YYYY-MM-DD`, local: the morning it is told. It is of the week before. */
  readonly day: string;
}
