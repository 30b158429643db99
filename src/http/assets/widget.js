// Puts a council's chat on a page of its own site:
//   <script src="https://chat.council.example/chat/widget.js" defer></script>
// Nothing else is loaded, and nothing is kept, until somebody opens the chat. `data-lang="cy"` on the script makes it
// Welsh, as a page with <html lang="cy"> does by itself; `data-label` changes the words on the button.
(() => {
  const script = document.currentScript;
  const home = new URL('/chat', script.src);
  const lang = (script.dataset.lang || document.documentElement.lang).toLowerCase().startsWith('cy')
    ? 'cy'
    : 'en';
  const said = {
    en: { chat: 'Chat with us', close: 'Close', closeChat: 'Close chat', fresh: 'new' },
    cy: { chat: 'Sgwrsio â ni', close: 'Cau', closeChat: 'Cau’r sgwrs', fresh: 'newydd' },
  }[lang];
  const words = script.dataset.label || said.chat;
  const narrow = matchMedia('(max-width: 480px), (max-height: 480px)');

  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const css = `
    :host { all: initial; }
    * { box-sizing: border-box; font-family: system-ui, "Segoe UI", Arial, sans-serif; }
    button { font-size: 1.125rem; line-height: 1.4; font-weight: 700; cursor: pointer; border-radius: 0; }
    button:focus-visible { outline: 3px solid #fd0; outline-offset: 0; box-shadow: inset 0 0 0 3px #0b0c0c; }
    .launch { position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; min-height: 48px; padding: 10px 20px;
      border: 2px solid #fff; background: #123c46; color: #fff; box-shadow: 0 2px 6px rgb(11 12 12 / 40%); }
    .launch:hover { background: #0b2930; }
    dialog { position: fixed; inset: auto 16px 16px auto; z-index: 2147483000; flex-direction: column; margin: 0; padding: 0;
      width: 400px; height: min(680px, 100dvh - 32px); max-width: none; max-height: none; overflow: hidden;
      border: 2px solid #123c46; background: #fff; box-shadow: 0 4px 16px rgb(11 12 12 / 40%); }
    dialog[open] { display: flex; }
    .bar { flex: none; display: flex; align-items: center; justify-content: space-between; gap: 8px; padding: 0 0 0 16px;
      background: #123c46; color: #fff; }
    h2 { margin: 0; font-size: 1.125rem; line-height: 1.3; }
    .close { min-width: 48px; min-height: 48px; padding: 8px 16px; border: 0; background: none; color: #fff; text-decoration: underline;
      text-underline-offset: 0.16em; font-size: 1rem; }
    .close:hover { text-decoration-thickness: 3px; }
    iframe { flex: 1; width: 100%; min-height: 0; border: 0; }
    @media (max-width: 480px), (max-height: 480px) {
      dialog { inset: 0; width: 100%; height: 100%; border: 0; }
    }
    @media print { .launch, dialog { display: none; } }
  `;
  // A sheet of one's own is allowed whatever the site says of inline styles; older browsers have none.
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.append(Object.assign(document.createElement('style'), { textContent: css }));
  }

  const make = (name, properties, ...inside) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...inside);
    return element;
  };
  const launch = make('button', { type: 'button', className: 'launch' }, words);
  launch.setAttribute('aria-haspopup', 'dialog');
  const close = make('button', { type: 'button', className: 'close' }, said.close);
  close.setAttribute('aria-label', said.closeChat);
  const bar = make('div', { className: 'bar' }, make('h2', { id: 'title' }, words), close);
  const dialog = make('dialog', {}, bar);
  for (const part of [launch, dialog]) part.lang = lang;
  dialog.setAttribute('aria-labelledby', 'title');
  root.append(launch, dialog);
  let frame = null;
  let ready = false;
  let news = 0;

  const tell = (what) => {
    if (ready) frame.contentWindow.postMessage({ moothall: what }, home.origin);
  };
  const say = (text) => {
    launch.textContent = text;
  };

  function show() {
    if (frame === null) {
      frame = make('iframe', {
        src: `${home.href}?embed=1${lang === 'en' ? '' : `&lang=${lang}`}`,
        title: words,
      });
      dialog.append(frame);
    }
    // Over the whole screen it holds the keyboard; beside the page it does not.
    if (narrow.matches) dialog.showModal();
    else dialog.show();
    launch.hidden = true;
    news = 0;
    say(words);
    frame.focus();
    tell('shown');
  }

  function hide() {
    if (dialog.open) dialog.close();
  }

  launch.addEventListener('click', show);
  close.addEventListener('click', hide);
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
  });
  dialog.addEventListener('close', () => {
    launch.hidden = false;
    launch.focus();
    tell('hidden');
  });
  // Turning a phone changes the way the dialog is held; what is in it stays.
  narrow.addEventListener('change', () => {
    if (!dialog.open) return;
    dialog.removeAttribute('open');
    show();
  });
  addEventListener('message', ({ origin, source, data }) => {
    if (origin !== home.origin || frame === null || source !== frame.contentWindow) return;
    if (data?.moothall === 'close') hide();
    if (data?.moothall === 'ready') {
      ready = true;
      if (dialog.open) tell('shown');
    }
    if (data?.moothall === 'new' && !dialog.open) {
      news += 1;
      say(`${words} (${news} ${said.fresh})`);
    }
  });

  const add = () => document.body.append(host);
  if (document.body === null) addEventListener('DOMContentLoaded', add);
  else add();
})();
