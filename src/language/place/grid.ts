import proj4 from 'proj4';
import type { Point } from '../../core/place.ts';

const nationalGrid =
  '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy ' +
  '+towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs';

const toWgs84 = proj4(nationalGrid, 'WGS84');

const sixPlaces = (degrees: number) => Math.round(degrees * 1_000_000) / 1_000_000;

/**
 * A point of the British National Grid (EPSG:27700), in metres, as WGS 84. By the seven-parameter transform, good to
 * about five metres, which is less than a house; one good to a metre needs Ordnance Survey's OSTN15 tables.
 */
export function fromGrid(easting: number, northing: number): Point {
  const { x, y } = toWgs84.forward({ x: easting, y: northing });
  return { latitude: sixPlaces(y), longitude: sixPlaces(x) };
}

/** A grid reference read: as typed, put tidily, and the middle of the square it names. */
export interface GridReference {
  readonly reference: string;
  readonly point: Point;
}

/** Squares of 500 km and 100 km are lettered from the north west, without I. */
const letters = 'ABCDEFGHJKLMNOPQRSTUVWXYZ';

/**
 * Read "TG 514 131", "TG5140913177" and the like: two letters and 4, 6, 8 or 10 figures. Null when it is not one, or when
 * its square is not on the grid's land and seas (0 to 700 km east, 0 to 1300 km north).
 */
export function readGridReference(typed: string): GridReference | null {
  const parts = /^([A-Z])([A-Z])(\d+)$/.exec(typed.toUpperCase().replace(/[\s,.:-]/g, ''));
  const [, large = '', small = '', figures = ''] = parts ?? [];
  const half = figures.length / 2;
  if (parts === null || !Number.isInteger(half) || half < 2 || half > 5) return null;
  const [l, s] = [letters.indexOf(large), letters.indexOf(small)];
  if (l < 0 || s < 0) return null;
  const hundredsEast = (((l + 3) % 5) * 5 + (s % 5)) | 0;
  const hundredsNorth = 19 - Math.floor(l / 5) * 5 - Math.floor(s / 5);
  const onTheGrid = hundredsEast >= 0 && hundredsEast < 7 && hundredsNorth >= 0 && hundredsNorth < 13;
  if (!onTheGrid) return null;
  const square = 10 ** (5 - half);
  const [east, north] = [figures.slice(0, half), figures.slice(half)];
  const along = (hundreds: number, part: string) => hundreds * 100_000 + (Number(part) + 0.5) * square;
  return {
    reference: `${large}${small} ${east} ${north}`,
    point: fromGrid(along(hundredsEast, east), along(hundredsNorth, north)),
  };
}
