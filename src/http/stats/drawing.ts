import { createRequire } from 'node:module';
import type * as Echarts from 'echarts';

// The whole library in one file: in modules it is six hundred, which every start would open and wait for.
const echarts: typeof Echarts = createRequire(import.meta.url)('echarts');

/** A picture for a page: SVG that needs no script, and no style the page's Content-Security-Policy would refuse. */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  /** The same for a narrow screen, on which this could not be read. */
  readonly narrow?: string;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Okabe and Ito's colours, told apart by every kind of colour sight; the darkest first. */
export const colours = ['#0072b2', '#d55e00', '#009e73', '#7a5195', '#8a6d00', '#56b4e9'] as const;

/** Teach the drawing an area by its shapes; the latest of a name stands. */
export function knowArea(name: string, shapes: GeoJson): void {
  echarts.registerMap(name, JSON.stringify(shapes));
}

export interface GeoJson {
  readonly type: 'FeatureCollection';
  readonly features: readonly object[];
}

/** How wide a chart for a narrow screen is. */
export const narrowWidth = 320;

/** A chart for every screen: `make` draws it as wide as it usually is, and again for a narrow one, under a name of its own. */
export function forScreens<T extends { readonly id: string }>(
  chart: T,
  make: (chart: T, narrow: boolean) => Drawing,
): Drawing {
  return { ...make(chart, false), narrow: make({ ...chart, id: `${chart.id}-narrow` }, true).svg };
}

/** A name in so many lines of so many letters, cut where it would run out of them. Pure. */
export function inLines(name: string, letters: number, lines: number): string {
  const told: string[] = [];
  for (const word of name.split(' ')) {
    const longer = `${told.at(-1) ?? ''} ${word}`.trimStart();
    if (told.length > 0 && longer.length <= letters) told.splice(-1, 1, longer);
    else told.push(word);
  }
  return told
    .slice(0, lines)
    .map((line, i) => {
      const cut = line.length > letters || (i === lines - 1 && told.length > lines);
      return cut ? `${line.slice(0, letters - 1).trimEnd()}…` : line;
    })
    .join('\n');
}

/** For what is read second: axes, outlines. */
export const quiet = '#50595f';

/** What echarts calls an option, as far as we draw. */
export type Option = Parameters<ReturnType<typeof echarts.init>['setOption']>[0];

/**
 * Draw an option as it stands, without movement. `id` is unique on its page: names inside the picture are made from
 * it. The words in it are escaped.
 */
export function draw(id: string, { width, height }: Size, option: Option): Drawing {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      color: [...colours],
      textStyle: { fontFamily: 'Arial, sans-serif' },
      ...option,
    });
    return { svg: plain(chart.renderToSVGString(), id), width, height };
  } finally {
    chart.dispose();
  }
}

/** The same picture in attributes alone, in a size that follows its page. */
function plain(svg: string, id: string): string {
  return svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ (?:class|ecmeta_\w+|pointer-events|xml:space)="[^"]*"/g, '')
    .replace(/ style="([^"]*)"/g, (_, style: string) => attributes(style))
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/^<svg width="\d+" height="\d+"/, '<svg aria-hidden="true" focusable="false"');
}

function attributes(style: string): string {
  return style
    .split(';')
    .map((each) => each.split(':').map((part) => part.trim()))
    .flatMap(([name, value]) => (name && value ? [` ${name}="${value.replace(/"/g, '')}"`] : []))
    .join('');
}

/** Shades of one colour from none to `most`, dark for much, with what they stand for below the picture. */
export function shades(most: number, say: (value: number) => string) {
  return {
    min: 0,
    max: most,
    orient: 'horizontal' as const,
    left: 'center',
    bottom: 0,
    itemHeight: 160,
    inRange: { color: ['#f3f6f8', '#9ecae1', '#2b7bba', '#08306b'] },
    text: [say(most), say(0)],
    textStyle: { color: quiet, fontSize: 13 },
  };
}
