import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadGround } from '../../../../config/places/ground.ts';
import { root } from '../../../../config/root.ts';
import type { Candidate, Place } from '../../../../src/core/place.ts';
import { findPlace } from '../../../../src/language/place/find.ts';
import { gazetteerOf } from '../../../../src/language/place/gazetteer.ts';

const gazetteer = gazetteerOf(loadGround(join(root, 'config', 'councils', 'marlcombe')));
const practice = z
  .array(z.tuple([z.string(), z.string()]))
  .parse(parse(readFileSync(join(import.meta.dirname, 'practice.yaml'), 'utf8')));

/** A place as practice.yaml writes it down. */
function inShort(place: Place | null): string {
  if (place === null) return 'none';
  const { street, locality, landmark, candidates, meets, asset, postcode, pointFrom, outside } = place;
  if (outside && street === undefined) return 'outside';
  if (candidates !== undefined) return `which: ${candidates.map(named).sort().join(' | ')}`;
  if (pointFrom === 'column') return `light ${asset}, ${street}, ${locality}`;
  if (meets !== undefined) return `${street} x ${meets.street}, ${locality}`;
  if (street !== undefined) return `${street}, ${locality}`;
  if (landmark !== undefined) return `@ ${landmark}`;
  if (postcode !== undefined) return `# ${postcode}`;
  return pointFrom === 'typed' ? 'point' : 'words';
}

function named({ street, landmark, locality }: Candidate): string {
  return `${street?.replace(/^\d+\w? /, '') ?? landmark}, ${locality}`;
}

describe('What residents write', () => {
  test.each(practice)('%j comes to %s', (text, place) => {
    expect(inShort(findPlace(text, gazetteer))).toBe(place);
  });
});
