import { describe, expect, test } from 'vitest';
import { type ChartOf, lineChart, linesOnPage, rowChart } from '../../../../src/http/stats/charts.ts';
import { inLines } from '../../../../src/http/stats/drawing.ts';
import { heatMap, heatOnPage } from '../../../../src/http/stats/heat.ts';

const aChart = (change: Partial<ChartOf> = {}): ChartOf => ({
  id: 'speed',
  along: ['5 Oct', '12 Oct', '19 Oct'],
  series: [{ name: 'Median', values: [4, 2, 3] }],
  say: (value) => `${value} h`,
  ...change,
});

const drawings = {
  'a line chart': lineChart(aChart()),
  'a row chart': rowChart(aChart()),
  'a heat map': heatMap({
    id: 'week',
    along: ['09', '10'],
    rows: [{ name: 'Mon', values: [1, 2] }],
    say: String,
  }),
};

/** What a reader reads in it, from the top. */
const words = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);

/** Coloured shapes of a drawing: lines, bars, cells. */
const shapes = (svg: string) => svg.match(/<path[^>]*(?:fill|stroke)="(?!none)[^"]*"[^>]*>/g) ?? [];

describe.each(Object.entries(drawings))('%s', (_, { svg }) => {
  test('needs no script, no style and no other file, so that every page may show it', () => {
    expect(svg).toMatch(/^<svg .*<\/svg>$/s);
    expect(svg).not.toMatch(/<script|<style| style=| class=| href="http| on\w+=/);
  });

  test('is left to the table beside it by who hears the page', () => {
    expect(svg).toContain('aria-hidden="true"');
  });
});

describe('A chart on a page', () => {
  test('is drawn again for a narrow screen, on which the wide one could not be read', () => {
    const { svg, narrow = '' } = linesOnPage(aChart());
    const width = (drawing: string) => Number(/viewBox="0 0 (\d+)/.exec(drawing)?.[1]);
    expect([width(svg), width(narrow)]).toEqual([600, 320]);
    expect(words(narrow)).toEqual(expect.arrayContaining(['5 Oct', '19 Oct', '0 h']));
    const heat = heatOnPage({
      id: 'week',
      along: ['09'],
      rows: [{ name: 'Monday', values: [3] }],
      say: String,
      href: () => '/there',
    });
    expect([heat.svg.match(/<a /g)?.length, heat.narrow?.match(/<a /g)]).toEqual([1, null]);
    expect(words(heat.narrow ?? '')).toContain('Mon');
  });

  test('has long names in lines, and cuts what does not fit', () => {
    expect(inLines('Waste and recycling', 32, 2)).toBe('Waste and recycling');
    expect(inLines('Marlshire School Admissions and Transport', 32, 2)).toBe(
      'Marlshire School Admissions and\nTransport',
    );
    expect(inLines('Marlshire School Admissions and Transport', 16, 2)).toBe(
      'Marlshire School\nAdmissions and…',
    );
    expect(inLines('Llanfairpwllgwyngyllgogerychwyrndrobwll', 16, 2)).toBe('Llanfairpwllgwy…');
  });
});

describe('A chart', () => {
  test('says what stands along it, and its values in the reader’s units', () => {
    expect(words(drawings['a line chart'].svg)).toEqual(
      expect.arrayContaining(['5 Oct', '12 Oct', '19 Oct', '0 h']),
    );
  });

  test('never takes a name for markup', () => {
    const { svg } = rowChart(aChart({ along: ['<script>alert(1)</script>', 'A & B', '"'] }));
    expect(svg).not.toContain('<script');
    expect(words(svg)).toContain('A &amp; B');
  });

  test('names its parts after itself, so that two on one page do not share them', () => {
    const two = [
      { name: 'On time', values: [1, 2, 3] },
      { name: 'Late', values: [1, 0, 2] },
    ];
    const names = (id: string): string[] => [
      ...(lineChart(aChart({ id, series: two })).svg.match(/id="[^"]+"/g) ?? []),
    ];
    expect(names('first').length).toBeGreaterThan(0);
    expect(names('first').filter((name) => names('second').includes(name))).toEqual([]);
  });

  test('breaks a line where a value is not told, instead of drawing through it', () => {
    const broken = lineChart(
      aChart({ along: ['a', 'b', 'c', 'd', 'e'], series: [{ name: 'x', values: [1, 2, null, 2, 1] }] }),
    );
    const line = /<path d="(M[^"]*)"[^>]*stroke-width="2.5"/.exec(broken.svg)?.[1] ?? '';
    expect(line.match(/M/g)).toHaveLength(2);
  });

  test('draws the target and what explains a figure, with their words', () => {
    const marked = aChart({
      target: { value: 3, text: 'Target 3 h' },
      annotations: [{ at: '12 Oct', text: 'Storm' }],
    });
    expect(words(lineChart(marked).svg)).toEqual(expect.arrayContaining(['Target 3 h', 'Storm']));
    expect(words(rowChart(aChart({ target: { value: 3, text: 'Target 3 h' } })).svg)).toContain('Target 3 h');
  });

  test('shades what lasted from where it began to where it ended, and cuts words too long to stand there', () => {
    const lasting = (until: string) =>
      lineChart(
        aChart({
          annotations: [{ at: '5 Oct', until, text: 'A storm with a very long name that goes on and on' }],
        }),
      );
    const shade = (svg: string) =>
      /<polygon points="([^"]*)" fill="#50595f" fill-opacity="0.12"/.exec(svg)?.[1];
    const [one, other] = [lasting('12 Oct').svg, lasting('19 Oct').svg];
    expect(shade(one)).toBeDefined();
    expect(shade(other)).not.toBe(shade(one));
    expect(words(one)).toContain('A storm with a very long name that goes…');
  });

  /** How light a colour is to any eye, 0 to 1. */
  const lightness = (colour: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
    return 0.2126 * r ** 2.2 + 0.7152 * g ** 2.2 + 0.0722 * b ** 2.2;
  };
  const fillsOf = (svg: string) => [
    ...new Set(
      [...svg.matchAll(/<path [^>]*fill="(#[0-9a-f]{6})" stroke="#08306b"/g)].map(([, fill = '']) => fill),
    ),
  ];

  test('tells sets of bars apart by how dark they are, which needs no colour sight', () => {
    const sets = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ name: `Set ${i}`, values: [1 + i, 2, 3] }));
    const two = fillsOf(rowChart(aChart({ series: sets(2) })).svg).map(lightness);
    expect(two).toHaveLength(2);
    expect(((two[1] ?? 0) + 0.05) / ((two[0] ?? 0) + 0.05)).toBeGreaterThan(3);
    const ages = fillsOf(rowChart({ ...aChart({ series: sets(5) }), stacked: true }).svg).map(lightness);
    expect(ages).toHaveLength(5);
    expect(ages).toEqual([...ages].sort((one, other) => other - one));
    for (const [i, each] of ages.slice(1).entries())
      expect(((ages[i] ?? 0) + 0.05) / (each + 0.05)).toBeGreaterThan(1.3);
  });

  test('draws a stretch that is not over apart from those that are', () => {
    const values = [4, 2, 3];
    const series = [{ name: 'Median', values }];
    const lines = (svg: string) =>
      svg.match(/<path d="M[^"]*L[^"]*" fill="none" stroke="#0072b2"[^>]*>/g) ?? [];
    const over = lines(lineChart(aChart({ series })).svg);
    const notOver = lines(lineChart(aChart({ series, unfinished: true })).svg);
    expect(over).toHaveLength(1);
    expect(notOver).toHaveLength(2);
    expect(notOver.join()).toContain('stroke-dasharray');
  });

  test('grows with its rows', () => {
    const many = rowChart(
      aChart({
        along: Array.from({ length: 20 }, (_, i) => `Team ${i}`),
        series: [{ name: 'x', values: Array(20).fill(1) }],
      }),
    );
    expect(many.height).toBeGreaterThan(drawings['a row chart'].height * 3);
    expect(words(many.svg)).toContain('Team 19');
  });

  test('of no values is drawn all the same', () => {
    for (const draw of [lineChart, rowChart])
      expect(draw(aChart({ along: [], series: [] })).svg).toMatch(/^<svg/);
    expect(heatMap({ id: 'none', along: [], rows: [], say: String }).svg).toMatch(/^<svg/);
  });
});

