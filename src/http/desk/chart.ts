import type { LiveScorecard } from '../../core/scorecard.ts';

/** A line of a chart in pieces: it breaks where a week says too little. */
export interface Line {
  readonly name: string;
  readonly key: 'right' | 'sure' | 'moved';
  readonly pieces: readonly string[];
  readonly dots: readonly { readonly x: number; readonly y: number }[];
}

/** A chart of shares over weeks, as numbers for an SVG. The table beside it says the same in words. */
export interface Chart {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly lines: readonly Line[];
  readonly levels: readonly { readonly y: number; readonly text: string }[];
  readonly weeks: readonly { readonly x: number; readonly text: string }[];
}

const [width, height] = [640, 240];
const [left, right, top, bottom] = [44, 24, 12, 28];

/** Null where no week has enough messages for any share. */
export function chartOf(weeks: LiveScorecard['weeks']): Chart | null {
  const x = (i: number) => Math.round(left + (i * (width - left - right)) / Math.max(1, weeks.length - 1));
  const y = (share: number) => Math.round(top + (1 - share) * (height - top - bottom));
  const line = (name: string, key: Line['key'], shares: readonly (number | null)[]): Line => {
    const dots = shares.map((share, i) => (share === null ? null : { x: x(i), y: y(share) }));
    return { name, key, pieces: piecesOf(dots), dots: dots.filter((dot) => dot !== null) };
  };
  const lines = [
    line(
      'Right, of those looked at',
      'right',
      weeks.map(({ accuracy }) => accuracy),
    ),
    line(
      'Sure',
      'sure',
      weeks.map(({ sure }) => sure),
    ),
    line(
      'Cases moved',
      'moved',
      weeks.map(({ misrouted }) => misrouted),
    ),
  ];
  if (lines.every(({ dots }) => dots.length === 0)) return null;
  const every = Math.ceil(weeks.length / 6);
  return {
    width,
    height,
    left,
    right: width - right,
    lines,
    levels: [0, 0.25, 0.5, 0.75, 1].map((share) => ({ y: y(share), text: `${100 * share}%` })),
    weeks: weeks.flatMap(({ week }, i) =>
      (weeks.length - 1 - i) % every === 0
        ? [{ x: x(i), text: `${Number(week.slice(8))}/${Number(week.slice(5, 7))}` }]
        : [],
    ),
  };
}

function piecesOf(dots: readonly ({ x: number; y: number } | null)[]): string[] {
  const pieces: string[][] = [[]];
  for (const dot of dots) {
    if (dot === null) pieces.push([]);
    else pieces.at(-1)?.push(`${dot.x},${dot.y}`);
  }
  return pieces.filter((piece) => piece.length > 1).map((piece) => piece.join(' '));
}
