import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ChannelError, type Receipt } from '../../src/core/channel.ts';
import { teamOf } from '../../src/core/council.ts';
import type { CaseItem, DeskNeeds, Officer } from '../../src/core/desk.ts';
import type { CaseFile } from '../../src/core/record.ts';
import { callLook, callsOf } from './alerts.ts';
import { type Board, boardOf, type Place, placeOfKey, standsAt } from './board.ts';
import type { Drawing } from './card.ts';
import type { Directory } from './directory.ts';
import { isHearing } from './hearing.ts';
import type { Posting } from './posting.ts';
import { everybody, group, person, type Span, words } from './rich.ts';
import { marks as marksOn, underWay } from './thread.ts';
import {
  atHome,
  blanked,
  calledIn,
  clearedChannels,
  elsewhere,
  reminder,
  type Standing,
  standingOf,
} from './write.ts';

/** Reads everything, so that Slack can be shown what each channel may see; does nothing. */
export const reader: Officer = {
  id: '00000000-0000-0000-0000-000000000000',
  name: 'Slack',
  roles: ['officer', 'manager', 'safeguarding', 'admin'],
  team: null,
};

/** What became of a show; `unsettled` while a reply of the case is on its way. */
interface Shown {
  readonly receipt: Receipt;
  readonly unsettled: boolean;
}

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

  const placeOf = async (name: string): Promise<Place> => ({ id: await directory.channel(name), name });

  const read = async ({ caseId, reference }: CaseItem): Promise<{ file: CaseFile; board: Board } | null> => {
    const file = await record.caseFile(reference, reader);
    return file && { file, board: boardOf(caseId, reference, await keeping.posts(caseId)) };
  };

  const mentionOf = async (calls: readonly string[], danger: boolean): Promise<Span[]> => {
    const spans = await Promise.all(
      calls.map(async (called): Promise<Span> => {
        if (!called.startsWith('@')) return person(called);
        const id = await directory.group(called.slice(1)).catch(() => null);
        return id === null ? words(called) : group(id);
      }),
    );
    const lost = spans.every(({ type }) => type === 'text');
    // Nobody is named, or Slack does not know them: somebody must hear of a danger all the same.
    return danger && lost ? [...spans, words(' '), everybody] : spans.flatMap((span) => [span, words(' ')]);
  };

  /** Post the call that nobody has answered, where it is not posted; show at each how it stands. */
  const call = async ({ file, board }: { file: CaseFile; board: Board }, mayPost: boolean): Promise<void> => {
    const cleared = clearedChannels(council);
    for (const each of callsOf(file)) {
      const fresh = mayPost && each.last && each.inHand === null;
      for (const name of calledIn(file, teamOf(council, each.team), council)) {
        const place = await placeOf(name);
        const key = `page:${each.number}`;
        if (!fresh && standsAt(board, place.id, key) === null) continue;
        const secret = file.restricted && !cleared.has(name);
        const mention = await mentionOf(each.calls, each.danger);
        const at = { mention, secret, cardUrl: secret ? null : await urlOfCard(file, board) };
        await posting.put(board, {
          place,
          key,
          thread: null,
          rank: 'danger',
          look: callLook(file, each, at, drawing),
        });
      }
    }
  };

  const urlOf = async (place: string, ts: string): Promise<string> =>
    `${(await directory.me()).workspace}archives/${place}/p${ts.replace('.', '')}`;

  const urlOfCard = async (file: CaseFile, board: Board): Promise<string | null> => {
    const standing = standingOf(file, council);
    if (standing === null) return null;
    const { id } = await placeOf(standing.home);
    const ts = standsAt(board, id, 'card')?.externalId;
    return ts === undefined || ts === null ? null : await urlOf(id, ts);
  };

  const untold = (file: CaseFile, board: Board): boolean =>
    file.messages.some(
      ({ id, voice }) =>
        (voice === 'officer' || voice === 'note') &&
        ![...board.posts.values()].some(({ key }) => key === `message:${id}`),
    );

  /** The card and its thread, where the case is now. */
  const home = async (
    { file, board }: { file: CaseFile; board: Board },
    item: CaseItem,
    standing: Standing,
  ): Promise<{ place: Place; ts: string }> => {
    const place = await placeOf(standing.home);
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
    for (const { messageId, name } of wanted.marks) {
      const on = standsAt(board, place.id, `message:${messageId}`)?.externalId;
      if (on) await posting.mark(board, place, messageId, on, name);
    }
    const look = reminder(file, item.alert, await mentionOf(item.calls, false));
    const key = `alert:${item.key}`;
    if (look !== null && !standsAt(board, place.id, key)?.externalId)
      await posting.put(board, { place, key, look, thread: ts, rank: 'card' });
    return { place, ts };
  };

  /** The cards that stand anywhere else, and what a restricted case must not leave there. */
  const away = async (
    { file, board }: { file: CaseFile; board: Board },
    standing: Standing,
    at: { place: Place; ts: string },
  ): Promise<void> => {
    const url = await urlOf(at.place.id, at.ts);
    const look = elsewhere(file, { channel: at.place.name, url });
    for (const name of standing.stubs)
      await posting.put(board, { place: await placeOf(name), key: 'card', look, thread: null, rank: 'card' });
    const cleared = new Set<string>();
    for (const name of file.restricted ? clearedChannels(council) : [])
      await placeOf(name).then(
        ({ id }) => cleared.add(id),
        () => undefined,
      );
    for (const { place: id, key, externalId } of [...board.posts.values()]) {
      if (id === at.place.id || externalId === null) continue;
      const place = { id, name: nameOf(id) };
      const rank = 'thread';
      if (key === 'card') await posting.put(board, { place, key, look, thread: null, rank, ifThere: true });
      else if (file.restricted && !cleared.has(id) && placeOfKey(key) === 'thread')
        await posting.put(board, { place, key, look: blanked, thread: null, rank, ifThere: true });
    }
  };

  const nameOf = (id: string): string => directory.nameOf(id) ?? id;

  const showAlone = (item: CaseItem): Promise<Shown> =>
    alone(item.caseId, 'showing', async () => {
      const seen = await readSettled(item);
      if (seen === null) return { receipt: { externalId: 'gone', at: now() }, unsettled: false };
      const standing = standingOf(seen.file, council);
      // Nothing to come again for: `config check` tells of it.
      if (standing === null) return { receipt: { externalId: 'no channel', at: now() }, unsettled: false };
      const at = await home(seen, item, standing);
      await away(seen, standing, at);
      await call(seen, false);
      return {
        receipt: { externalId: `${at.place.id}:${at.ts}`, at: now() },
        unsettled: marksOn(seen.file).some(({ name }) => name === underWay),
      };
    });

  /** A danger is called out before and apart from all else; where that fails, the case is shown all the same. */
  const showCase = async (item: CaseItem): Promise<Shown> => {
    if (item.alert !== 'danger' && item.alert !== 'page') return await showAlone(item);
    const called = await alone(item.caseId, 'alert', async () => {
      const seen = await read(item);
      if (seen !== null) await call(seen, true);
    }).then(
      () => null,
      (fault: unknown) => ({ fault }),
    );
    const shown = await showAlone(item);
    if (called !== null) throw called.fault;
    return shown;
  };

  /** The case once nobody's post is just being taken down: theirs is then its showing. */
  const readSettled = async (item: CaseItem): Promise<{ file: CaseFile; board: Board } | null> => {
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

  return { showCase, placeOf };
}
