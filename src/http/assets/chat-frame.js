// The page inside the widget's frame: what it and the site around it tell each other. No words of the resident
// leave the frame, only that something is new.

export function openFrame(embedded) {
  const framed = embedded && parent !== window;
  const changes = new Set();
  const showings = new Set();
  let shown = !framed;
  const awake = () => shown && document.visibilityState === 'visible';
  const changed = () => {
    for (const act of changes) act();
  };
  const tell = (what) => {
    if (framed) parent.postMessage({ moothall: what }, '*');
  };

  document.addEventListener('visibilitychange', changed);
  if (framed) {
    addEventListener('message', ({ source, data }) => {
      if (source !== parent || !['shown', 'hidden'].includes(data?.moothall)) return;
      shown = data.moothall === 'shown';
      changed();
      if (shown) for (const act of showings) act();
    });
    addEventListener('keydown', ({ key, isComposing }) => {
      if (key === 'Escape' && !isComposing) tell('close');
    });
  }

  return {
    /** Whether somebody can see the page. */
    awake,
    /** Call `act` when that changes. */
    changed: (act) => changes.add(act),
    /** Call `act` each time the site shows the frame. */
    shown: (act) => showings.add(act),
    ready: () => tell('ready'),
    tellNew() {
      if (!awake()) tell('new');
    },
  };
}
