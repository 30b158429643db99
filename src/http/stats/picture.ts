import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { dayOf } from '../../core/days.ts';
import { sayCount, sayValue } from '../../core/figure-words.ts';
import { type MeasureKey, measureOf } from '../../core/measures.ts';
import type { Picture } from '../../core/picture.ts';
import { type Figure, fewestShared, type Step } from '../../core/statistics.ts';
import { lineChart } from './charts.ts';
import { daysInWords, stretchWords } from './days.ts';
import { type Drawing, quiet } from './drawing.ts';
import type { Annotation } from './marks.ts';

/** The stretches of a line, each by its first local day; null where nothing fell. */
export interface LineToDraw {
  readonly measure: MeasureKey;
  readonly step: Step;
  readonly points: readonly { readonly day: string; readonly figure: Figure | null }[];
  /** Whose figures they are: "Marlcombe Council: all teams". */
  readonly of: string;
  /** The stretches together: `from` belongs to them, `to` does not. */
  readonly from: Date;
  readonly to: Date;
  readonly now: Date;
  readonly timezone: string;
  /** A stretch with fewer behind it is not told. */
  readonly fewest: number;
  /** What explains it, for the chart, and in words by point. */
  readonly why?: { readonly annotations: readonly Annotation[]; readonly words: readonly string[] };
}

const require = createRequire(import.meta.url);
const size = { width: 640, height: 280 };
/** Room for words above the chart, and below. */
const above = 84;
const below = 30;
const face = 'Source Sans 3';
/** How wide a letter is for its size, on the whole. */
const letterWidth = 0.45;

/**
 * A measure over time as a small picture that can be read alone, wherever it is sent: what it is of, of when, and where it
 * comes from stand in it. The first one takes a moment longer: the fonts are read.
 */
export async function pictureOfLine(line: LineToDraw): Promise<Picture> {
  const { measure, step, fewest } = line;
  const { title, kind } = measureOf(measure);
  const points = line.points.map(({ day, figure }) => {
    return {
      day,
      figure: figure === null || figure.count < fewest ? null : figure,
      few: few(figure, fewest),
    };
  });
  // As on the page: what a few cases say is told, and swings too much to be drawn.
  const drawn = points.map((point) =>
    kind !== 'count' && few(point.figure, fewestShared) ? { ...point, figure: null } : point,
  );
  const drawing = lineChart(
    {
      id: 'picture',
      along: points.map(({ day }) => stretchWords(day, step)),
      say: (value) => sayValue(measure, value),
      series: [
        {
          name: kind === 'time' ? 'Half within' : title,
          values: drawn.map(({ figure, few }) => figure?.value ?? (kind === 'count' && !few ? 0 : null)),
        },
        ...(kind === 'time'
          ? [{ name: '9 in 10 within', values: drawn.map(({ figure }) => figure?.p90 ?? null) }]
          : []),
      ],
      times: kind === 'time',
      unfinished: isUnfinished(line),
      annotations: line.why?.annotations ?? [],
      ...(kind === 'share' ? { most: 1 } : {}),
    },
    size,
  );
  const words = wordsOf(line);
  const { fontBuffers } = await ready();
  const picture = new Resvg(framed(drawing, words).replaceAll('Arial, sans-serif', face), {
    background: '#ffffff',
    fitTo: { mode: 'width', value: 2 * size.width },
    font: { fontBuffers, loadSystemFonts: false, defaultFontFamily: face, sansSerifFamily: face },
  });
  const png = picture.render().asPng();
  picture.free();
  const told = points.map((point, i) => said(measure, step, point, line.why?.words[i] ?? '')).join('; ');
  return {
    png,
    title: `${words.title}, ${words.of}`,
    alt: `${words.title}. ${words.of}. ${words.when}. ${told}. ${words.source}`,
  };
}

const leftOut = (points: LineToDraw['points'], step: Step): string[] =>
  points.some(({ figure }) => few(figure, fewestShared))
    ? [`A ${step} of fewer than ${fewestShared} cases is not drawn.`]
    : [];

const isUnfinished = ({ from, to, now }: Pick<LineToDraw, 'from' | 'to' | 'now'>): boolean =>
  from <= now && now < to;

const few = (figure: Figure | null, fewest: number): boolean =>
  figure !== null && figure.count > 0 && figure.count < fewest;

/** What stands above the chart and below it. */
function wordsOf({ measure, step, points, of, from, to, now, timezone, fewest }: LineToDraw) {
  const { title, unit } = measureOf(measure);
  const lastDay = dayOf(new Date(+to - 1), timezone);
  const when = daysInWords({ firstDay: points[0]?.day ?? lastDay, lastDay });
  const at = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: timezone });
  const time = unit === 'working minutes' ? ', in working time' : '';
  return {
    title,
    of,
    when: `${stepWords[step]}, ${when}${time}`,
    source: [
      `Source: Moothall, ${at.format(now)}.`,
      ...(isUnfinished({ from, to, now }) ? [`The last ${step} is not over.`] : []),
      ...(fewest > 1 ? [`A ${step} of fewer than ${fewest} cases is left out.`] : leftOut(points, step)),
    ].join(' '),
  };
}

/** The chart with its words, as one picture. */
function framed(chart: Drawing, { title, of, when, source }: ReturnType<typeof wordsOf>): string {
  const height = above + chart.height + below;
  const line = (y: number, letters: number, colour: string, text: string) =>
    `<text x="12" y="${y}" font-family="${face}" font-size="${letters}" fill="${colour}">${escaped(text, size.width / (letters * letterWidth) - 4)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${height}" viewBox="0 0 ${size.width} ${height}">`,
    line(28, 20, '#0b0c0c', title),
    line(50, 14, '#0b0c0c', of),
    line(70, 14, quiet, when),
    chart.svg.replace('<svg ', `<svg x="0" y="${above}" width="${size.width}" height="${chart.height}" `),
    line(height - 10, 12, quiet, source),
    '</svg>',
  ].join('');
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** As text of a picture, cut where it would run out of it. */
function escaped(text: string, longest: number): string {
  const cut = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return cut.replace(/[&<>]/g, (letter) => marks[letter] ?? '');
}

const stepWords: Readonly<Record<Step, string>> = {
  day: 'Day by day',
  week: 'Week by week',
  month: 'Month by month',
};

function said(
  measure: MeasureKey,
  step: Step,
  { day, figure, few }: LineToDraw['points'][number] & { readonly few: boolean },
  words: string,
): string {
  const when = `${stretchWords(day, step)}${words && ` (${words})`}`;
  if (few) return `${when}: too few to tell`;
  if (figure === null || figure.value === null) return `${when}: none`;
  return `${when}: ${sayValue(measure, figure.value)} (${sayCount(measure, figure)})`;
}

let readied: Promise<{ readonly fontBuffers: Uint8Array[] }> | undefined;

function ready() {
  readied ??= (async () => {
    await initWasm(await readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
    // The Welsh letters stand in the second.
    const files = ['latin', 'latin-ext'].map((part) => `source-sans-3-${part}-400-normal.woff2`);
    const fonts = files.map((file) => readFile(require.resolve(`@fontsource/source-sans-3/files/${file}`)));
    return { fontBuffers: (await Promise.all(fonts)).map((font) => new Uint8Array(font)) };
  })();
  return readied;
}