test('A square of a heat map leads to what it stands for, and one of nothing leads nowhere', () => {
  const { svg } = heatMap({
    id: 'h',
    along: ['09', '10', '11'],
    rows: [
      { name: 'Mon', values: [1, 2, 0] },
      { name: 'Tue', values: [4, 5, 6] },
    ],
    say: String,
    href: (row, place) => (row === 0 && place === 2 ? null : `/cases?day=${row}&hour=${place}`),
  });
  const links = [...svg.matchAll(/<a href="([^"]*)" tabindex="-1"><path d="M([\d.]+) ([\d.]+)/g)].map(
    ([, href, x, y]) => ({ href, x: Number(x), y: Number(y) }),
  );
  const at = (row: number, place: number) =>
    links.find(({ href }) => href === `/cases?day=${row}&amp;hour=${place}`);
  expect(links).toHaveLength(5);
  for (const [row, place] of [
    [0, 1],
    [1, 1],
    [1, 2],
  ] as const)
    expect(at(row, place)?.x).toBeGreaterThan(at(row, place - 1)?.x ?? Number.NaN);
  for (const place of [0, 1]) {
    expect(at(0, place)?.x).toBe(at(1, place)?.x);
    expect(at(1, place)?.y).toBeGreaterThan(at(0, place)?.y ?? Number.NaN);
  }
});

test('A heat map is darker where there is more', () => {
  const { svg } = heatMap({
    id: 'h',
    along: ['09', '10'],
    rows: [{ name: 'Mon', values: [0, 20] }],
    say: String,
  });
  expect(shapes(svg).join()).toMatch(/fill="#08306b"|fill="rgb\(8,48,107\)"/);
});
