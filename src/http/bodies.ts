import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../core/errors.ts';

/**
 * Take JSON and web forms, in valid UTF-8 only, and nothing else. What is wrong with a body is thrown as a Refusal.
 * Replaces every parser the app had; holds for the routes of this app and those below it.
 */
export function takeStrictBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => readJson(textOf(request, body)),
  );
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => readForm(textOf(request, body)),
  );
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const notUtf8 = () => new Refusal('text-invalid', 'Send the text as UTF-8.');

function textOf(request: FastifyRequest, body: Buffer): string {
  const charset = /charset="?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  if (!/^(utf-?8|us-ascii)$/i.test(charset)) throw new Refusal('content-type', 'Send the text as UTF-8.');
  try {
    return utf8.decode(body);
  } catch {
    throw notUtf8();
  }
}

/** The value of a JSON text; undefined for none. Throws Refusal. */
function readJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__') throw new Refusal('body-invalid', '"__proto__" is not taken here.');
      return value;
    });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('json-invalid', placeOf(error));
  }
}

function placeOf(error: unknown): string {
  const said = error instanceof Error ? error.message : '';
  const [, at] = / at position (\d+)/.exec(said) ?? [];
  if (at !== undefined) return `Look at character ${Number(at) + 1}.`;
  return said.includes('end of JSON') ? 'It ends too early.' : 'Check its commas, quotes and brackets.';
}

/** The fields of a web form; of a field that comes twice, the last. Throws Refusal. */
function readForm(text: string): Readonly<Record<string, string>> {
  const pairs = text.split('&').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decoded(name), decoded(value.join('='))];
    }),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw notUtf8();
  }
}
