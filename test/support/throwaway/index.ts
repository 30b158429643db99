import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Accept, type Channel, ChannelError, type ChannelNeeds } from '../../../src/core/channel.ts';
import { read } from './read.ts';
import type { LetterboxSettings } from './settings.ts';
import { write } from './write.ts';

/** Letters: residents put files into a folder, and find ours in another. A letter is thrown away once it is stored. */
export function letterbox({ keeping, now, log }: ChannelNeeds, settings: LetterboxSettings): Channel {
  const box = join(settings.LETTERBOX_FOLDER, 'in');
  let ends = new AbortController();
  let emptying: Promise<void> = Promise.resolve();

  const take = async (name: string, accept: Accept): Promise<void> => {
    const message = read(JSON.parse(await readFile(join(box, name), 'utf8')));
    if (message === null) await keeping.setAside({ externalId: name, what: 'no letter' });
    else await accept(message);
    await rm(join(box, name));
  };

  const empty = async (accept: Accept, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      try {
        const names = (await readdir(box)).filter((each) => each.endsWith('.json'));
        for (const name of names.sort()) await take(name, accept);
      } catch (error) {
        log.warn({ error }, 'a letter could not be taken in; it is tried again');
      }
      await sleep(20, undefined, { signal }).catch(() => undefined);
    }
  };

  return {
    name: 'letterbox',
    limits: { text: 2_000, buttons: 0, attachments: 0, edits: false },
    async start(accept) {
      await mkdir(box, { recursive: true });
      ends = new AbortController();
      emptying = empty(accept, ends.signal);
    },
    async send(reply) {
      const { channel, resident } = reply.to;
      if (channel !== 'letterbox' || !/^\w+$/.test(resident))
        throw new ChannelError('No postman goes there.', 'never');
      const folder = join(settings.LETTERBOX_FOLDER, resident);
      await mkdir(folder, { recursive: true });
      // The same key is the same file: a repeat changes nothing.
      await writeFile(join(folder, `${reply.key}.txt`), write(reply));
      return { externalId: reply.key, at: now() };
    },
    async stop() {
      ends.abort();
      await emptying;
    },
  };
}
