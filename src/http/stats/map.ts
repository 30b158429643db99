import type { Ward } from '../../core/ground.ts';
import { type Drawing, draw, knowArea, narrowWidth, quiet, type Size, shades } from './drawing.ts';

export interface MapOf {
  /** Unique on its page. */
  readonly id: string;
  readonly wards: readonly Ward[];
  /** Values by a ward's GSS code; a ward without one is left white. */
  readonly values: ReadonlyMap<string, number>;
  readonly say: (value: number) => string;
}

/** The wards as a page shows them. */
export function wardsOnPage(map: MapOf): Drawing | null {
  const wide = wardMap(map);
  const narrow = wardMap({ ...map, id: `${map.id}-narrow` }, { width: narrowWidth, height: 340 });
  return wide === null || narrow === null ? null : { ...wide, narrow: narrow.svg };
}

/** The council's wards in shades of one colour, dark for much, each with its name. Null where we know no boundary. */
export function wardMap(
  { id, wards, values, say }: MapOf,
  size: Size = { width: 600, height: 480 },
): Drawing | null {
  const latitude = wards[0]?.polygons[0]?.[0]?.[0]?.[1];
  if (latitude === undefined) return null;
  knowArea('wards', { type: 'FeatureCollection', features: wards.map(featureOf) });
  const most = Math.max(1, ...values.values());
  return draw(id, size, {
    visualMap: shades(most, say),
    series: [
      {
        type: 'map',
        map: 'wards',
        nameProperty: 'code',
        // A degree of longitude is shorter than one of latitude the further north it lies.
        aspectScale: Math.cos((latitude * Math.PI) / 180),
        top: 8,
        bottom: 60,
        silent: true,
        // Names that would lie over each other are left to the table.
        labelLayout: { hideOverlap: true },
        itemStyle: { areaColor: '#fff', borderColor: quiet, borderWidth: 1 },
        label: {
          show: true,
          color: '#0b0c0c',
          fontSize: size.width <= narrowWidth ? 10 : 13,
          textBorderColor: '#fff',
          textBorderWidth: 3,
          formatter: ({ name }: { name: string }) => wards.find(({ code }) => code === name)?.name ?? name,
        },
        data: wards.flatMap(({ code }) => {
          const value = values.get(code);
          return value === undefined ? [] : [{ name: code, value }];
        }),
      },
    ],
  });
}

function featureOf({ code, polygons }: Ward) {
  return {
    type: 'Feature',
    properties: { code },
    geometry: { type: 'MultiPolygon', coordinates: polygons },
  };
}
