import { z } from 'zod';
import { channelsQuery, channelsShape } from './channels.ts';
import { scorecardQuery, scorecardShape } from './scorecard.ts';
import {
  actionBody,
  caseFileShape,
  caseLineShape,
  caseQuery,
  faultShape,
  outcomeShape,
  toldBody,
} from './shapes.ts';
import { statsPaths } from './stats-document.ts';

const json = (schema: z.ZodType, description: string) => ({
  description,
  content: { 'application/json': { schema: schemaOf(schema) } },
});

function schemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'openapi-3.0',
  }) as Record<string, unknown>;
  return rest;
}

function inQuery(schema: z.ZodType): object[] {
  const properties = schemaOf(schema)['properties'] as Record<string, object>;
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', schema }));
}

const reference = {
  name: 'reference',
  in: 'path',
  required: true,
  schema: { type: 'string' },
  example: 'MB-482-913-605',
};
const refused = Object.fromEntries(
  Object.entries({
    400: 'What was sent is not of the expected shape.',
    401: 'No officer is behind the token.',
    404: 'No case has this reference.',
    409: 'The case is resolved, or has changed since the version given.',
    422: 'There is no such team, service or officer.',
    503: 'The ledger cannot be reached; try again after the seconds in Retry-After.',
  }).map(([status, description]) => [status, json(faultShape, description)]),
);

const managersOnly = {
  400: refused[400],
  401: refused[401],
  403: json(faultShape, 'The officer is no manager.'),
  503: refused[503],
};

const chatMessage = z.object({
  text: z.string().min(1).max(5000),
  id: z.string().max(128).optional().describe('Makes a repeat harmless.'),
});
const chatLines = z.object({
  messages: z.array(
    z.object({
      seq: z.number().int(),
      from: z.enum(['resident', 'bot', 'officer']),
      text: z.string(),
      language: z.string().optional().describe('BCP 47; left out when the words do not tell.'),
      at: z.iso.datetime(),
    }),
  ),
});

/** The OpenAPI 3 document of everything a script may call, made from the shapes the routes check against. */
export function openApi(council: string): object {
  const officer = [{ officer: [] }];
  const resident = [{ resident: [] }];
  return {
    openapi: '3.0.3',
    info: {
      title: `${council} on Moothall`,
      version: '1',
      description: 'Cases for officers and scripts, and the web chat for residents.',
    },
    components: {
      securitySchemes: {
        officer: {
          type: 'http',
          scheme: 'bearer',
          description: "The admin token, or an officer's API token.",
        },
        resident: { type: 'http', scheme: 'bearer', description: 'A token from POST /chat/session.' },
      },
    },
    paths: {
      '/api/cases': {
        get: {
          summary: 'List cases',
          security: officer,
          parameters: inQuery(caseQuery),
          responses: {
            200: json(
              z.object({ cases: z.array(caseLineShape), cursor: z.string().nullable() }),
              'A page of cases.',
            ),
            ...refused,
          },
        },
        post: {
          summary: 'Make a case of what a resident told an officer',
          security: officer,
          requestBody: { required: true, content: { 'application/json': { schema: schemaOf(toldBody) } } },
          responses: {
            201: json(z.object({ reference: z.string() }), 'The case, or the one this key opened before.'),
            ...refused,
          },
        },
      },
      '/api/cases/{reference}': {
        get: {
          summary: 'Read a whole case',
          security: officer,
          parameters: [reference],
          responses: { 200: json(caseFileShape, 'The case.'), ...refused },
        },
      },
      '/api/cases/{reference}/actions': {
        post: {
          summary: 'Act on a case',
          security: officer,
          parameters: [reference],
          requestBody: {
            required: true,
            content: {
              'application/json': { schema: schemaOf(actionBody) },
            },
          },
          responses: { 200: json(outcomeShape, 'Done.'), ...refused },
        },
      },
      '/api/cases/{reference}/deliveries/{delivery}/retry': {
        post: {
          summary: 'Send a failed reply again',
          security: officer,
          parameters: [
            reference,
            { name: 'delivery', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
          ],
          responses: { 202: json(z.object({ retried: z.literal(true) }), 'It is on its way.'), ...refused },
        },
      },
      '/api/scorecard': {
        get: {
          summary: 'How well messages are understood, for managers',
          security: officer,
          parameters: inQuery(scorecardQuery),
          responses: {
            200: json(scorecardShape, 'The scorecard.'),
            ...managersOnly,
          },
        },
      },
      '/api/channels': {
        get: {
          summary: 'What came on each channel, and what became of it, for managers',
          security: officer,
          parameters: inQuery(channelsQuery),
          responses: { 200: json(channelsShape, 'The loss ledger.'), ...managersOnly },
        },
      },
      ...statsPaths({ json, inQuery, refused, security: officer }),
      '/chat/session': {
        post: {
          summary: 'Begin a conversation',
          parameters: [
            {
              name: 'lang',
              in: 'query',
              description:
                'What it is answered in until the words tell: en, or cy where the council answers in it.',
              schema: { type: 'string' },
            },
          ],
          responses: {
            200: json(z.object({ token: z.string() }), 'The token of this conversation.'),
            503: refused[503],
          },
        },
      },
      '/chat/messages': {
        post: {
          summary: 'Say something',
          security: resident,
          requestBody: { required: true, content: { 'application/json': { schema: schemaOf(chatMessage) } } },
          responses: {
            202: json(z.object({ messageId: z.uuid(), conversationId: z.uuid() }), 'It is stored.'),
            400: refused[400],
            401: refused[401],
            413: json(faultShape, 'Longer than 5,000 characters.'),
            503: refused[503],
          },
        },
        get: {
          summary: 'Read what was said',
          security: resident,
          parameters: [{ name: 'after', in: 'query', schema: { type: 'integer' } }],
          responses: {
            200: json(chatLines, 'Lines after the one given.'),
            401: refused[401],
            503: refused[503],
          },
        },
      },
      '/chat/events': {
        get: {
          summary: 'Hear what is said, as server-sent events',
          security: resident,
          responses: {
            200: { description: 'A stream.', content: { 'text/event-stream': {} } },
            401: refused[401],
          },
        },
      },
    },
  };
}
