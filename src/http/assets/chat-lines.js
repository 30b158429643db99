// The conversation as it is drawn. Every line is a copy of a template of the page, filled with text, never markup.

// The server does the same, in chat/lines.ts.
const marked = /(?<address>https:\/\/[^\s<>"']+[^\s<>"'.,:;!?)\]}])|\b[A-Z]{2,4}(?:-\d{3}){3}\b/g;

export function openLog({ timezone, embedded, words }) {
  const list = document.querySelector('.chat-lines');
  const spoken = document.createElement('p');
  spoken.className = 'govuk-visually-hidden';
  spoken.setAttribute('role', 'status');
  list.parentElement.after(spoken);

  const lines = new Map();
  const waiting = new Map();
  let last = 0;
  let lastDay = '';
  for (const line of list.querySelectorAll('[data-id]')) {
    lines.set(line.dataset.id, line);
    last = Math.max(last, Number(line.dataset.seq));
  }
  const days = list.querySelectorAll('.chat-day');
  if (days.length > 0) lastDay = days[days.length - 1].textContent;

  const copy = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

  function make({ from, text }) {
    const line = copy(`line-${from}`);
    write(line.querySelector('.chat-line__text'), text);
    return line;
  }

  function write(into, text) {
    let end = 0;
    for (const { 0: found, index, groups } of text.matchAll(marked)) {
      into.append(text.slice(end, index), groups.address === undefined ? reference(found) : link(found));
      end = index + found.length;
    }
    into.append(text.slice(end));
  }

  function link(href) {
    const properties = {
      className: 'govuk-link',
      href,
      rel: 'nofollow noopener noreferrer',
      textContent: href,
    };
    return Object.assign(document.createElement('a'), properties, embedded ? { target: '_blank' } : {});
  }

  function stamp(line, at) {
    const time = line.querySelector('time');
    time.dateTime = at.toISOString();
    time.textContent = timeOf(at, timezone, words);
  }

  /** Put a stored line after the other stored ones, under its day. */
  function place(line, at) {
    const first = list.querySelector('.chat-line--pending');
    const day = dayOf(at, timezone, words);
    if (day !== lastDay) {
      const heading = copy('day');
      heading.firstElementChild.textContent = day;
      if (line === first) line.before(heading);
      else list.insertBefore(heading, first);
      lastDay = day;
    }
    line.classList.remove('chat-line--pending');
    if (line !== first) list.insertBefore(line, first);
  }

  /** Show the end of the conversation; of a line that is not yet read no less than where it begins. */
  function keepInView(unread) {
    const end = document.documentElement.scrollHeight;
    const top = unread === undefined ? end : unread.getBoundingClientRect().top + scrollY - 12;
    scrollTo({ top: Math.min(top, end) });
  }
  const atEnd = () => innerHeight + scrollY > document.documentElement.scrollHeight - 200;

  return {
    last: () => last,
    has: (id) => lines.has(id),
    /** Another conversation begins: its lines are counted anew. */
    restart() {
      last = 0;
    },
    showEnd: () => keepInView(),
    /** Run what may move the end of the conversation, and keep it in view if it was. */
    steady(act) {
      const stay = atEnd();
      act();
      if (stay) keepInView();
    },
    /** Say something to those who listen to the page. */
    announce(text) {
      spoken.textContent = text;
    },

    /** Show a stored line. False when it was there already. */
    show({ id, seq, from, text, language, at }) {
      const stay = atEnd();
      last = Math.max(last, seq);
      const there = lines.get(id);
      if (there?.dataset.seq !== undefined) return false;
      const line = there ?? make({ from, text });
      line.dataset.id = id;
      line.dataset.seq = seq;
      lines.set(id, line);
      if (language !== undefined) line.querySelector('.chat-line__text').lang = language;
      stamp(line, new Date(at));
      place(line, new Date(at));
      if (stay) keepInView(from === 'resident' ? undefined : line);
      return there === undefined;
    },

    /** Show what the resident wrote, before it is stored. */
    pending({ id, text, at }) {
      const line = make({ from: 'resident', text });
      line.classList.add('chat-line--pending');
      stamp(line, new Date(at));
      waiting.set(id, line);
      list.append(line);
      keepInView();
    },

    state(id, sentence) {
      const line = waiting.get(id);
      if (line === undefined) return;
      const state = line.querySelector('.chat-line__state');
      if (state.contains(document.activeElement)) document.getElementById('text').focus();
      state.textContent = sentence;
    },

    /** It was not stored: say so, with a way to try at once if there is one. */
    failed(id, sentence, again) {
      const line = waiting.get(id);
      if (line === undefined) return;
      if (!line.classList.contains('chat-line--failed')) {
        line.classList.add('chat-line--failed');
        this.announce(sentence);
      }
      this.state(id, sentence);
      if (again !== undefined)
        line.querySelector('.chat-line__state').append(' ', retryButton(again, words.again));
    },

    /** It is stored, under this id. */
    stored(id, messageId) {
      const line = waiting.get(id);
      if (line === undefined) return;
      line.classList.remove('chat-line--failed');
      this.state(id, words.sent);
      this.announce(words.sent);
      waiting.delete(id);
      if (lines.has(messageId)) line.remove();
      else lines.set(messageId, line);
    },

    remove(id) {
      waiting.get(id)?.remove();
      waiting.delete(id);
    },
  };
}

function reference(text) {
  return Object.assign(document.createElement('b'), { className: 'chat-reference', textContent: text });
}

function retryButton(again, textContent) {
  const properties = { type: 'button', className: 'chat-retry', textContent };
  const button = Object.assign(document.createElement('button'), properties);
  button.addEventListener('click', again);
  return button;
}

const shortDays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** In the page's own words: not every browser knows the names in Welsh. */
function dayOf(at, timeZone, { days, months }) {
  const asked = { weekday: 'short', day: 'numeric', month: 'numeric', year: 'numeric', timeZone };
  const parts = new Intl.DateTimeFormat('en-GB', asked).formatToParts(at);
  const { weekday, day, month, year } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${days[shortDays.indexOf(weekday)]} ${day} ${months[month - 1]} ${year}`;
}

/** "5:03pm", "5pm", "midday". */
function timeOf(at, timeZone, { midnight, midday }) {
  const [hour = 0, minute = '00'] = at
    .toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
    .split(':');
  const h = Number(hour);
  if (minute === '00' && h === 0) return midnight;
  if (minute === '00' && h === 12) return midday;
  return `${h % 12 === 0 ? 12 : h % 12}${minute === '00' ? '' : `:${minute}`}${h < 12 ? 'am' : 'pm'}`;
}
