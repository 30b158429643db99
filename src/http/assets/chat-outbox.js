// What the resident wrote and is not stored yet, in order. Kept for this tab, so that a reload loses nothing; each
// message keeps its id, so that sending it again is harmless.
import { kept } from './chat-wire.js';

const key = 'moothall-chat-outbox';

export function openOutbox(wire) {
  let queue = read();
  let wake = () => undefined;
  let sending = Promise.resolve();

  function read() {
    try {
      const list = JSON.parse(kept.get(key) ?? '[]');
      return Array.isArray(list) ? list : [];
    } catch {
      return [];
    }
  }
  const keep = () => (queue.length === 0 ? kept.remove(key) : kept.set(key, JSON.stringify(queue)));
  const pause = (ms) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function sendFirst(message, on) {
    on.sending(message);
    const { stored, refused } = await wire.send(message);
    queue = queue.filter(({ id }) => id !== message.id);
    keep();
    if (refused === undefined) on.stored(message, stored);
    else on.refused(message, refused);
  }

  return {
    waiting: () => queue,
    add(message) {
      queue = [...queue, message];
      keep();
      wake();
    },
    /** Try at once what waits. */
    again: () => wake(),
    /** Resolves when nothing is under way. */
    settled: () => sending,
    forget() {
      queue = [];
      keep();
    },
    /** Send what waits, one after the other and for as long as the page is open. */
    async run(on) {
      for (let failures = 0; ; ) {
        const [message] = queue;
        if (message === undefined) {
          await pause(3_600_000);
          continue;
        }
        const sent = sendFirst(message, on);
        sending = sent.catch(() => undefined);
        try {
          await sent;
          failures = 0;
        } catch {
          failures += 1;
          for (const each of queue) on.waiting(each);
          await pause(Math.min(2_000 * 2 ** (failures - 1), 30_000));
        }
      }
    },
  };
}
