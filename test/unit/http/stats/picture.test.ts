import sharp from 'sharp';
import { expect, test } from 'vitest';
import { pictureOfLine } from '../../../../src/http/stats/picture.ts';

const at = (value: number) => ({ count: 12, value, p90: 3 * value, mean: value, part: null });
const line = (values: readonly (number | null)[]) =>
  values.map((value, i) => {
    const day = new Date(Date.UTC(2026, 8, 7 + 7 * i)).toISOString().slice(0, 10);
    return { day, figure: value === null ? null : at(value) };
  });
const drawn = (values: readonly (number | null)[]) =>
  pictureOfLine({ measure: 'first-response', step: 'week', points: line(values) });

test('a picture says in words what it shows', async () => {
  const { alt } = await drawn([130, null, 45]);
  expect(alt).toBe(
    'First response by a person, week by week. 7 Sept: 2h 10m (12 cases); 14 Sept: none; 21 Sept: 45m (12 cases).',
  );
});

test('a picture tells what explains it, on the line and in words', async () => {
  const why = {
    annotations: [{ at: '14 Sept', until: '21 Sept', text: 'Storm Agnes' }],
    words: ['', 'Storm Agnes, 16 to 22 Sept', 'Storm Agnes, 16 to 22 Sept'],
  };
  const asked = { measure: 'first-response', step: 'week', points: line([130, 90, 45]) } as const;
  const [bare, told] = await Promise.all([pictureOfLine(asked), pictureOfLine({ ...asked, why })]);
  expect(told.alt).toContain(
    '7 Sept: 2h 10m (12 cases); 14 Sept (Storm Agnes, 16 to 22 Sept): 1h 30m (12 cases)',
  );
  expect(Buffer.compare(bare.png, told.png)).not.toBe(0);
});

test('a picture is a PNG on white, has words in it wherever it is drawn, and differs with what it shows', async () => {
  const [one, other] = await Promise.all([drawn([130, 90, 45]), drawn([20, 90, 300])]);
  const { data, info } = await sharp(one.png).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([1280, 560]);
  expect([...data.subarray(0, 3)]).toEqual([255, 255, 255]);
  // The names of the lines stand in the lowest or topmost strip: without a font it would be bare but for two marks.
  const dark = (top: number, bottom: number) => {
    let count = 0;
    for (
      let i = top * info.width * info.channels;
      i < bottom * info.width * info.channels;
      i += info.channels
    )
      if ((data[i] ?? 255) < 128) count += 1;
    return count;
  };
  expect(dark(0, 80) + dark(500, 560)).toBeGreaterThan(1_500);
  expect(Buffer.compare(one.png, other.png)).not.toBe(0);
});
