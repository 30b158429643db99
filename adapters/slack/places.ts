import type { Place } from './board.ts';
import type { Directory } from './directory.ts';

export type Places = ReturnType<typeof placesIn>;

/** Channels as we post in them, and links into them. All throw SlackFault. */
export function placesIn(directory: Pick<Directory, 'channel' | 'nameOf' | 'me'>) {
  return {
    named: async (name: string): Promise<Place> => ({ id: await directory.channel(name), name }),
    /** A channel we posted in before. */
    known: (id: string): Place => ({ id, name: directory.nameOf(id) ?? id }),
    url: async (place: string, ts: string): Promise<string> =>
      `${(await directory.me()).workspace}archives/${place}/p${ts.replace('.', '')}`,
  };
}
