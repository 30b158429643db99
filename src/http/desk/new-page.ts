import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Officer } from '../../core/desk.ts';
import { Refusal } from '../../core/errors.ts';
import { render } from '../views.ts';
import type { DeskDoors } from './case-page.ts';
import { type Fault, longestText } from './forms.ts';
import { officerAt } from './sign-in.ts';

/** The form as it was filled in. */
interface Filled {
  readonly text: string;
  readonly service: string;
  readonly key: string;
}

/** Where a case is made of what a resident told an officer elsewhere: on the telephone, in the street. */
export function newRoutes(
  desk: FastifyInstance,
  { record, council, signIn }: DeskDoors,
  newKey: () => string,
): void {
  const services = [...council.services.values()].map(({ label, title }) => ({ value: label, text: title }));
  const show = (reply: FastifyReply, officer: Officer, filled: Filled, fault: Fault | null = null) =>
    render(reply, 'desk/new.njk', { officer, services, longestText, ...filled, fault });

  desk.get('/new', async (request, reply) => {
    const officer = request.officer ?? (await officerAt(request, signIn));
    return show(reply, officer, { text: '', service: '', key: newKey() });
  });

  desk.post<{ Body: Readonly<Record<string, unknown>> | null }>('/new', async (request, reply) => {
    const officer = request.officer ?? (await officerAt(request, signIn));
    const field = (name: string) => {
      const given = request.body?.[name];
      return typeof given === 'string' ? given.replaceAll('\r\n', '\n') : '';
    };
    const filled = { text: field('text'), service: field('service'), key: field('key') || newKey() };
    const { text, service, key } = filled;
    try {
      const opened = await record.open({ text, key, ...(service === '' ? {} : { service }) }, officer);
      return reply.redirect(`/desk/cases/${encodeURIComponent(opened.reference)}?done=opened`, 303);
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.code === 'ledger-down') throw refusal;
      return show(reply.code(refusal.status), officer, filled, faultOf(refusal));
    }
  });
}

function faultOf({ code, message, hint }: Refusal): Fault {
  const field = code === 'service-unknown' ? 'new-service' : 'new-text';
  return { title: 'There is a problem', message, hint, field };
}
