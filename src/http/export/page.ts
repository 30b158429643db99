import { join } from 'node:path';
import nunjucks from 'nunjucks';
import type { Council } from '../../core/catalogue.ts';
import type { CaseFile } from '../../core/record.ts';
import { momentInFull } from '../dates.ts';
import { placeFacts } from '../desk/place.ts';
import { thread } from '../desk/thread.ts';
import { timeline } from '../desk/timeline.ts';
import { statusTag } from '../desk/words.ts';

/** A case as one HTML file that needs nothing else: its facts, its thread, its events with their hashes. */
export function exportPage(record: {
  readonly root: string;
  readonly council: Council;
  readonly file: CaseFile;
  /** What does not hold in its chain; null when all of it does. */
  readonly fault: string | null;
  readonly now: Date;
}): string {
  const { root, council, file, fault, now } = record;
  const views = new nunjucks.Environment(new nunjucks.FileSystemLoader(join(root, 'src', 'http', 'views')), {
    autoescape: true,
  });
  views.addFilter('inFull', (at: Date) => momentInFull(at, council.facts.timezone));
  const hashes = new Map(file.events.map(({ number, hash }) => [number, hash]));
  return views.render('export/case.njk', {
    council: council.facts,
    file,
    fault,
    now,
    status: statusTag(file.status, file.outcome).text,
    place: placeFacts(file.place),
    entries: thread(file.messages),
    events: timeline(file.events, council).map((event) => ({ ...event, hash: hashes.get(event.number) })),
  });
}
