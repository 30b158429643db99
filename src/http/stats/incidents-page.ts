import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Officer } from '../../core/desk.ts';
import { Refusal } from '../../core/errors.ts';
import { groupName } from '../../core/figure-words.ts';
import { type Incident, type IncidentNote, longestTitle, readNote } from '../../core/incidents.ts';
import { officerAt } from '../desk/sign-in.ts';
import { render } from '../views.ts';
import { rowsCsv, sendCsv } from './csv.ts';
import { shortDays } from './days.ts';
import type { StatsDoors } from './page.ts';

const path = '/desk/stats/incidents';
const fields = [
  'title',
  'firstDay',
  'lastDay',
  'team',
  'service',
] as const satisfies readonly (keyof IncidentNote)[];
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Filled = Readonly<Record<(typeof fields)[number], string>>;
type Body = Readonly<Record<string, unknown>> | null;

/** What a form page shows beside its fields. */
interface FormShown {
  readonly id: string;
  /** The number it was seen with; 0 for a new one. */
  readonly seen: number;
  readonly filled: Filled;
  readonly faults: readonly { readonly field: string; readonly message: string }[];
}

/** What explains the figures: a list of what managers noted, and forms to note, change and take back. */
export function incidentRoutes(desk: FastifyInstance, doors: StatsDoors, newKey: () => string): void {
  const { stats, council, signIn } = doors;
  const choices = {
    teams: [...council.teams.values()].map(({ id, name }) => ({ value: id, text: name })),
    services: [...council.services.values()].map(({ label, title }) => ({ value: label, text: title })),
  };
  const show = async (reply: FastifyReply, officer: Officer, form: FormShown, done = '') => {
    const incidents = await stats.incidents(officer);
    return render(reply.code(form.faults.length > 0 ? 422 : 200), 'stats/incidents.njk', {
      officer,
      here: 'Incidents',
      path,
      kept: '',
      incidents: incidents.map((each) => rowOf(each, council)),
      done: doneWords[done] ?? null,
      longestTitle,
      ...choices,
      ...form,
      errorList: form.faults.map(({ field, message }) => ({ text: message, href: `#incident-${field}` })),
      errors: Object.fromEntries(form.faults.map(({ field, message }) => [field, message])),
    });
  };
  const empty = (): FormShown => ({ id: newKey(), seen: 0, filled: filledIn(null), faults: [] });

  desk.get<{ Querystring: Record<string, unknown> }>('/stats/incidents', async (request, reply) => {
    const officer = request.officer ?? (await officerAt(request, signIn));
    return show(reply, officer, empty(), String(request.query['done'] ?? ''));
  });

  desk.get('/stats/incidents.csv', async (request, reply) => {
    const officer = request.officer ?? (await officerAt(request, signIn));
    return sendCsv(reply, 'moothall-incidents', incidentsCsv(await stats.incidents(officer)));
  });

  desk.get<{ Params: { id: string } }>('/stats/incidents/:id', async (request, reply) => {
    const officer = request.officer ?? (await officerAt(request, signIn));
    const found = (await stats.incidents(officer)).find(({ id }) => id === request.params.id);
    if (found === undefined) throw new Refusal('not-found', 'It may have been taken back. Look at the list.');
    const { id, number, ...note } = found;
    return show(reply, officer, { id, seen: number, filled: filledIn({ ...note }), faults: [] });
  });

  desk.post<{ Body: Body }>('/stats/incidents', async (request, reply) => {
    const officer = request.officer ?? (await officerAt(request, signIn));
    const { body } = request;
    const id = String(body?.['id'] ?? '');
    const seen = Number(body?.['seen'] ?? 0);
    const filled = filledIn(body);
    if (!uuid.test(id) || !Number.isInteger(seen) || seen < 0)
      throw new Refusal('body-invalid', 'Open the page again and send its form.');
    const takenBack = body?.['act'] === 'take-back' && seen > 0;
    const { note, faults } = readNote(filled, council);
    if (!takenBack && faults.length > 0) return show(reply, officer, { id, seen, filled, faults });
    try {
      await stats.noteIncident({ id, seen, note: takenBack ? null : note }, officer);
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.code !== 'incident-changed') throw refusal;
      return show(reply, officer, await asItStands(await stats.incidents(officer), { id, filled }, refusal));
    }
    const done = takenBack ? 'taken-back' : seen === 0 ? 'noted' : 'changed';
    return reply.redirect(`${path}?done=${done}`, 303);
  });

  /** The form again, what was filled in kept, to be sent over how it stands now. */
  async function asItStands(
    all: readonly Incident[],
    { id, filled }: Pick<FormShown, 'id' | 'filled'>,
    { message, hint }: Refusal,
  ): Promise<FormShown> {
    const found = all.find((each) => each.id === id);
    const faults = [{ field: 'title', message: `${message} ${hint}` }];
    return { id: found?.id ?? newKey(), seen: found?.number ?? 0, filled, faults };
  }
}

const doneWords: Readonly<Record<string, string>> = {
  noted: 'Noted. It stands on every line of those days.',
  changed: 'Changed.',
  'taken-back': 'Taken back. It stands on no line any more.',
};

function filledIn(body: Body): Filled {
  return Object.fromEntries(
    fields.map((name) => {
      const value = body?.[name];
      return [name, typeof value === 'string' ? value.slice(0, 200) : ''];
    }),
  ) as unknown as Filled;
}

function rowOf(incident: Incident, council: StatsDoors['council']) {
  const { id, title, firstDay, lastDay, team, service, by, at, number } = incident;
  return {
    title,
    href: `${path}/${id}`,
    days: shortDays(firstDay, lastDay, { withYear: true }),
    whom:
      [
        ...(team === null ? [] : [groupName('team', team, council)]),
        ...(service === null ? [] : [groupName('service', service, council)]),
      ].join(', ') || 'Everybody',
    by: number === 1 ? by : `${by}, who changed it`,
    at,
  };
}

function incidentsCsv(incidents: readonly Incident[]): string {
  const head = ['title', 'first-day', 'last-day', 'team', 'service', 'by', 'at'];
  const rows = incidents.map(({ title, firstDay, lastDay, team, service, by, at }) => [
    title,
    firstDay,
    lastDay,
    team,
    service,
    by,
    at.toISOString(),
  ]);
  return rowsCsv([head, ...rows]);
}
