// The resident's page, livelier: nothing reloads, and what is written is kept in the page until it is stored.
import { openFrame } from './chat-frame.js';
import { openLog } from './chat-lines.js';
import { openOutbox } from './chat-outbox.js';
import { kept, openWire } from './chat-wire.js';

const {
  timezone,
  known,
  embedded,
  token,
  lang,
  words: told,
} = document.getElementById('chat-script').dataset;
const words = JSON.parse(told);
const inFrame = embedded === 'yes';
const find = (selector) => document.querySelector(selector);
const [box, form, choices, notice, leave] = [
  '#text',
  '.chat-form',
  '.chat-choices',
  '.chat-notice',
  '.chat-leave',
].map(find);
const longest = 5000;

const log = openLog({ timezone, embedded: inFrame, words });
const frame = openFrame(inFrame);
const wire = openWire({ embedded: inFrame, known: known === 'yes', token, lang, lost: log.restart });
const outbox = openOutbox(wire);

// What is shown, and what is said.

for (const message of outbox.waiting()) log.pending(message);
outbox.run({
  sending: ({ id }) => log.state(id, words.sending),
  waiting: ({ id }) => log.failed(id, words.trying, outbox.again),
  stored({ id }, messageId) {
    log.stored(id, messageId);
    leave.hidden = false;
    tellReach(true);
    wire.nudge();
  },
  refused({ id, text }, error) {
    const sentence = words.faults[error.code] ?? `${error.message} ${error.hint}`;
    if (box.value.trim() !== '') return log.failed(id, `${words.refused} ${sentence}`);
    log.remove(id);
    box.value = text;
    return showFault(sentence);
  },
});

wire.follow({
  after: log.last,
  awake: frame.awake,
  reached: tellReach,
  async line(line) {
    // Its own answer tells which of the lines waiting here it is.
    if (line.from === 'resident' && !log.has(line.id)) await outbox.settled();
    const isNew = log.show(line);
    offer(line.from === 'resident' ? [] : (line.choices ?? []), line.language);
    if (isNew && line.from !== 'resident') frame.tellNew();
  },
});

function say(text) {
  const said = text.trim();
  if (said === '') return showFault(words.empty);
  const length = [...said].length;
  if (length > longest)
    return showFault(words.tooLong.replace('{most}', inWords(longest)).replace('{count}', inWords(length)));
  clearFault();
  offer([]);
  const message = { id: newId(), text: said, at: Date.now() };
  log.pending(message);
  outbox.add(message);
  return undefined;
}

const inWords = (count) => count.toLocaleString('en-GB');

// Only pages served over HTTPS, or from this machine, have crypto.randomUUID.
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

// The box.

form.addEventListener('submit', (event) => {
  event.preventDefault();
  const before = box.value;
  box.value = '';
  if (say(before) !== undefined) box.value = before;
  count();
  box.focus();
});

box.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

box.addEventListener('input', count);

function count() {
  const left = longest - [...box.value.trim()].length;
  find('.chat-count').textContent =
    left > 500 ? '' : (left >= 0 ? words.left : words.over).replace('{count}', inWords(Math.abs(left)));
}

function showFault(sentence) {
  clearFault();
  const fault = document.createElement('p');
  fault.id = 'text-error';
  fault.className = 'govuk-error-message';
  const prefix = document.createElement('span');
  prefix.className = 'govuk-visually-hidden';
  prefix.textContent = `${words.error} `;
  fault.append(prefix, sentence);
  box.before(fault);
  box.setAttribute('aria-describedby', 'text-error');
  box.setAttribute('aria-invalid', 'true');
  box.classList.add('govuk-textarea--error');
  box.closest('.govuk-form-group').classList.add('govuk-form-group--error');
  box.focus();
  return sentence;
}

function clearFault() {
  find('.govuk-error-summary')?.remove();
  document.getElementById('text-error')?.remove();
  box.removeAttribute('aria-describedby');
  box.removeAttribute('aria-invalid');
  box.classList.remove('govuk-textarea--error');
  box.closest('.govuk-form-group').classList.remove('govuk-form-group--error');
}

// Answers with one touch.

choices.addEventListener('submit', (event) => {
  event.preventDefault();
  if (event.submitter === null) return;
  say(event.submitter.value);
  // The button is gone. On a phone the box would bring up the keyboard, so the conversation takes the focus there.
  const next = matchMedia('(pointer: coarse)').matches ? find('.chat-log') : box;
  next.focus();
});

function offer(texts, language) {
  log.steady(() => {
    for (const button of choices.querySelectorAll('button')) button.remove();
    for (const text of texts) {
      const properties = { className: 'chat-choice', name: 'text', value: text, textContent: text };
      const button = Object.assign(document.createElement('button'), properties);
      if (language !== undefined) button.lang = language;
      choices.append(button);
    }
    choices.hidden = texts.length === 0;
  });
  if (texts.length > 0) log.announce(`${words.offer} ${texts.join(words.or)}.`);
}

// Whether we are reached.

let reached = true;
function tellReach(now) {
  reached = now;
  // The page came while the ledger was away, and says so.
  if (reached && find('.govuk-error-summary') !== null) clearFault();
  showReach();
}

function showReach() {
  const sentence = !navigator.onLine
    ? words.offline
    : reached
      ? ''
      : words.away.replace('{phone}', find('.chat-phone').textContent);
  if (notice.textContent === sentence) return;
  log.steady(() => {
    notice.textContent = sentence;
    notice.hidden = sentence === '';
  });
}
for (const name of ['online', 'offline'])
  addEventListener(name, () => {
    showReach();
    outbox.again();
    wire.nudge();
  });
showReach();

// The other language: what stands in the box comes along.

const draftKey = 'moothall-chat-draft';
find('.chat-language a')?.addEventListener('click', () => kept.set(draftKey, box.value));
if (kept.get(draftKey) !== null) {
  if (box.value === '') box.value = kept.get(draftKey);
  kept.remove(draftKey);
  count();
}

// Leaving: nothing of the conversation stays in this browser.

leave.addEventListener('submit', async (event) => {
  outbox.forget();
  wire.forget();
  if (!inFrame) return;
  event.preventDefault();
  await fetch('/chat/leave?embed=1', { method: 'POST', redirect: 'manual' });
  location.reload();
});
if (wire.isOpen()) leave.hidden = false;

frame.changed(() => {
  if (!frame.awake()) wire.rest();
  wire.nudge();
});
frame.shown(() => {
  box.focus();
  showEnd();
});
frame.ready();
showEnd();

function showEnd() {
  if (log.last() > 0) log.showEnd();
}
