import { setTimeout as sleep } from 'node:timers/promises';
import { draws } from './faults.ts';

export type Payload = Record<string, unknown>;
export interface Update extends Payload {
  readonly update_id: number;
}

interface Kept {
  readonly update: Update;
  /** Updates of one chat are called with one after the other. */
  readonly lane: number;
  /** Given once more although it was confirmed. */
  readonly again?: true;
}

interface Poll {
  readonly offset: number;
  readonly limit: number;
  answer(updates: readonly Update[] | 'conflict'): void;
}

export interface Hook {
  readonly url: string;
  readonly secret: string;
}

/** What Telegram keeps for a bot until the bot has it, and how the bot gets it: asked for, or called with. */
export function updateQueue() {
  let next = 700_001;
  let kept: Kept[] = [];
  let poll: Poll | null = null;
  let hook: Hook | null = null;
  /** Where a webhook's address really is: its own is https, and this machine has none. */
  let reachedAt: string | null = null;
  let repeats: { readonly share: number; readonly draw: () => number } | null = null;
  let lastError: { at: number; message: string } | null = null;
  let confirmed: Kept[] = [];
  let repeated = 0;
  const calling = new Set<number>();
  const ends = new AbortController();

  /** As Telegram has it, an offset from the future is no offset. */
  const isFuture = (offset: number): boolean => {
    const numbers = kept.flatMap(({ update, again }) => (again === true ? [] : [update.update_id]));
    return numbers.length > 0 && offset > Math.max(...numbers) + 1;
  };

  const pageFrom = ({ offset, limit }: Pick<Poll, 'offset' | 'limit'>): Update[] => {
    const from = isFuture(offset) ? 0 : offset;
    const page = kept
      .filter(({ update, again }) => again === true || update.update_id >= from)
      .slice(0, limit);
    kept = kept.filter((each) => !(each.again === true && page.includes(each)));
    return page.map(({ update }) => update);
  };

  const offer = (): void => {
    if (poll === null) return;
    const page = pageFrom(poll);
    if (page.length === 0) return;
    poll.answer(page);
    poll = null;
  };

  const confirmBelow = (offset: number): void => {
    if (isFuture(offset)) return;
    confirmed = [
      ...confirmed,
      ...kept.filter(({ update, again }) => !again && update.update_id < offset),
    ].slice(-500);
    kept = kept.filter(({ update, again }) => again === true || update.update_id >= offset);
  };

  const callOnce = async ({ update }: Kept, { secret }: Hook, url: string): Promise<boolean> => {
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret };
    const signal = AbortSignal.any([ends.signal, AbortSignal.timeout(10_000)]);
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(update), signal }).catch(
      (error: unknown) => String(error),
    );
    if (typeof answer !== 'string') await answer.arrayBuffer();
    if (typeof answer !== 'string' && answer.ok) return true;
    const message =
      typeof answer === 'string' ? 'Connection refused' : `Wrong response from the webhook: ${answer.status}`;
    lastError = { at: Date.now(), message };
    return false;
  };

  const call = async (lane: number): Promise<void> => {
    if (calling.has(lane)) return;
    calling.add(lane);
    for (let tries = 0; hook !== null && reachedAt !== null && !ends.signal.aborted; ) {
      const first = kept.find((each) => each.lane === lane);
      if (first === undefined) break;
      if (await callOnce(first, hook, reachedAt)) {
        tries = 0;
        kept = kept.filter((each) => each !== first);
        if (repeats !== null && repeats.draw() < repeats.share) await callOnce(first, hook, reachedAt);
      } else {
        tries += 1;
        await sleep(Math.min(50 * 2 ** tries, 1_000), undefined, { signal: ends.signal }).catch(
          () => undefined,
        );
      }
    }
    calling.delete(lane);
  };

  const callAll = (): void => {
    if (hook !== null) for (const lane of new Set(kept.map(({ lane }) => lane))) void call(lane);
  };

  return {
    push(lane: number, content: Payload): Update {
      const update = { update_id: next, ...content };
      next += 1;
      kept.push({ update, lane });
      if (hook === null && repeats !== null && repeats.draw() < repeats.share) {
        kept.push({ update, lane, again: true });
        repeated += 1;
      }
      offer();
      callAll();
      return update;
    },

    /** Answers when there is something, or after `seconds`. Another poll meanwhile ends this one with a conflict. */
    poll(
      offset: number,
      limit: number,
      seconds: number,
    ): { answer: Promise<readonly Update[] | 'conflict'>; drop(): void } {
      poll?.answer('conflict');
      poll = null;
      confirmBelow(offset);
      const page = pageFrom({ offset, limit });
      if (page.length > 0 || seconds === 0) return { answer: Promise.resolve(page), drop: () => undefined };
      let mine: Poll | null = null;
      let timer: NodeJS.Timeout | undefined;
      const answer = new Promise<readonly Update[] | 'conflict'>((resolve) => {
        const say = (updates: readonly Update[] | 'conflict') => {
          clearTimeout(timer);
          if (poll === mine) poll = null;
          resolve(updates);
        };
        timer = setTimeout(() => say([]), seconds * 1000);
        mine = { offset, limit, answer: say };
        poll = mine;
      });
      return { answer, drop: () => mine?.answer([]) };
    },

    setHook(to: Hook | null): void {
      hook = to;
      lastError = null;
      callAll();
    },
    hook: () => hook,
    lastError: () => lastError,
    reachedAt(url: string): void {
      reachedAt = url;
      callAll();
    },

    /** Deliver this share of what comes twice. */
    repeat(share: number, seed: number): void {
      repeats = { share, draw: draws(seed) };
    },

    /** How much was given twice so far, of what is asked for. */
    repeated: () => repeated,

    /** Give the last few that were confirmed once more, as if the confirmation was lost. */
    again(count: number): void {
      kept = [...confirmed.slice(-count).map((each) => ({ ...each, again: true as const })), ...kept];
      offer();
    },

    /** Count from another number on, as Telegram does after a quiet week. */
    countFrom(number: number): void {
      next = number;
    },

    waiting: (): readonly Update[] => kept.map(({ update }) => update),

    stop(): void {
      ends.abort();
      poll?.answer([]);
    },
  };
}
