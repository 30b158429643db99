import type { FastifyRequest } from 'fastify';
import type { CouncilFacts, Language } from '../../core/catalogue.ts';

/** The language somebody asked for in an address or a form, where the council answers in it. */
export function askedIn(value: unknown, { languages }: CouncilFacts): Language | null {
  return languages.find((language) => language === value) ?? null;
}

/** The language a browser prefers, where the council answers in it. */
export function preferredIn(request: FastifyRequest, { languages }: CouncilFacts): Language | null {
  const [first = ''] = (request.headers['accept-language'] ?? '').split(/[,;-]/);
  return languages.find((language) => language === first.trim().toLowerCase()) ?? null;
}
