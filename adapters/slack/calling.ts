import type { Council } from '../../src/core/catalogue.ts';
import { teamOf } from '../../src/core/council.ts';
import { callLook, callsOf } from './alerts.ts';
import { type Seen, standsAt } from './board.ts';
import type { Drawing } from './card.ts';
import type { Directory } from './directory.ts';
import type { Places } from './places.ts';
import type { Posting } from './posting.ts';
import { everybody, group, person, type Span, words } from './rich.ts';
import { calledIn, clearedChannels, standingOf } from './write.ts';

interface CallingNeeds {
  readonly council: Council;
  readonly directory: Pick<Directory, 'group'>;
  readonly places: Places;
  readonly posting: Posting;
  readonly drawing: Drawing;
}

/** Calls people to a case, in the channel they read. */
export function calling({ council, directory, places, posting, drawing }: CallingNeeds) {
  /** Mentions of those an on-call list names. Where Slack knows none of them, everybody in the channel hears of a danger. */
  const mention = async (calls: readonly string[], danger: boolean): Promise<Span[]> => {
    const spans = await Promise.all(
      calls.map(async (called): Promise<Span> => {
        if (!called.startsWith('@')) return person(called);
        const id = await directory.group(called.slice(1)).catch(() => null);
        return id === null ? words(called) : group(id);
      }),
    );
    const lost = spans.every(({ type }) => type === 'text');
    return [...spans, ...(danger && lost ? [everybody] : [])].flatMap((span) => [span, words(' ')]);
  };

  const put = async ({ file, board }: Seen, mayPost: boolean): Promise<void> => {
    const cleared = clearedChannels(council);
    for (const call of callsOf(file)) {
      const fresh = mayPost && call.last && call.inHand === null;
      for (const name of calledIn(file, teamOf(council, call.team), council)) {
        const place = await places.named(name);
        const key = `page:${call.number}`;
        if (!fresh && standsAt(board, place.id, key) === null) continue;
        const secret = file.restricted && !cleared.has(name);
        const at = {
          mention: await mention(call.calls, call.danger),
          secret,
          cardUrl: secret ? null : await urlOfCard({ file, board }),
        };
        const look = callLook(file, call, at, drawing);
        await posting.put(board, { place, key, thread: null, rank: 'danger', look });
      }
    }
  };

  const urlOfCard = async ({ file, board }: Seen): Promise<string | null> => {
    const standing = standingOf(file, council);
    if (standing === null) return null;
    const { id } = await places.named(standing.home);
    const ts = standsAt(board, id, 'card')?.externalId ?? null;
    return ts === null ? null : await places.url(id, ts);
  };

  return {
    mention,
    /** Post the call that nobody has answered, where it is not posted; show at each how it stands. */
    post: (seen: Seen): Promise<void> => put(seen, true),
    /** Show at each call that was posted how it stands. */
    show: (seen: Seen): Promise<void> => put(seen, false),
  };
}
