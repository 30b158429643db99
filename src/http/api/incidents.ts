import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Officer } from '../../core/desk.ts';
import { Refusal } from '../../core/errors.ts';
import { explains, type Incident, type IncidentNote, longestTitle, readNote } from '../../core/incidents.ts';
import type { Doors } from '../doors.ts';
import { wrongWith } from '../stats/asked.ts';
import { officerOf, read } from './asking.ts';
import { faultShape } from './shapes.ts';
import type { Writing } from './writing.ts';

const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'a local day such as 2026-11-12');
const word = z.string().min(1).max(60);

const listQuery = z.strictObject({
  from: day.optional().describe('Only those not over before this local day.'),
  to: day.optional().describe('Only those begun by this local day.'),
  team: word.optional().describe('Only those that concerned this team, or everybody.'),
  service: word.optional().describe('Only those that concerned this service, or everybody.'),
});

const note = {
  title: z
    .string()
    .max(200)
    .describe(`What happened, in at most ${longestTitle} characters. Name no person.`),
  firstDay: z.string().max(10).describe('Local day, such as 2026-11-12.'),
  lastDay: z
    .string()
    .max(10)
    .nullish()
    .describe('The last local day, which belongs to it. Left out: one day.'),
  team: z.string().max(60).nullish().describe('Whom alone it concerned. Left out: everybody.'),
  service: z.string().max(60).nullish(),
};
const seen = z
  .number()
  .int()
  .min(1)
  .describe('The number it was seen with: refused with 409 when it moved on.');

const newBody = z.strictObject({ id: z.uuid().describe('A new UUID. A repeat changes nothing.'), ...note });
const changeBody = z.strictObject({ seen, ...note });
const takeBackBody = z.strictObject({ seen });

const incidentShape = z.object({
  id: z.uuid(),
  number: z.number().int().describe('1 as first noted, one more for each change.'),
  title: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  team: z.string().nullable(),
  service: z.string().nullable(),
  by: z.string().describe('The officer who wrote it as it stands.'),
  at: z.iso.datetime(),
});

/** What managers noted to explain figures, for programs. */
export function incidentsApi(app: FastifyInstance, doors: Doors): void {
  const { stats, council } = doors;
  const path = '/api/stats/incidents';

  app.get(path, async (request) => {
    const officer = await officerOf(request, doors);
    const { from, to, ...kinds } = read(listQuery, request.query);
    const asked = Object.entries(kinds) as ['team' | 'service', string][];
    const around = { council, channels: [], now: doors.now() };
    const faults = asked.flatMap(([by, value]) => wrongWith(by, value, around) ?? []);
    if (faults.length > 0) throw new Refusal('body-invalid', faults.join(' '));
    const within = ({ firstDay, lastDay }: Incident) =>
      (from === undefined || from <= lastDay) && (to === undefined || firstDay <= to);
    const filters = Object.fromEntries(asked);
    const all = await stats.incidents(officer);
    return { incidents: all.filter((each) => within(each) && explains(each, filters, council)) };
  });

  app.post(path, async (request, reply) => {
    const officer = await officerOf(request, doors);
    const { id, ...given } = read(newBody, request.body ?? {});
    await stats.noteIncident({ id, seen: 0, note: noteIn(given) }, officer);
    return reply.code(201).send(await asItStands(id, officer));
  });

  app.post<{ Params: { id: string } }>(`${path}/:id`, async (request) => {
    const officer = await officerOf(request, doors);
    const { seen, ...given } = read(changeBody, request.body ?? {});
    const id = idIn(request.params);
    await stats.noteIncident({ id, seen, note: noteIn(given) }, officer);
    return asItStands(id, officer);
  });

  app.post<{ Params: { id: string } }>(`${path}/:id/take-back`, async (request) => {
    const officer = await officerOf(request, doors);
    const { seen } = read(takeBackBody, request.body ?? {});
    await stats.noteIncident({ id: idIn(request.params), seen, note: null }, officer);
    return { takenBack: true };
  });

  function noteIn(given: Omit<z.infer<typeof newBody>, 'id'>): IncidentNote {
    const filled = {
      title: given.title,
      firstDay: given.firstDay,
      lastDay: given.lastDay ?? '',
      team: given.team ?? '',
      service: given.service ?? '',
    };
    const { note, faults } = readNote(filled, council);
    if (faults.length > 0)
      throw new Refusal('body-invalid', `${faults.map(({ message }) => message).join('. ')}.`);
    return note;
  }

  async function asItStands(id: string, officer: Officer): Promise<Incident> {
    const found = (await stats.incidents(officer)).find((each) => each.id === id);
    if (found === undefined) throw new Refusal('incident-changed', 'It was taken back.');
    return found;
  }
}

function idIn({ id }: { readonly id: string }): string {
  if (!z.uuid().safeParse(id).success) throw new Refusal('not-found', 'Incidents have UUIDs.');
  return id;
}

/** What the OpenAPI document says of incidents. */
export function incidentPaths({ json, inQuery, refused, security }: Writing): Record<string, object> {
  const others = {
    400: refused['400'],
    401: refused['401'],
    403: json(faultShape, 'The officer is no manager.'),
    503: refused['503'],
  };
  const changed = { ...others, 409: json(faultShape, 'Somebody changed it, or took it back, since.') };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
  const post = (summary: string, body: z.ZodType, parameters: object[], responses: object) => ({
    summary,
    security,
    parameters,
    requestBody: { required: true, ...json(body, 'What is asked.') },
    responses: { ...responses, ...changed },
  });
  return {
    '/api/stats/incidents': {
      get: {
        summary: 'What managers noted to explain figures: storms, strikes, systems down',
        security,
        parameters: inQuery(listQuery),
        responses: {
          200: json(z.object({ incidents: z.array(incidentShape) }), 'The latest days first.'),
          ...others,
        },
      },
      post: post('Note an incident', newBody, [], { 201: json(incidentShape, 'As it stands.') }),
    },
    '/api/stats/incidents/{id}': {
      post: post('Change an incident', changeBody, [id], { 200: json(incidentShape, 'As it stands.') }),
    },
    '/api/stats/incidents/{id}/take-back': {
      post: post('Take an incident back', takeBackBody, [id], {
        200: json(z.object({ takenBack: z.literal(true) }), 'It is drawn no more, and stays on the record.'),
      }),
    },
  };
}
