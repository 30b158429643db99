import { setTimeout as sleep } from 'node:timers/promises';

/** Something the bot said, as the people in a chat see it. */
export interface Shown {
  readonly id: number | string;
  readonly text: string;
  readonly buttons: readonly string[];
}

/** One chat as those in it see it, written down as it happens. */
export interface Transcript {
  readonly title: string;
  /** Somebody said this. */
  said(who: string, text: string): void;
  /** Wait until the bot says something new that holds this, and write down all it said. Throws when it does not come. */
  hears(what: RegExp): Promise<Shown>;
  /** How much the bot has said here so far, written down or not. */
  seen(): number;
  lines(): readonly string[];
}

const patienceMs = 20_000;
const widest = 76;

export function transcriptOf(title: string, bot: string, sees: () => readonly Shown[]): Transcript {
  const lines: string[] = [];
  let shown = 0;
  const put = (who: string, text: string): void => {
    const [first = '', ...more] = wrapped(text);
    lines.push(`  ${who.padEnd(10)} ${first}`, ...more.map((line) => `${' '.repeat(13)}${line}`.trimEnd()));
  };
  return {
    title,
    said: put,
    async hears(what) {
      const giveUp = Date.now() + patienceMs;
      for (;;) {
        const fresh = sees().slice(shown);
        shown += fresh.length;
        for (const { text, buttons } of fresh)
          put(
            bot,
            [text, ...(buttons.length === 0 ? [] : [buttons.map((button) => `[${button}]`).join(' ')])].join(
              '\n',
            ),
          );
        const found = fresh.find(({ text }) => what.test(text));
        if (found !== undefined) return found;
        if (Date.now() > giveUp) throw new Error(`In "${title}" nothing came that says ${what}.`);
        await sleep(50);
      }
    },
    seen: () => sees().length,
    lines: () => lines,
  };
}

function wrapped(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const rows = [''];
    for (const word of line.split(' ')) {
      const row = rows.at(-1) ?? '';
      if (row === '') rows[rows.length - 1] = word;
      else if (row.length + 1 + word.length <= widest) rows[rows.length - 1] = `${row} ${word}`;
      else rows.push(word);
    }
    return rows;
  });
}
