import type { Column } from '../../core/ground.ts';
import type { Point } from '../../core/place.ts';

/** The street lights of a council, by the number painted on them. */
export interface Lights {
  /** The light with this number in a street; residents leave out the letters that all its lights share. */
  on(usrn: string, asset: string): Light | undefined;
  /** A number painted on one light only, such as LC412, says which it is. */
  only(asset: string): (Light & { readonly usrn: string }) | undefined;
}

export interface Light {
  /** The number as it is painted. */
  readonly column: string;
  readonly point: Point;
}

export function lightsOf(columns: readonly Column[]): Lights {
  const byStreet = new Map<string, Map<string, Light>>();
  const streets = new Map<string, string[]>();
  for (const { column, usrn, point } of columns) {
    const key = keyOf(column);
    const there = byStreet.get(usrn) ?? new Map<string, Light>();
    byStreet.set(usrn, there.set(key, { column, point }));
    streets.set(key, [...(streets.get(key) ?? []), usrn]);
  }
  return {
    on(usrn, asset) {
      const there = byStreet.get(usrn);
      const key = keyOf(asset);
      const exact = there?.get(key);
      if (there === undefined || exact !== undefined || /[A-Z]/.test(key)) return exact;
      const [like, ...others] = [...there].filter(([painted]) => painted.replace(/^[A-Z]+/, '') === key);
      return others.length > 0 ? undefined : like?.[1];
    },
    only(asset) {
      const key = keyOf(asset);
      const [usrn, ...others] = /[A-Z]/.test(key) ? (streets.get(key) ?? []) : [];
      const light = byStreet.get(usrn ?? '')?.get(key);
      return usrn === undefined || light === undefined || others.length > 0 ? undefined : { usrn, ...light };
    },
  };
}

const keyOf = (asset: string) =>
  asset
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^([A-Z]*)0+(?=\d)/, '$1');
