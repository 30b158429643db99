import type { Point } from './place.ts';

/** The smallest rectangle around a street, in WGS 84 decimal degrees. */
export interface Box {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** Who looks after a street. Which team that makes of it is for the council's `whose.yaml` to say. */
export const maintainers = [
  'county',
  'national-highways',
  'council',
  'housing-association',
  'private',
  'unadopted',
] as const;

export interface Street {
  /** Unique street reference number, eight digits. */
  readonly usrn: string;
  readonly name: string;
  /** Other names it goes by: an old name, a Welsh one, a road number. */
  readonly alias: readonly string[];
  /** Town or village; empty where the source does not say. */
  readonly locality: string;
  readonly point: Point;
  readonly box: Box;
  /** One of `maintainers`; empty where nobody has said yet, which counts as the council's usual way. */
  readonly maintainer: string;
}

export interface Landmark {
  readonly id: string;
  readonly name: string;
  readonly alias: readonly string[];
  /** library, school, park, station, supermarket, church ... */
  readonly kind: string;
  /** Name of the street it stands on; empty when it stands on none. */
  readonly street: string;
  readonly locality: string;
  readonly point: Point;
  /** council, county, private, network-rail, nhs ...; empty where nobody has said. */
  readonly owner: string;
}

export interface PostcodeEntry {
  /** Upper case with one space. */
  readonly postcode: string;
  readonly point: Point;
  /** GSS code; empty outside the council's area. */
  readonly ward: string;
  /** GSS code of the district or unitary council it lies in. */
  readonly council: string;
}

/** A street light, by the number painted on it. Numbers start again in each street. */
export interface Column {
  readonly column: string;
  readonly usrn: string;
  readonly point: Point;
}

/** A ward with its boundary: polygons as GeoJSON has them, rings of [longitude, latitude], holes after the outer ring. */
export interface Ward {
  readonly code: string;
  readonly name: string;
  readonly polygons: readonly (readonly (readonly (readonly [number, number])[])[])[];
}

export interface OtherCouncil {
  /** GSS code. */
  readonly code: string;
  readonly name: string;
  readonly phone: string;
  readonly website: string;
}

/** What a council knows of its ground: what stands in the `places` folder of its configuration. */
export interface Ground {
  readonly wards: readonly Ward[];
  readonly streets: readonly Street[];
  readonly landmarks: readonly Landmark[];
  readonly postcodes: readonly PostcodeEntry[];
  readonly columns: readonly Column[];
  /** Neighbours, and the county. */
  readonly councils: readonly OtherCouncil[];
}

/** The ground of a council that has told nothing of it: places are then told by their shape alone. */
export const noGround: Ground = {
  wards: [],
  streets: [],
  landmarks: [],
  postcodes: [],
  columns: [],
  councils: [],
};
