import type { Council } from '../../src/core/catalogue.ts';
import { type Place, placeOfKey, type Seen } from './board.ts';
import type { Look } from './card.ts';
import type { images } from './images.ts';
import type { Places } from './places.ts';
import type { Posting } from './posting.ts';
import { erased } from './thread.ts';
import { blanked, clearedChannels, elsewhere, isErased, type Standing } from './write.ts';

interface LeavingNeeds {
  readonly council: Council;
  readonly places: Places;
  readonly posting: Posting;
  readonly pictures: Pick<ReturnType<typeof images>, 'takeDown'>;
}

/** Sees to what must not stay as it was: cards where the case no longer is, what is restricted now, and what was erased. */
export function leaving({ council, places, posting, pictures }: LeavingNeeds) {
  /** Channels by id in which a restricted case may be read. */
  const clearedIds = async (): Promise<ReadonlySet<string>> => {
    const ids = new Set<string>();
    for (const name of clearedChannels(council)) {
      const place = await places.named(name).catch(() => null);
      if (place !== null) ids.add(place.id);
    }
    return ids;
  };

  return async (
    { file, board }: Seen,
    standing: Standing,
    at: { readonly place: Place; readonly ts: string },
  ): Promise<void> => {
    const card = elsewhere(file, { channel: at.place.name, url: await places.url(at.place.id, at.ts) });
    for (const name of standing.stubs) {
      const place = await places.named(name);
      await posting.put(board, { place, key: 'card', look: card, thread: null, rank: 'card' });
    }
    const cleared = file.restricted ? await clearedIds() : null;
    const mayStay = (id: string): boolean => cleared === null || cleared.has(id) || id === at.place.id;
    for (const { place: id, key, externalId } of [...board.posts.values()]) {
      if (externalId === null) continue;
      const look = lookLeft(id, key);
      if (look === null) continue;
      const place = places.known(id);
      await posting.put(board, { place, key, look, thread: null, rank: 'thread', ifThere: true });
    }

    await pictures.takeDown({ file, board }, mayStay, places.known);

    function lookLeft(id: string, key: string): Look | null {
      const kind = placeOfKey(key);
      if (kind === 'thread' && !mayStay(id)) return blanked;
      if (isErased(file, key)) return erased;
      return key === 'card' && id !== at.place.id ? card : null;
    }
  };
}
