import type { FastifyInstance } from 'fastify';
import type { Council } from '../core/catalogue.ts';
import { type Assets, readAssets, serveAssets } from './assets.ts';
import { setSecurityHeaders } from './security.ts';
import { prepareViews } from './views.ts';

declare module 'fastify' {
  interface FastifyInstance {
    assets: Assets;
  }
}

export interface PagesOptions {
  /** Folder of the package's package.json: views and assets are read from below it. */
  readonly root: string;
  readonly council: Council;
  readonly now: () => Date;
}

/** What every page stands on: its headers, its files, its templates. Call once, before the routes that make pages. */
export function preparePages(app: FastifyInstance, options: PagesOptions): void {
  const assets = readAssets(options.root);
  setSecurityHeaders(app);
  app.decorate('assets', assets);
  serveAssets(app, assets);
  prepareViews(app, { ...options, assets });
}
