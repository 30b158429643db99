import type { FastifyInstance } from 'fastify';
import { Refusal } from '../../core/errors.ts';
import { findReference } from '../../core/ids.ts';
import type { Doors } from '../doors.ts';
import { officerOf, read } from './asking.ts';
import { channelsApi } from './channels.ts';
import { incidentsApi } from './incidents.ts';
import { openApi } from './openapi.ts';
import { scorecardQuery } from './scorecard.ts';
import { actionBody, caseQuery, toldBody } from './shapes.ts';
import { statsApi } from './stats.ts';

/** The record for officers and scripts: lists, whole cases, and the same acts as at the desk. */
export function apiRoutes(app: FastifyInstance, doors: Doors): void {
  const { record, council, personal } = doors;
  const document = openApi(council.facts.name);
  channelsApi(app, doors);

  app.get('/api/openapi.json', async () => document);
  statsApi(app, doors);
  incidentsApi(app, doors);

  app.get('/api/cases', async (request) => {
    const officer = await officerOf(request, doors);
    const { assignee, ...query } = read(caseQuery, request.query);
    const page = await record.cases(
      { ...query, assignee: assignee === 'me' ? officer.id : assignee },
      officer,
    );
    return { cases: page.cases, cursor: page.next };
  });

  app.post('/api/cases', async (request, reply) => {
    const officer = await officerOf(request, doors);
    return reply.code(201).send(await record.open(read(toldBody, request.body ?? {}), officer));
  });

  app.get<{ Params: { reference: string } }>('/api/cases/:reference', async (request) => {
    const officer = await officerOf(request, doors);
    const file = await record.caseFile(referenceOf(request.params.reference, doors), officer);
    if (file === null) throw unknownCase(doors);
    const { messages, events, deliveries, decisions, clocks, ...rest } = file;
    const marked = messages.map((message) => ({
      ...message,
      personal: message.voice === 'resident' ? personal(message.text ?? '') : [],
    }));
    return { case: rest, messages: marked, events, deliveries, decisions, clocks };
  });

  app.post<{ Params: { reference: string } }>('/api/cases/:reference/actions', async (request) => {
    const officer = await officerOf(request, doors);
    const reference = referenceOf(request.params.reference, doors);
    const { version, key, ...act } = read(actionBody, request.body ?? {});
    return record.act({
      reference,
      officer,
      act,
      ...(version === undefined ? {} : { version }),
      ...(key === undefined ? {} : { key }),
    });
  });

  app.get('/api/scorecard', async (request) => {
    const officer = await officerOf(request, doors);
    return record.scorecard(read(scorecardQuery, request.query).weeks, officer);
  });

  app.post<{ Params: { reference: string; delivery: string } }>(
    '/api/cases/:reference/deliveries/:delivery/retry',
    async (request, reply) => {
      const officer = await officerOf(request, doors);
      await record.retry(referenceOf(request.params.reference, doors), request.params.delivery, officer);
      return reply.code(202).send({ retried: true });
    },
  );
}

function referenceOf(typed: string, doors: Doors): string {
  const reference = findReference(doors.council.facts.referencePrefix, typed);
  if (reference === null) throw unknownCase(doors);
  return reference;
}

function unknownCase({ council }: Doors): Refusal {
  return new Refusal(
    'case-unknown',
    `A reference looks like ${council.facts.referencePrefix}-482-913-605. Check every digit.`,
  );
}
