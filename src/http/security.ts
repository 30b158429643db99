import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../core/errors.ts';

/** What a page may load and who may frame it, in the words of Content-Security-Policy. */
export function contentPolicy(framedBy: string): string {
  return [
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${framedBy}`,
  ].join('; ');
}

/** The headers every answer carries. A route that must differ, such as a widget to be framed, sets its own after. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentPolicy("'none'"),
  'x-content-type-options': 'nosniff',
  // Not `no-referrer`: that makes browsers send `Origin: null` with our own forms.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), payment=(), usb=()',
};

export function setSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(securityHeaders);
  });
}

/**
 * Refuse a form sent from another site in the officer's or resident's name. Scripts send neither header and carry
 * no cookie of somebody else's, so they pass. Throws Refusal.
 */
export function mustBeSameSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  if (site === 'same-origin' || site === 'none') return;
  const origin = request.headers.origin;
  if (site === undefined && (origin === undefined || hostOf(origin) === request.host)) return;
  throw new Refusal('not-allowed', 'Open the page itself and send the form from there.');
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
