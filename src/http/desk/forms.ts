import { createHash } from 'node:crypto';
import { type Outcome, outcomes, type Status, statuses } from '../../core/case.ts';
import type { Act } from '../../core/desk.ts';
import type { Refusal, RefusalCode } from '../../core/errors.ts';

/** The forms of the case page. Each posts its own name as `form`. */
export const formNames = [
  'reply',
  'note',
  'correct',
  'withdraw',
  'take',
  'assign',
  'unassign',
  'route',
  'lift',
  'reclassify',
  'status',
  'reopen',
  'escalate',
  'confirm',
] as const;
export type FormName = (typeof formNames)[number];

export type Body = Readonly<Record<string, unknown>>;

/** Longest reply or note, in UTF-16 code units: what the flow takes. */
export const longestText = 4000;

/** Seconds in which a reply from this desk can be taken back before anybody reads it. */
export const undoSeconds = 10;

/** What is wrong with a form, told at the top of the page and at the field itself. */
export interface Fault {
  readonly title: string;
  readonly message: string;
  readonly hint: string;
  /** Id of the field to go to. */
  readonly field: string;
}

/** A form as the officer filled it in. */
export interface Draft {
  readonly form: FormName;
  readonly fields: Readonly<Record<string, string>>;
}

export const doneWords: Readonly<Record<FormName | 'retry' | 'opened', string>> = {
  reply: `Your reply is on its way: it goes in ${undoSeconds} seconds. Until then you can take it back below.`,
  note: 'Your private note is on the record.',
  correct: 'What you wrote has been put right.',
  withdraw: 'What you wrote has been taken back.',
  take: 'The case is yours.',
  assign: 'The case has been assigned.',
  unassign: 'The case is back with the whole team.',
  route: 'The case has been moved to another team.',
  lift: 'The restriction is lifted: everybody at the desk may see this case.',
  reclassify: 'The service has been changed.',
  status: 'The status has been changed.',
  reopen: 'The case is open again.',
  escalate: 'The on-call has been called.',
  confirm: 'You have the danger in hand. Nobody else is called.',
  opened: 'The case has been opened.',
  retry: 'The reply will be sent again.',
};

export function draftIn(body: Body): Draft | null {
  const form = formNames.find((name) => name === body['form']);
  if (form === undefined) return null;
  const fields = Object.entries(body).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  // Browsers end lines of a text area with CR LF.
  return {
    form,
    fields: Object.fromEntries(fields.map(([name, value]) => [name, value.replaceAll('\r\n', '\n')])),
  };
}

/** The act a filled-in form asks for, or what is missing from it. */
export function actIn({ form, fields }: Draft, hold: number = undoSeconds): Act | Fault {
  const reason = fields['reason']?.trim() ?? '';
  switch (form) {
    case 'reply':
      return { type: 'reply', text: fields['text'] ?? '', question: fields['question'] === 'yes', hold };
    case 'note':
      return { type: 'note', text: fields['text'] ?? '' };
    case 'correct':
      return { type: 'correct', messageId: fields['message'] ?? '', text: fields['text'] ?? '' };
    case 'withdraw':
      return { type: 'withdraw', messageId: fields['message'] ?? '' };
    case 'take':
      return { type: 'assign', officer: 'me' };
    case 'unassign':
      return { type: 'assign', officer: null };
    case 'assign':
      return fields['officer']
        ? { type: 'assign', officer: fields['officer'] }
        : unchosen('an officer', 'assign-officer');
    case 'route':
      if (!fields['team']) return unchosen('a team', 'route-team');
      return {
        type: 'route',
        team: fields['team'],
        ...(reason === '' ? {} : { reason }),
        ...(fields['lift'] === 'yes' ? { liftRestriction: true } : {}),
      };
    case 'lift':
      if (reason === '')
        return {
          title: 'There is a problem',
          message: 'Say why everybody may see it',
          hint: '',
          field: 'lift-reason',
        };
      return { type: 'route', team: fields['team'] ?? '', reason, liftRestriction: true };
    case 'reclassify':
      return fields['service']
        ? { type: 'reclassify', service: fields['service'], reason }
        : unchosen('a service', 'reclassify-service');
    case 'status':
      return statusAct(fields, reason);
    case 'reopen':
      return { type: 'status', status: 'in-progress', ...(reason === '' ? {} : { reason }) };
    case 'escalate':
      return { type: 'escalate', reason };
    case 'confirm':
      return { type: 'confirm' };
  }
}

function statusAct(fields: Draft['fields'], reason: string): Act | Fault {
  const status = statuses.find((name: Status) => name === fields['status']);
  const outcome = outcomes.find((name: Outcome) => name === fields['outcome']);
  if (status === undefined) return unchosen('a status', 'status-status');
  if (status === 'resolved' && outcome === undefined)
    return unchosen('how it was resolved', 'status-outcome');
  return {
    type: 'status',
    status,
    ...(status === 'resolved' && outcome !== undefined ? { outcome } : {}),
    ...(status === 'resolved' && fields['quiet'] === 'yes' ? { tell: false } : {}),
    ...(reason === '' ? {} : { reason }),
  };
}

function unchosen(what: string, field: string): Fault {
  return { title: 'There is a problem', message: `Choose ${what}`, hint: '', field };
}

/** Where on the page a refusal belongs. */
export function faultOf(refusal: Refusal, { form, fields: given }: Draft): Fault {
  const written = form === 'correct' || form === 'withdraw';
  const fields: Partial<Record<RefusalCode, string>> = {
    'text-empty': `${form}-text`,
    'text-too-long': `${form}-text`,
    'text-invalid': `${form}-text`,
    'officer-unknown': 'assign-officer',
    'team-unknown': form === 'lift' ? 'lift-reason' : 'route-team',
    'service-unknown': 'reclassify-service',
    'reason-missing': `${form}-reason`,
    'status-impossible': 'status-status',
    'case-closed': 'reopen-reason',
  };
  return {
    title: 'There is a problem',
    message: refusal.message,
    hint: refusal.hint,
    field: written ? `correct-text-${given['message']}` : (fields[refusal.code] ?? firstField[form]),
  };
}

/** Where an officer goes on in each form. */
export const firstField: Readonly<Record<FormName, string>> = {
  reply: 'reply-text',
  note: 'note-text',
  correct: 'thread',
  withdraw: 'thread',
  take: 'actions',
  assign: 'assign-officer',
  unassign: 'actions',
  route: 'route-team',
  lift: 'lift-reason',
  reclassify: 'reclassify-service',
  status: 'status-status',
  reopen: 'reopen-reason',
  escalate: 'escalate-reason',
  confirm: 'part-head',
};

/**
 * The key of an act: the same for a form sent twice, another when the page was gone back to and filled in
 * differently.
 */
export function keyOf(formKey: string, officerId: string, act: Act): string {
  return createHash('sha256')
    .update(JSON.stringify([formKey, officerId, act]))
    .digest('hex');
}

/** The version the form was made from; undefined when it names none. */
export function versionIn({ fields }: Draft): number | undefined {
  const version = Number(fields['version']);
  return Number.isInteger(version) && version > 0 ? version : undefined;
}

/** What to say to an officer whose act came after somebody else's. */
export function movedOnFault(form: FormName): Fault {
  return {
    title: 'The case changed before you sent this',
    message: 'Nothing has been done yet. What you put in is kept: look again, then decide',
    hint: '',
    field: firstField[form],
  };
}
