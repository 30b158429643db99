import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Officer } from '../../core/desk.ts';
import { Refusal } from '../../core/errors.ts';
import type { CaseFile } from '../../core/record.ts';
import type { Doors } from '../doors.ts';
import { render } from '../views.ts';
import { doAct, MovedOn } from './act.ts';
import { viewCase } from './case.ts';
import { caseMissing, failure } from './failures.ts';
import {
  actIn,
  type Body,
  type Draft,
  doneWords,
  draftIn,
  type Fault,
  faultOf,
  longestText,
  movedOnFault,
} from './forms.ts';
import { officerAt } from './sign-in.ts';
import type { Moment } from './timeline.ts';
import { type PreviewView, unsent } from './unsent.ts';
import { unwellIn } from './unwell.ts';

/** What the desk needs of the doors: all but the residents’. */
export type DeskDoors = Omit<Doors, 'chat'>;

interface CasePageOptions {
  readonly stream: (reply: FastifyReply, listen: (changed: () => void) => () => void) => void;
  readonly newKey: () => string;
  /** Seconds a reply can be taken back before it goes. */
  readonly hold: number;
}

/** What a page shows besides the case: how the officer's last act went. */
interface Aftermath {
  readonly done?: string;
  readonly draft?: Draft;
  readonly fault?: Fault;
  readonly movedOn?: readonly Moment[];
  /** The reply as the resident will see it, not sent yet. */
  readonly preview?: PreviewView;
}

interface OfCase {
  Params: { reference: string };
}

const pageOf = (reference: string) => `/desk/cases/${encodeURIComponent(reference)}`;

/** The page of one case, its forms, and its live stream. */
export function caseRoutes(
  desk: FastifyInstance,
  doors: DeskDoors,
  { stream, newKey, hold }: CasePageOptions,
): void {
  const { record, council, personal, signIn, now } = doors;
  const officerOf = async (request: FastifyRequest) => request.officer ?? officerAt(request, signIn);

  async function show(
    reply: FastifyReply,
    file: CaseFile,
    officer: Officer,
    aftermath: Aftermath = {},
  ): Promise<FastifyReply> {
    const shownAt = now();
    const view = viewCase(file, {
      council,
      officer,
      officers: await record.officers(),
      ready: record.canned(file),
      personal,
      now: shownAt,
    });
    const page = { file: view, officer, shownAt, key: newKey(), longestText, unwell: unwellIn(record) };
    return render(reply, 'desk/case.njk', { ...page, ...aftermath });
  }

  desk.get<OfCase & { Querystring: { done?: string } }>('/cases/:reference', async (request, reply) => {
    const officer = await officerOf(request);
    const file = await record.caseFile(request.params.reference, officer);
    if (file === null) return failure(reply, caseMissing, request);
    const done = Object.entries(doneWords).find(([name]) => name === request.query.done)?.[1];
    return show(reply, file, officer, done === undefined ? {} : { done });
  });

  desk.get<OfCase>('/cases/:reference/events', async (request, reply) => {
    const { reference } = request.params;
    const file = await record.caseFile(reference, await officerOf(request));
    if (file === null) throw new Refusal('case-unknown', 'Check the reference.');
    stream(reply, (changed) => record.listen((of) => (of === file.reference ? changed() : undefined)));
    return reply;
  });

  // Where the address bar stands after a form was refused.
  desk.get<OfCase>('/cases/:reference/act', (request, reply) =>
    reply.redirect(pageOf(request.params.reference), 303),
  );

  desk.post<OfCase & { Body: Body | null }>('/cases/:reference/act', async (request, reply) => {
    const { reference } = request.params;
    const officer = await officerOf(request);
    const draft = draftIn(request.body ?? {});
    if (draft === null) throw new Refusal('body-invalid', 'Open the case again and use one of its forms.');

    const again = async (status: number, aftermath: Aftermath, known?: CaseFile) => {
      const file = known ?? (await record.caseFile(reference, officer));
      if (file === null) return failure(reply, caseMissing, request);
      return show(reply.code(status), file, officer, { draft, ...aftermath });
    };
    if (draft.form === 'reply' && draft.fields['do'] !== undefined) {
      const file = await record.caseFile(reference, officer);
      if (file === null) return failure(reply, caseMissing, request);
      return show(reply, file, officer, unsent(record, file, draft));
    }
    const act = actIn(draft, hold);
    if ('field' in act) return again(422, { fault: act });
    try {
      await doAct(record, council, { reference, officer, draft, act });
    } catch (error) {
      if (error instanceof MovedOn)
        return again(409, { fault: movedOnFault(draft.form), movedOn: error.moments }, error.file);
      if (!(error instanceof Refusal) || error.code === 'ledger-down') throw error;
      return again(error.status, { fault: faultOf(error, draft) });
    }
    return reply.redirect(`${pageOf(reference)}?done=${draft.form}`, 303);
  });

  desk.post<OfCase & { Params: { delivery: string } }>(
    '/cases/:reference/deliveries/:delivery/retry',
    async (request, reply) => {
      const { reference, delivery } = request.params;
      await record.retry(reference, delivery, await officerOf(request));
      return reply.redirect(`${pageOf(reference)}?done=retry`, 303);
    },
  );
}
