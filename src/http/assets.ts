import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly gzipped: Buffer;
  readonly hash: string;
}

/** Every file a page may load, in memory. */
export interface Assets {
  /** Address of a file, which changes when the file does: safe to keep for ever. Throws when there is no such file. */
  href(name: string): string;
  find(name: string): Asset | undefined;
}

/** Read `src/http/assets/` below the package's root, and govuk-frontend as `govuk.css` and `govuk.js`. */
export function readAssets(root: string): Assets {
  const govuk = join(govukFolder(), 'govuk');
  const own = join(root, 'src', 'http', 'assets');
  const files = new Map<string, Asset>([
    ['govuk.css', assetOf('.css', withoutFont(readFileSync(join(govuk, 'govuk-frontend.min.css'), 'utf8')))],
    ['govuk.js', assetOf('.js', withoutMap(readFileSync(join(govuk, 'govuk-frontend.min.js'), 'utf8')))],
  ]);
  for (const name of readdirSync(own)) {
    const ending = extname(name);
    if (ending in types) files.set(name, assetOf(ending, readFileSync(join(own, name), 'utf8')));
  }
  return {
    find: (name) => files.get(name),
    href(name) {
      const asset = files.get(name);
      if (asset === undefined) throw new Error(`There is no asset "${name}" in ${own}.`);
      return `/assets/${name}?v=${asset.hash}`;
    },
  };
}

/** Where govuk-frontend keeps its macros and its compiled files, wherever npm put it. */
export function govukFolder(): string {
  return join(dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')), 'dist');
}

const ourFont = 'system-ui,"Segoe UI",Arial,sans-serif';

/** GDS Transport and the royal arms are licensed to GOV.UK alone. */
function withoutFont(css: string): string {
  return withoutMap(css)
    .replaceAll(/@font-face\{[^}]*\}/g, '')
    .replaceAll(/\/\*! Copyright \(c\) 2011[^*]*\*\//g, '')
    .replaceAll('GDS Transport,arial,sans-serif', ourFont)
    .replaceAll(/url\(\/assets\/images\/govuk-crest\.svg\)/g, 'none');
}

function withoutMap(text: string): string {
  return text.replace(/\/[/*]# sourceMappingURL=.*$/m, '');
}

function assetOf(ending: string, text: string): Asset {
  const bytes = Buffer.from(text);
  return {
    type: types[ending] ?? 'application/octet-stream',
    bytes,
    gzipped: gzipSync(bytes),
    hash: createHash('sha256').update(bytes).digest('hex').slice(0, 16),
  };
}

/** Answer `GET /assets/NAME`. With its hash in the address a file is kept for a year, without it is asked for anew. */
export function serveAssets(app: FastifyInstance, assets: Assets): void {
  app.get<{ Params: { name: string }; Querystring: { v?: string } }>('/assets/:name', (request, reply) => {
    const asset = assets.find(request.params.name);
    if (asset === undefined) return reply.callNotFound();
    const kept = request.query.v === asset.hash ? 'public, max-age=31536000, immutable' : 'no-cache';
    reply.header('cache-control', kept).header('etag', `"${asset.hash}"`).header('vary', 'accept-encoding');
    return send(request, reply, asset);
  });
}

function send(request: FastifyRequest, reply: FastifyReply, asset: Asset): FastifyReply {
  if (request.headers['if-none-match']?.includes(asset.hash) === true) return reply.code(304).send();
  reply.type(asset.type);
  const packed = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  return packed ? reply.header('content-encoding', 'gzip').send(asset.gzipped) : reply.send(asset.bytes);
}
