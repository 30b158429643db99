import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { sayCount, sayValue } from '../../core/figure-words.ts';
import { type MeasureKey, measureOf } from '../../core/measures.ts';
import type { Picture } from '../../core/picture.ts';
import type { Figure, Step } from '../../core/statistics.ts';
import { lineChart } from './charts.ts';
import { stretchWords } from './days.ts';
import type { Annotation } from './marks.ts';

/** The stretches of a line, each by its first local day; null where nothing fell. */
export interface LineToDraw {
  readonly measure: MeasureKey;
  readonly step: Step;
  readonly points: readonly { readonly day: string; readonly figure: Figure | null }[];
  /** What explains it, for the chart, and in words by point. */
  readonly why?: { readonly annotations: readonly Annotation[]; readonly words: readonly string[] };
}

const require = createRequire(import.meta.url);
const size = { width: 640, height: 280 };
const face = 'Source Sans 3';

/** A measure over time as a small picture. The first one takes a moment longer: the fonts are read. */
export async function pictureOfLine({ measure, step, points, why }: LineToDraw): Promise<Picture> {
  const { title, kind } = measureOf(measure);
  const drawing = lineChart(
    {
      id: 'picture',
      along: points.map(({ day }) => stretchWords(day, step)),
      say: (value) => sayValue(measure, value),
      series: [
        {
          name: kind === 'time' ? 'Half within' : title,
          values: points.map(({ figure }) => figure?.value ?? null),
        },
        ...(kind === 'time'
          ? [{ name: '9 in 10 within', values: points.map(({ figure }) => figure?.p90 ?? null) }]
          : []),
      ],
      times: kind === 'time',
      annotations: why?.annotations ?? [],
      ...(kind === 'share' ? { most: 1 } : {}),
    },
    size,
  );
  const { fontBuffers } = await ready();
  const picture = new Resvg(drawing.svg.replaceAll('Arial, sans-serif', face), {
    background: '#ffffff',
    fitTo: { mode: 'width', value: 2 * size.width },
    font: { fontBuffers, loadSystemFonts: false, defaultFontFamily: face, sansSerifFamily: face },
  });
  const png = picture.render().asPng();
  picture.free();
  return {
    png,
    alt: `${title}, ${stepWords[step]}. ${points.map((point, i) => said(measure, step, point, why?.words[i] ?? '')).join('; ')}.`,
  };
}

const stepWords: Readonly<Record<Step, string>> = {
  day: 'day by day',
  week: 'week by week',
  month: 'month by month',
};

function said(
  measure: MeasureKey,
  step: Step,
  { day, figure }: LineToDraw['points'][number],
  words: string,
): string {
  const when = `${stretchWords(day, step)}${words && ` (${words})`}`;
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
