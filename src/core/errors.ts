/**
 * Every refusal the core can give, with the HTTP status it becomes and a sentence for the person it stops.
 * The sentence says what is wrong; `hint` on the thrown error says what would be right.
 */
export const refusals = {
  'text-empty': [400, 'The message has no text.'],
  'text-too-long': [413, 'The message is too long.'],
  'text-invalid': [400, 'The message is not valid UTF-8 text.'],
  'json-invalid': [400, 'The body is not valid JSON.'],
  'body-invalid': [400, 'The body is not of the expected shape.'],
  'content-type': [415, 'This content type is not accepted here.'],
  'not-signed-in': [401, 'This needs a valid token.'],
  'not-allowed': [403, 'Your role does not allow this.'],
  'not-found': [404, 'There is nothing here.'],
  'case-unknown': [404, 'No case has this reference.'],
  'case-changed': [409, 'The case has changed since you opened it.'],
  'incident-changed': [409, 'Somebody changed this incident, or took it back, after you opened it.'],
  'case-closed': [409, 'The case is resolved.'],
  'status-impossible': [409, 'The case cannot take this status now.'],
  'service-unknown': [422, 'There is no such service.'],
  'team-unknown': [422, 'There is no such team.'],
  'officer-unknown': [422, 'There is no such officer.'],
  'no-way-back': [409, 'The resident cannot be written to here.'],
  'too-late': [409, 'It cannot be taken back any more.'],
  'reason-missing': [422, 'This needs a reason.'],
  'too-many': [429, 'Too many requests.'],
  'ledger-down': [503, 'We cannot store messages just now.'],
} as const satisfies Record<string, readonly [number, string]>;

export type RefusalCode = keyof typeof refusals;

/** A clear no. Thrown by the core and the flow, turned into words by whoever stands at the door. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  /** What would be right. */
  readonly hint: string;
  /** Facts for the person stopped, such as who changed the case first. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: RefusalCode, hint: string, details: Readonly<Record<string, unknown>> = {}) {
    const [status, sentence] = refusals[code];
    super(sentence);
    this.name = 'Refusal';
    this.code = code;
    this.status = status;
    this.hint = hint;
    this.details = details;
  }
}

/**
 * Moothall cannot start. The message says what is wrong, `hint` what to do about it, one sentence each;
 * neither holds a password. Thrown only before anything is served.
 */
export class StartFault extends Error {
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartFault';
    this.hint = hint;
  }
}
