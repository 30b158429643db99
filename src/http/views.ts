import { join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import nunjucks from 'nunjucks';
import type { Council } from '../core/catalogue.ts';
import { type Assets, govukFolder } from './assets.ts';
import { hoursInWords, momentInFull, momentInShort } from './dates.ts';

declare module 'fastify' {
  interface FastifyInstance {
    views: nunjucks.Environment;
  }
}

interface Surroundings {
  /** Folder of the package's package.json. */
  readonly root: string;
  readonly council: Council;
  readonly assets: Assets;
  readonly now: () => Date;
}

/**
 * Give the app its templates: ours in `src/http/views`, and govuk-frontend's macros as `govuk/components/...`.
 * Everything put into a page is escaped unless a template says otherwise.
 *
 * Every template knows `council` (its facts), `asset(name)`, and the filters `inFull`, `inShort`, `moment` (a
 * `<time>` element) and `hoursInWords`.
 */
export function prepareViews(app: FastifyInstance, { root, council, assets, now }: Surroundings): void {
  const { timezone } = council.facts;
  const folders = [join(root, 'src', 'http', 'views'), govukFolder()];
  const views = new nunjucks.Environment(new nunjucks.FileSystemLoader(folders), { autoescape: true });
  views.addGlobal('council', council.facts);
  views.addGlobal('asset', (name: string) => assets.href(name));
  views.addFilter('inFull', (at: Date) => momentInFull(at, timezone));
  views.addFilter('inShort', (at: Date) => momentInShort(at, now(), timezone));
  views.addFilter('moment', (at: Date) => {
    const [machine, full, short] = [
      at.toISOString(),
      momentInFull(at, timezone),
      momentInShort(at, now(), timezone),
    ];
    return new nunjucks.runtime.SafeString(`<time datetime="${machine}" title="${full}">${short}</time>`);
  });
  views.addFilter('hoursInWords', hoursInWords);
  app.decorate('views', views);
}

/** Answer with a page. The status is whatever the reply already has. */
export function render(reply: FastifyReply, template: string, data: object): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(reply.server.views.render(template, data));
}
