// What the page and the server say to each other. On our own page the session is a cookie no script can read. In a
// frame on another site it is a bearer token: one cookie that only this site's frame has brings it back with the
// next page, and where even that is refused this tab's storage may. That is why events are read with fetch:
// EventSource cannot send a header, and a token has no place in an address.

const tokenKey = 'moothall-chat-token';
const asleepMs = 30_000;

/** This tab's storage; where the browser forbids it, this page's memory. */
export const kept = (() => {
  const memory = new Map();
  const attempt = (act, otherwise) => {
    try {
      return act(sessionStorage);
    } catch {
      return otherwise();
    }
  };
  return {
    get: (key) =>
      attempt(
        (storage) => storage.getItem(key),
        () => memory.get(key) ?? null,
      ),
    set: (key, value) =>
      attempt(
        (storage) => storage.setItem(key, value),
        () => memory.set(key, value),
      ),
    remove: (key) =>
      attempt(
        (storage) => storage.removeItem(key),
        () => memory.delete(key),
      ),
  };
})();

export function openWire({ embedded, known, token: given, lang, lost }) {
  let token = given ?? (embedded ? kept.get(tokenKey) : null);
  let open = known || token !== null;
  let wake = () => undefined;
  let stream = new AbortController();
  let conversation = null;
  let session = 0;

  const ask = (path, { headers, ...more } = {}) =>
    fetch(path, {
      cache: 'no-store',
      credentials: embedded ? 'omit' : 'same-origin',
      headers: { ...headers, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
      ...more,
    });

  /** Another conversation begins: what follows the old one must end. */
  function restart() {
    session += 1;
    lost();
    stream.abort();
  }

  function forget() {
    open = false;
    token = null;
    kept.remove(tokenKey);
    restart();
  }

  /** Ask in this session; one that is gone meanwhile is forgotten, unless there is a newer one by then. */
  async function askSignedIn(path, options) {
    const asked = session;
    const answer = await ask(path, options);
    if (answer.status === 401 && asked === session) forget();
    return answer;
  }

  async function openSession() {
    const answer = await ask(`/chat/session?lang=${lang}${embedded ? '&embed=1' : ''}`, {
      method: 'POST',
      credentials: 'same-origin',
      signal: AbortSignal.timeout(20_000),
    });
    if (!answer.ok) throw new Error('No session.');
    const session = await answer.json();
    if (embedded) {
      token = session.token;
      kept.set(tokenKey, token);
    }
    open = true;
  }

  /** Ask for the lines since the last one shown. */
  async function poll(on) {
    if (!open) return;
    const asked = session;
    const answer = await askSignedIn(`/chat/messages?after=${on.after()}`, {
      signal: AbortSignal.timeout(20_000),
    });
    if (!answer.ok) throw new Error('No lines.');
    const { messages } = await answer.json();
    for (const line of messages) if (asked === session) await on.line(line);
    on.reached(true);
  }

  /** Follow the events until the connection ends or falls silent. */
  async function listen(on) {
    stream = new AbortController();
    let silence = setTimeout(() => stream.abort(), 10_000);
    try {
      const answer = await askSignedIn('/chat/events', {
        headers: { 'last-event-id': String(on.after()) },
        signal: stream.signal,
      });
      if (!answer.ok) throw new Error('No events.');
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let text = ''; ; ) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(silence);
        // The server gives a sign of life every 20 seconds.
        silence = setTimeout(() => stream.abort(), 45_000);
        on.reached(true);
        text += value;
        const events = text.split('\n\n');
        text = events.pop();
        for (const event of events) {
          const [, data] = /^data: (.*)$/m.exec(event) ?? [];
          if (data !== undefined) await on.line(JSON.parse(data));
        }
      }
    } finally {
      clearTimeout(silence);
    }
  }

  const pause = (ms) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  return {
    isOpen: () => open,
    forget,
    /** Look now. */
    nudge: () => wake(),
    /** Nobody looks any more: let go of the connection. */
    rest: () => stream.abort(),

    /** `{stored}` with the message's id, or `{refused}` with the error. Throws when nobody could say: try again. */
    async send({ id, text }) {
      if (!open) await openSession();
      const answer = await askSignedIn('/chat/messages', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text, id }),
        signal: AbortSignal.timeout(20_000),
      });
      if (answer.ok) {
        const { messageId, conversationId } = await answer.json();
        // Another tab left this conversation and began a new one.
        if (conversation !== null && conversation !== conversationId) restart();
        conversation = conversationId;
        return { stored: messageId };
      }
      if (answer.status >= 500 || [401, 408, 429].includes(answer.status)) throw new Error('Not now.');
      const { error } = await answer.json();
      return { refused: error };
    },

    /**
     * Tell `on.line` of every new line, one after the other: by events, or by asking where events do not come
     * through. While nobody looks it asks now and then, so that hidden pages hold no connections.
     */
    async follow(on) {
      for (let failures = 0; ; ) {
        let wait = 3_600_000;
        if (open) {
          wait = asleepMs;
          try {
            if (on.awake()) await listen(on);
            else await poll(on);
            failures = 0;
            if (on.awake()) wait = 500 + Math.random() * 1_500;
          } catch {
            failures += 1;
            wait = Math.min(1_000 * 2 ** failures, 30_000) * (0.5 + Math.random() / 2);
            await poll(on).then(
              () => {
                wait = Math.min(wait, 5_000);
              },
              () => on.awake() && on.reached(false),
            );
          }
        }
        await pause(wait);
      }
    },
  };
}
