import { z } from 'zod';
import { maintainers } from '../../src/core/ground.ts';

/** The files of a `places` folder that are tables, and the columns of each, in the order we write them. */
export const tables = {
  'streets.csv': [
    'usrn',
    'name',
    'alias',
    'locality',
    'latitude',
    'longitude',
    'south',
    'west',
    'north',
    'east',
    'maintainer',
  ],
  'landmarks.csv': ['id', 'name', 'alias', 'kind', 'street', 'locality', 'latitude', 'longitude', 'owner'],
  'postcodes.csv': ['postcode', 'latitude', 'longitude', 'ward', 'council'],
  'columns.csv': ['column', 'usrn', 'latitude', 'longitude'],
  'councils.csv': ['code', 'name', 'phone', 'website'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type TableName = keyof typeof tables;

const degrees = (most: number, example: string) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d+)?$/, `decimal degrees look like ${example}`)
    .transform(Number)
    .refine((value) => Math.abs(value) <= most, `this lies between -${most} and ${most}`);

const latitude = degrees(90, '53.304408');
const longitude = degrees(180, '1.590435');
const usrn = z
  .string()
  .regex(
    /^(\d{8}|osgb\d+)$/,
    'a USRN is eight digits; a street from OS Open Names has its id, osgb and digits',
  );
const name = z.string().min(1);
const slugOrEmpty = z.string().regex(/^([a-z][a-z0-9-]*)?$/, 'use lower-case letters, digits and hyphens');
const aliases = z.string().transform((text) =>
  text
    .split('|')
    .map((each) => each.trim())
    .filter((each) => each !== ''),
);
const gss = z.string().regex(/^[A-Z]\d{8}$/, 'a GSS code is a letter and eight digits');

export const streetRows = z.array(
  z
    .object({
      usrn,
      name,
      alias: aliases,
      locality: z.string(),
      latitude,
      longitude,
      south: latitude,
      west: longitude,
      north: latitude,
      east: longitude,
      maintainer: z.enum([...maintainers, '']),
    })
    .refine(({ south, north }) => south <= north, { path: ['south'], message: 'south lies below north' })
    .refine(({ west, east }) => west <= east, { path: ['west'], message: 'west lies left of east' })
    .transform(({ latitude, longitude, south, west, north, east, ...rest }) => ({
      ...rest,
      point: { latitude, longitude },
      box: { south, west, north, east },
    })),
);

export const landmarkRows = z.array(
  z
    .object({
      id: name,
      name,
      alias: aliases,
      kind: slugOrEmpty,
      street: z.string(),
      locality: z.string(),
      latitude,
      longitude,
      owner: slugOrEmpty,
    })
    .transform(({ latitude, longitude, ...rest }) => ({ ...rest, point: { latitude, longitude } })),
);

export const postcodeRows = z.array(
  z
    .object({
      postcode: z
        .string()
        .regex(
          /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/,
          'a postcode is in capitals with one space, such as MB1 1AF',
        ),
      latitude,
      longitude,
      ward: z.union([z.literal(''), gss]),
      council: z.union([z.literal(''), gss]),
    })
    .transform(({ latitude, longitude, ...rest }) => ({ ...rest, point: { latitude, longitude } })),
);

export const columnRows = z.array(
  z
    .object({ column: name, usrn, latitude, longitude })
    .transform(({ latitude, longitude, ...rest }) => ({ ...rest, point: { latitude, longitude } })),
);

export const councilRows = z.array(
  z.object({
    code: gss,
    name,
    phone: z.string().regex(/^[0-9 ]*$/, 'a phone number is digits and spaces'),
    website: z.union([
      z.literal(''),
      z.url({ protocol: /^https?$/, error: 'a web address starts with https://' }),
    ]),
  }),
);
