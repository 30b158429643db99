import { axis, type ChartOf, type Series } from './charts.ts';
import { type Drawing, draw, forScreens, narrowWidth, type Size, shades } from './drawing.ts';

export interface HeatOf extends Pick<ChartOf, 'id' | 'along' | 'say'> {
  /** Rows from the top, one value for each `along`. */
  readonly rows: readonly Series[];
  /** Where a cell leads, by its row and its place in it; null where there is nothing to see. */
  readonly href?: (row: number, place: number) => string | null;
}

/** A heat map as a page shows it. Only the wide one has links: each is in the table too. */
export function heatOnPage(heat: HeatOf): Drawing {
  return forScreens(heat, ({ href, ...each }, narrow) => {
    if (!narrow) return heatMap({ ...each, ...(href === undefined ? {} : { href }) });
    const rows = each.rows.map(({ name, values }) => ({ name: name.slice(0, 3), values }));
    return heatMap({ ...each, rows }, { width: narrowWidth, height: 260 });
  });
}

/** A table as shades of one colour, dark for much: readable without any colour sight, and in print. */
export function heatMap(
  { id, along, rows, say, href }: HeatOf,
  size: Size = { width: 760, height: 290 },
): Drawing {
  const cells = rows.flatMap(({ values }, y) =>
    values.flatMap((value, x) => (value === null ? [] : [[x, y, value] as [number, number, number]])),
  );
  const most = Math.max(1, ...cells.map(([, , value]) => value));
  const drawing = draw(id, size, {
    grid: { left: 8, right: 8, top: 8, bottom: 52, containLabel: true },
    xAxis: { ...axis, type: 'category', data: [...along], splitArea: { show: true } },
    yAxis: { ...axis, type: 'category', inverse: true, data: rows.map(({ name }) => name) },
    visualMap: shades(most, say),
    series: [{ type: 'heatmap', data: cells, itemStyle: { borderColor: edge, borderWidth: 1 } }],
  });
  if (href === undefined) return drawing;
  const hrefs = cells.map(([place, row]) => href(row, place));
  return { ...drawing, svg: linked(drawing.svg, hrefs) };
}

const edge = '#fff';

/**
 * The cells of a heat map as links for whoever points at them, in the order they were drawn in. Whoever tabs or listens
 * has the same links in the table.
 */
function linked(svg: string, hrefs: readonly (string | null)[]): string {
  let at = -1;
  return svg.replace(new RegExp(`<path [^>]*stroke="${edge}"[^>]*></path>`, 'g'), (cell) => {
    at += 1;
    const href = hrefs[at];
    if (href == null) return cell;
    return `<a href="${href.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}" tabindex="-1">${cell}</a>`;
  });
}
