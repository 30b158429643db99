// Follows the record. The stream only says that something changed; this page then asks for itself again, and
// takes over what is new. Nothing the officer is using moves, and nothing they wrote is touched.

const least = 2000;

/** Call `look` after every sign of change, while the page is on show, and never more often than every `least` ms. */
function follow(address, look, stopped) {
  let source = null;
  let timer = null;
  let last = 0;

  const soon = () => {
    if (timer !== null) return;
    timer = setTimeout(
      async () => {
        timer = null;
        last = Date.now();
        await look();
      },
      Math.max(0, last + least - Date.now()) + Math.random() * 300,
    );
  };
  const open = () => {
    source = new EventSource(address);
    source.addEventListener('changed', soon);
    // What happened between the making of the page and now would be missed otherwise.
    source.addEventListener('open', soon);
    source.addEventListener('error', () => source?.readyState === EventSource.CLOSED && stopped());
  };
  // A browser opens six streams to one place at most: tabs not on show give theirs up.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      source?.close();
      source = null;
    } else if (source === null) {
      open();
    }
  });
  if (!document.hidden) open();
}

/** This page as it would be made now; null when it cannot be had. */
async function freshPage(address) {
  try {
    const answer = await fetch(address, { headers: { accept: 'text/html' } });
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    return null;
  }
}

const counted = (count, one, many) => (count === 1 ? one : `${count} ${many}`);

function inUse(element) {
  return element.contains(document.activeElement);
}

// The list

function followList(live) {
  const words = live.querySelector('.live__words');
  const button = live.querySelector('button');
  let fresh = null;

  const rowsOf = (page) =>
    new Map([...page.querySelectorAll('[data-reference]')].map((row) => [row.dataset.reference, row]));

  async function look() {
    fresh = await freshPage(location.href);
    if (fresh === null) return;
    const [shown, now] = [rowsOf(document), rowsOf(fresh)];
    let changed = 0;
    let waiting = 0;
    for (const [reference, row] of now) {
      const old = shown.get(reference);
      if (old === undefined) waiting += 1;
      else if (old.dataset.version !== row.dataset.version) {
        if (inUse(old)) waiting += 1;
        else {
          old.replaceWith(document.importNode(row, true));
          changed += 1;
        }
      }
    }
    for (const reference of shown.keys()) if (!now.has(reference)) waiting += 1;
    if (waiting > 0)
      words.textContent = counted(
        waiting,
        '1 case is new here or has moved on.',
        'cases are new here or have moved on.',
      );
    else if (changed > 0)
      words.textContent = counted(
        changed,
        '1 case was brought up to date.',
        'cases were brought up to date.',
      );
    button.hidden = waiting === 0;
  }

  button.addEventListener('click', () => {
    const results = document.getElementById('results');
    results.replaceWith(document.importNode(fresh.getElementById('results'), true));
    words.textContent = '';
    button.hidden = true;
    document.getElementById('results').focus();
  });

  follow(live.dataset.events, look, () => {
    words.textContent = 'This list is no longer kept up to date. Load the page again.';
  });
}

// One case

function followCase(log) {
  const forms = () => [...document.querySelectorAll('[data-forms]')];
  const notice = () => document.querySelector('[data-notice]');
  const numbers = (page) => [...page.querySelectorAll('[data-number]')];
  const newest = (page) => Math.max(0, ...numbers(page).map((each) => Number(each.dataset.number)));
  let heard = newest(document);

  const begun = (form) =>
    [...form.querySelectorAll('textarea, input:not([type=hidden]), select')].some((field) => {
      if (field.type === 'radio' || field.type === 'checkbox') return field.checked !== field.defaultChecked;
      if (field instanceof HTMLSelectElement)
        return (
          [...field.options].some((each) => each.selected !== each.defaultSelected) && field.value !== ''
        );
      return field.value !== field.defaultValue;
    });

  async function look() {
    const fresh = await freshPage(log.dataset.page);
    if (fresh === null) return;
    bringThread(fresh);
    for (const part of document.querySelectorAll('[data-part]')) swap(part, fresh.getElementById(part.id));
    const news = numbers(fresh).filter((each) => Number(each.dataset.number) > heard);
    if (news.length === 0) return;
    heard = newest(fresh);
    const version = fresh.querySelector('[data-version]')?.value;
    const loud = news.filter((each) => !('quiet' in each.dataset));
    if (forms().some((form) => inUse(form) || begun(form) || form.dataset.kept === 'yes')) {
      if (loud.length > 0) tell(loud.reverse(), version);
      else if (notice().hidden) takeVersion(version);
    } else {
      for (const part of forms()) swap(part, fresh.getElementById(part.id));
      startComponents();
    }
  }

  function swap(part, fresh) {
    if (fresh === null) part.remove();
    else if (!inUse(part) && part.innerHTML !== fresh.innerHTML)
      part.replaceWith(document.importNode(fresh, true));
  }

  function bringThread(fresh) {
    const thread = log.querySelector('ol');
    for (const entry of fresh.querySelectorAll('.entry')) {
      const old = document.getElementById(entry.id);
      if (old === null) thread.append(document.importNode(entry, true));
      else for (const name of ['[data-body]', '[data-delivery]']) bringPart(old, entry, name);
    }
  }

  function bringPart(old, entry, name) {
    const [was, is] = [old.querySelector(name), entry.querySelector(name)];
    if (is === null || inUse(old) || was?.innerHTML === is.innerHTML) return;
    if (was === null) old.append(document.importNode(is, true));
    else was.replaceWith(document.importNode(is, true));
  }

  function tell(moments, version) {
    const words = notice().querySelector('[data-notice-words]');
    const list = words.querySelector('ul') ?? document.createElement('ul');
    for (const moment of moments) {
      const item = document.createElement('li');
      item.textContent = moment.textContent.replace(/\s+/g, ' ').trim();
      list.append(item);
    }
    const lead = document.createElement('p');
    lead.textContent = 'The case has changed while you were here. What you wrote is still below.';
    words.replaceChildren(lead, list);
    notice().hidden = false;
    notice().dataset.version = version ?? '';
  }

  function takeVersion(version) {
    if (version === undefined || version === '') return;
    for (const field of document.querySelectorAll('[data-version]')) field.value = version;
  }

  document.addEventListener('click', (event) => {
    if (!event.target.closest('[data-carry-on]')) return;
    takeVersion(notice().dataset.version);
    notice().hidden = true;
    notice().querySelector('[data-notice-words]').replaceChildren();
    (document.getElementById('reply-text') ?? document.getElementById('note-text')).focus();
  });

  follow(log.dataset.events, look, () =>
    tell([{ textContent: 'This page is no longer kept up to date. Load it again before you decide.' }]),
  );
}

function startComponents() {
  import('./govuk.js').then(({ initAll }) => initAll());
}

// Loading a page again should not tell a second time what was done.
if (new URLSearchParams(location.search).has('done')) history.replaceState(null, '', location.pathname);

const list = document.querySelector('[data-live=list]');
const log = document.querySelector('[data-live=case]');
if (list !== null) followList(list);
if (log !== null) followCase(log);
