import type { Box } from '../../../src/core/ground.ts';
import { metresBetween, type Point } from '../../../src/core/place.ts';
import { ConfigFault } from '../../faults.ts';

/** What the council's area is, as told: the codes of councils or wards, or a rectangle. */
export interface Area {
  readonly councils: ReadonlySet<string>;
  readonly wards: ReadonlySet<string>;
  readonly box: Box | null;
}

const wardCode = /^(E05|W05|S13|N08)\d{6}$/;
const councilCode = /^(E0[6-9]|W06|S12|N09)\d{6}$/;

/** Read `--council-area`. Throws a ConfigFault saying what would be right. */
export function areaIn(texts: readonly string[]): Area {
  const councils = new Set<string>();
  const wards = new Set<string>();
  let box: Box | null = null;
  for (const text of texts) {
    const parts = text.split(/[\s,]+/).filter((part) => part !== '');
    const numbers = parts.map(Number);
    if (parts.length === 4 && numbers.every(Number.isFinite)) {
      box = boxIn(text, numbers);
      continue;
    }
    for (const part of parts) {
      const code = part.toUpperCase();
      if (wardCode.test(code)) wards.add(code);
      else if (councilCode.test(code)) councils.add(code);
      else
        throw new ConfigFault(
          `"${part}" is no council area.`,
          [],
          'Give the GSS code of a council (E07000123), codes of wards (E05001234,E05001235) or a rectangle: south,west,north,east.',
        );
    }
  }
  return { councils, wards, box };
}

function boxIn(text: string, [south = 0, west = 0, north = 0, east = 0]: readonly number[]): Box {
  if (south < north && west < east && south > 49 && north < 61.5 && west > -9 && east < 2.5)
    return { south, west, north, east };
  throw new ConfigFault(
    `"${text}" is no rectangle in the British Isles.`,
    [],
    'Give south,west,north,east in decimal degrees: 53.24,1.50,53.36,1.72.',
  );
}

/** A rectangle that grows with the points put in it. */
export interface Extent {
  put(point: Point): void;
  /** Whether a point is in it, or as near as so many metres. */
  holds(point: Point, within?: number): boolean;
  readonly empty: boolean;
}

export function extentOf(box: Box | null): Extent {
  let now = box;
  return {
    get empty() {
      return now === null;
    },
    put({ latitude, longitude }) {
      now = {
        south: Math.min(now?.south ?? latitude, latitude),
        north: Math.max(now?.north ?? latitude, latitude),
        west: Math.min(now?.west ?? longitude, longitude),
        east: Math.max(now?.east ?? longitude, longitude),
      };
    },
    holds(point, within = 0) {
      if (now === null) return false;
      const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
      const nearest = {
        latitude: clamp(point.latitude, now.south, now.north),
        longitude: clamp(point.longitude, now.west, now.east),
      };
      return metresBetween(point, nearest) <= within;
    },
  };
}
