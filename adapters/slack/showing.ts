import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ChannelError, type Receipt } from '../../src/core/channel.ts';
import type { CaseItem, DeskNeeds } from '../../src/core/desk.ts';
import type { CaseFile } from '../../src/core/record.ts';
import { type Board, boardOf, type Place, type Seen, standsAt } from './board.ts';
import { calling } from './calling.ts';
import type { Drawing } from './card.ts';
import type { Directory } from './directory.ts';
import { isHearing } from './hearing.ts';
import { images } from './images.ts';
import { leaving } from './leaving.ts';
import { placesIn } from './places.ts';
import type { Posting } from './posting.ts';
import { reader } from './reader.ts';
import { isTakingBack } from './thread.ts';
import { atHome, reminder, type Standing, standingOf } from './write.ts';

export interface ShowingNeeds extends Pick<DeskNeeds, 'record' | 'keeping' | 'council' | 'now'> {
  readonly directory: Directory;
  readonly posting: Posting;
  readonly drawing: Drawing;
}

/** How long one process may be at a case before another takes it for dead; longer than it may take. */
const longestMs = { alert: 25_000, showing: 60_000 } as const;
const patienceMs = 5_000;
/** A long thread is shown in several goes, each well within a delivery's lease. */
const atOnceMs = 20_000;

/** Shows a case as it stands now: what Slack lacks is posted, what it shows wrongly is changed, and nothing else. */
export function showing(needs: ShowingNeeds) {
  const { record, keeping, council, now, directory, posting, drawing } = needs;

  /** Do a piece of work on a case while nobody else does the same one. */
  const alone = async <T>(
    caseId: string,
    what: keyof typeof longestMs,
    work: () => Promise<T>,
  ): Promise<T> => {
    const by = randomUUID();
    const until = () => new Date(now().getTime() + longestMs[what]);
    const giveUp = performance.now() + patienceMs;
    while (!(await keeping.take(caseId, what, by, until()))) {
      if (performance.now() > giveUp)
        throw new ChannelError('Another process is showing this case.', 'later', 2_000);
      await sleep(50);
    }
    try {
      return await work();
    } finally {
      await keeping.leave(caseId, what, by);
    }
  };

  const places = placesIn(directory);
  const call = calling({ council, directory, places, posting, drawing });
  const pictures = images({ record, posting, now });
  const leave = leaving({ council, places, posting, pictures });

  const read = async ({ caseId, reference }: CaseItem): Promise<Seen | null> => {
    const file = await record.caseFile(reference, reader);
    return file && { file, board: boardOf(caseId, reference, await keeping.posts(caseId)) };
  };

  const untold = (file: CaseFile, board: Board): boolean =>
    file.messages.some(
      (message) =>
        (message.voice === 'officer' || message.voice === 'note') &&
        !isTakingBack(message) &&
        ![...board.posts.values()].some(({ key }) => key === `message:${message.id}`),
    );

  /** The card and its thread, where the case is now. */
  const home = async (
    { file, board }: Seen,
    item: CaseItem,
    standing: Standing,
  ): Promise<{ place: Place; ts: string }> => {
    const place = await places.named(standing.home);
    const posted = new Set(
      [...board.posts.values()].filter(({ place: at }) => at === place.id).map(({ key }) => key),
    );
    const wanted = atHome(file, drawing, posted);
    const ts = await posting.put(board, {
      place,
      key: 'card',
      look: wanted.card,
      thread: null,
      rank: 'card',
    });
    const giveUp = performance.now() + atOnceMs;
    for (const { key, ...look } of wanted.entries) {
      await posting.put(board, { place, key, look, thread: ts, rank: 'thread' });
      if (performance.now() > giveUp)
        throw new ChannelError('There is more of this case to show.', 'later', 100);
    }
    await pictures.show({ file, board }, place, ts);
    for (const { messageId, name } of wanted.marks) {
      const on = standsAt(board, place.id, `message:${messageId}`)?.externalId;
      if (on) await posting.mark(board, place, messageId, on, name);
    }
    const look = reminder(file, item.alert, await call.mention(item.calls, false));
    const key = `alert:${item.key}`;
    if (look !== null && !standsAt(board, place.id, key)?.externalId)
      await posting.put(board, { place, key, look, thread: ts, rank: 'card' });
    return { place, ts };
  };

  const showAlone = (item: CaseItem): Promise<Receipt> =>
    alone(item.caseId, 'showing', async () => {
      const seen = await readSettled(item);
      if (seen === null) return { externalId: 'gone', at: now() };
      const standing = standingOf(seen.file, council);
      // Nothing to come again for: `config check` tells of it.
      if (standing === null) return { externalId: 'no channel', at: now() };
      const at = await home(seen, item, standing);
      await leave(seen, standing, at);
      await call.show(seen);
      return { externalId: `${at.place.id}:${at.ts}`, at: now() };
    });

  /** A danger is called out before and apart from all else; where that fails, the case is shown all the same. */
  const showCase = async (item: CaseItem): Promise<Receipt> => {
    if (item.alert !== 'danger' && item.alert !== 'page') return await showAlone(item);
    const called = await alone(item.caseId, 'alert', async () => {
      const seen = await read(item);
      if (seen !== null) await call.post(seen);
    }).then(
      () => null,
      (fault: unknown) => ({ fault }),
    );
    const shown = await showAlone(item);
    if (called !== null) throw called.fault;
    return shown;
  };

  /** The case once nobody's post is just being taken down: theirs is then its showing. */
  const readSettled = async (item: CaseItem): Promise<Seen | null> => {
    for (const giveUp = performance.now() + patienceMs; ; await sleep(100)) {
      const seen = await read(item);
      // The posts were read after the record: what an officer wrote is on it only once it is among them.
      if (
        seen === null ||
        !isHearing([...seen.board.posts.values()], now()) ||
        !untold(seen.file, seen.board)
      )
        return seen;
      if (performance.now() > giveUp)
        throw new ChannelError('An officer’s post in this case is just being taken down.', 'later', 1_000);
    }
  };

  return { showCase, placeOf: places.named };
}
