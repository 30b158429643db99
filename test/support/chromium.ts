import { ensureProgram, findProgram } from './programs.ts';

const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];

/** A Chromium to drive with playwright-core; null when there is none. */
export const findChromium = (): string | null => findProgram(names);

/** The same, installed first when we may. */
export const ensureChromium = (): string | null => ensureProgram(names, 'chromium');

/** What a browser needs to run without a screen, as root, and to ask nobody outside for anything. */
export const chromiumArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
