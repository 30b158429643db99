import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadGround } from '../../../../config/places/ground.ts';
import { root } from '../../../../config/root.ts';
import { loadTraining } from '../../../../config/training.ts';
import { metresBetween, type Place } from '../../../../src/core/place.ts';
import { findPlace } from '../../../../src/language/place/find.ts';
import { everydayIn, gazetteerOf } from '../../../../src/language/place/gazetteer.ts';

// Labelled by somebody who had not seen how messages are read. Nobody tunes to it: practice.yaml is for that.

const expectSchema = z.strictObject({
  street: z.string().optional(),
  locality: z.string().optional(),
  number: z.string().optional(),
  landmark: z.string().optional(),
  postcode: z.string().optional(),
  junction: z.array(z.string()).optional(),
  column: z.string().optional(),
  point: z.tuple([z.number(), z.number()]).optional(),
  ambiguous: z.array(z.string()).optional(),
  elsewhere: z.literal(true).optional(),
  none: z.literal(true).optional(),
  words: z.string().optional(),
});
type Expected = z.infer<typeof expectSchema>;
const messages = z
  .array(z.object({ text: z.string(), expect: expectSchema }))
  .parse(parse(readFileSync(join(import.meta.dirname, 'messages.yaml'), 'utf8')));

const marlcombe = join(root, 'config', 'councils', 'marlcombe');
const gazetteer = gazetteerOf(loadGround(marlcombe), everydayIn(loadTraining(marlcombe).values()));

/** `right`, `wrong` when it comes to a place that is not the one meant, or `open` when it comes to none, or to a question. */
type Mark = 'right' | 'open' | 'wrong';

const kinds = [
  'junction',
  'column',
  'landmark',
  'street',
  'postcode',
  'point',
  'ambiguous',
  'elsewhere',
  'none',
  'words',
] as const;
const kindOf = (expected: Expected) => kinds.find((kind) => expected[kind] !== undefined) ?? 'none';

const houseIn = (line: string | undefined) => /^\d[\w-]*(?: and \d\w*)*(?= )/.exec(line ?? '')?.[0];
const nameIn = (line: string | undefined) => line?.replace(/^\d[\w-]*(?: and \d\w*)* /, '');
const bare = (text: string | undefined) => (text ?? '').toUpperCase().replace(/[^A-Z0-9]/g, '');

function mark(place: Place | null, expected: Expected): Mark {
  const resolved = [place?.usrn, place?.landmark, place?.postcode, place?.point].some(
    (part) => part !== undefined,
  );
  const otherwise: Mark = resolved ? 'wrong' : 'open';
  const streetRight = nameIn(place?.street) === expected.street && place?.locality === expected.locality;
  const right = (holds: boolean): Mark => (holds ? 'right' : otherwise);
  switch (kindOf(expected)) {
    case 'street':
      return right(streetRight && bare(houseIn(place?.street)) === bare(expected.number));
    case 'junction': {
      const both = [place?.street, place?.meets?.street].sort();
      return right(
        `${both}` === `${[...(expected.junction ?? [])].sort()}` && place?.locality === expected.locality,
      );
    }
    case 'column':
      return right(
        streetRight && place?.pointFrom === 'column' && bare(place.asset) === bare(expected.column),
      );
    case 'landmark':
      return right(place?.landmark === expected.landmark);
    case 'postcode':
      return right(place?.postcode === expected.postcode);
    case 'point': {
      const [latitude = 0, longitude = 0] = expected.point ?? [];
      return right(place?.point !== undefined && metresBetween(place.point, { latitude, longitude }) <= 20);
    }
    case 'ambiguous': {
      const offered = place?.candidates?.map(({ street, locality }) => `${nameIn(street)}, ${locality}`);
      return right(expected.ambiguous?.every((name) => offered?.includes(name)) === true && !resolved);
    }
    case 'elsewhere':
      return place?.usrn === undefined && place?.landmark === undefined && place?.ward === undefined
        ? 'right'
        : 'wrong';
    case 'words':
      return resolved ? 'wrong' : place === null ? 'open' : 'right';
    default:
      return resolved ? 'wrong' : place?.candidates === undefined ? 'right' : 'open';
  }
}

describe('Of 200 messages that nobody tuned to', () => {
  const marks = messages.map(({ text, expect: expected }) => ({
    kind: kindOf(expected),
    mark: mark(findPlace(text, gazetteer), expected),
  }));
  const share = (which: Mark) => marks.filter((each) => each.mark === which).length / marks.length;

  test('at least 90 % come to the right place', () => {
    expect(messages).toHaveLength(200);
    expect(share('right')).toBeGreaterThanOrEqual(0.9);
  });

  test('at most 2 % come to a wrong one', () => {
    expect(share('wrong')).toBeLessThanOrEqual(0.02);
  });
});
