import type { Log } from '../../core/log.ts';
import type { Understander } from '../../core/understanding.ts';
import { keptModel, nameOf } from '../model/artefact.ts';
import { lessonsOf, loadUnderstander, type UnderstanderOptions, understanderOf } from '../understander.ts';
import { type Shelf, type Standing, shelf } from './shelf.ts';

type Reader = Understander & { readonly model: string };

export interface PromotedOptions extends UnderstanderOptions {
  /** Where promoted models stand. */
  readonly shelf: string;
}

export interface Current {
  readonly reader: Reader;
  /** A promoted model that is not used, and why: its examples or its code have changed since, or its file is gone. */
  readonly setAside: { readonly standing: Standing; readonly why: 'outdated' | 'missing' } | null;
}

/** What reads residents' words now: the promoted model where one stands and fits, else the built-in one. */
export async function currentReader(options: PromotedOptions): Promise<Current> {
  const on = shelf(options.shelf);
  const standing = await on.standing();
  const promoted = standing === null ? null : await fitting(on, standing, options);
  if (promoted !== null && typeof promoted === 'object') return { reader: promoted, setAside: null };
  const setAside = standing === null || promoted === null ? null : { standing, why: promoted };
  return { reader: await loadUnderstander(options), setAside };
}

async function fitting(
  on: Shelf,
  standing: Standing,
  options: PromotedOptions,
): Promise<Reader | 'outdated' | 'missing'> {
  if (standing.base !== (await nameOf(lessonsOf(options)))) return 'outdated';
  const kept = await on.model(standing.model);
  return kept === null ? 'missing' : understanderOf(kept, options);
}

/** What a sentence for an operator says of a promoted model that is not used. */
export function whySetAside({ standing, why }: NonNullable<Current['setAside']>): string {
  const reason = why === 'outdated' ? 'the examples or the program have changed since' : 'its file is gone';
  return `The promoted model ${standing.model} is not used: ${reason}. Run: npm run moothall -- train --with-corrections`;
}

/**
 * The same for a process that goes on: once a minute it looks whether another model stands, and changes over between
 * two messages. When that fails, the one it has goes on reading.
 */
export async function followReader(
  options: PromotedOptions,
  { log, everyMs = 60_000 }: { readonly log: Log; readonly everyMs?: number },
): Promise<{ readonly reader: Reader; stop(): Promise<void> }> {
  const on = shelf(options.shelf);
  const first = await currentReader(options);
  if (first.setAside !== null) log.warn({}, whySetAside(first.setAside));
  let reader = first.reader;
  let seen = (await on.standing())?.model ?? null;

  async function look(): Promise<void> {
    const standing = await on.standing();
    if ((standing?.model ?? null) === seen) return;
    seen = standing?.model ?? null;
    const next = standing === null ? await builtIn(options) : await fitting(on, standing, options);
    if (typeof next === 'object' && next !== null) {
      log.info({ from: reader.model, to: next.model }, 'another model reads messages now');
      reader = next;
    } else
      log.warn({ model: seen }, 'the model that stands now cannot be used here; it is at the next start');
  }

  let looking: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking
      .then(look)
      .catch((error: unknown) => log.error({ error }, 'could not look for another model'));
  }, everyMs);
  timer.unref();
  return {
    reader: {
      get model() {
        return reader.model;
      },
      screen: (text) => reader.screen(text),
      understand: (text) => reader.understand(text),
      together: (tellings) => reader.together(tellings),
    },
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** The built-in model if it is kept: training it here would keep residents waiting. */
async function builtIn(options: PromotedOptions): Promise<Reader | null> {
  const kept = await keptModel(options.cacheFolder, await nameOf(lessonsOf(options)));
  return kept === null ? null : understanderOf(kept, options);
}
