import type { CaseEventType, Outcome, Status } from './case.ts';
import type { Voice } from './conversation.ts';
import type { PhotoPosition } from './files.ts';
import type { Place } from './place.ts';
import type { DangerSign, Guess } from './understanding.ts';

/** A case in a list. */
export interface CaseLine {
  readonly reference: string;
  readonly service: string;
  readonly serviceTitle: string;
  readonly team: string;
  readonly teamName: string;
  readonly status: Status;
  readonly outcome: Outcome | null;
  readonly urgent: boolean;
  readonly danger: readonly DangerSign[];
  readonly restricted: boolean;
  readonly channel: string;
  /** What the resident is answered in, or what they write in when we do not answer in it, BCP 47. */
  readonly language: string;
  readonly assignee: { readonly id: string; readonly name: string } | null;
  /** First words the resident wrote, or null once erased. */
  readonly firstWords: string | null;
  readonly place: Place | null;
  readonly openedAt: Date;
  readonly firstResponseDue: Date | null;
  readonly resolutionDue: Date | null;
  readonly firstRespondedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly version: number;
}

export interface CasePage {
  readonly cases: readonly CaseLine[];
  /** Pass as `cursor` for the next page; null on the last. */
  readonly next: string | null;
}

export interface DeliveryState {
  readonly id: string;
  readonly messageId: string | null;
  readonly via: string;
  readonly status: 'pending' | 'sending' | 'sent' | 'failed' | 'unknown' | 'withdrawn';
  readonly attempts: number;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly error: string | null;
}

/** A file a resident sent, and how far it got. */
export interface SentFile {
  readonly id: string;
  readonly kind: string;
  readonly name: string | null;
  readonly status: 'wanted' | 'kept' | 'refused' | 'failed';
  readonly type: string | null;
  readonly bytes: number | null;
  /** Where a photo says it was taken. */
  readonly position: PhotoPosition | null;
  readonly error: string | null;
}

export interface ThreadMessage {
  readonly id: string;
  readonly seq: number;
  readonly voice: Voice;
  /** Null once erased. */
  readonly text: string | null;
  readonly officer: { readonly id: string; readonly name: string } | null;
  readonly attachments: readonly { readonly kind: string; readonly name?: string }[];
  /** What became of the files it came with. */
  readonly files: readonly SentFile[];
  /** Whether it was said where others could read it. */
  readonly publicly: boolean;
  readonly choices: readonly string[];
  /** Message this one edits or takes back. */
  readonly revises: { readonly messageId: string; readonly kind: 'edit' | 'deletion' } | null;
  readonly at: Date;
  readonly delivery: DeliveryState | null;
}

export interface EventLine {
  readonly number: number;
  readonly type: CaseEventType;
  readonly at: Date;
  readonly actor: { readonly kind: string; readonly id?: string; readonly name?: string };
  readonly data: unknown;
  readonly hash: string;
  readonly previous: string;
}

export interface Decision {
  readonly label: string;
  /** Null when a person decided. */
  readonly probability: number | null;
  readonly messageId: string | null;
  readonly alternatives: readonly Guess[];
  readonly model: string | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly at: Date;
}

/** Everything on the record of one case. */
export interface CaseFile extends CaseLine {
  readonly id: string;
  readonly conversationId: string;
  readonly details: Readonly<Record<string, string>>;
  readonly messages: readonly ThreadMessage[];
  readonly events: readonly EventLine[];
  readonly deliveries: readonly DeliveryState[];
  readonly decisions: readonly Decision[];
  /** Seconds of the team's working time since the case was opened; to resolution once resolved. */
  readonly clocks: {
    readonly openNow: boolean;
    readonly workedSeconds: number;
    /** Of those, how many we waited on the resident. */
    readonly pausedSeconds: number;
    readonly firstResponse: ClockState;
    readonly resolution: ClockState;
  };
  /** Other cases of the same conversation. */
  readonly others: readonly {
    readonly reference: string;
    readonly serviceTitle: string;
    readonly status: Status;
  }[];
}

export interface ClockState {
  readonly due: Date | null;
  readonly met: Date | null;
  /** `none`: no target. `soon`: less than a quarter of the time is left. */
  readonly state: 'none' | 'met' | 'met-late' | 'running' | 'soon' | 'overdue';
  /** Working seconds left; negative when overdue; null without a target or once met. */
  readonly secondsLeft: number | null;
}
