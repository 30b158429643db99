import sharp from 'sharp';
import { expect, test } from 'vitest';
import { type LineToDraw, pictureOfLine } from '../../../../src/http/stats/picture.ts';

const at = (value: number) => ({ count: 12, value, p90: 3 * value, mean: value, part: null });
const line = (values: readonly (number | null)[]) =>
  values.map((value, i) => {
    const day = new Date(Date.UTC(2026, 8, 7 + 7 * i)).toISOString().slice(0, 10);
    return { day, figure: value === null ? null : at(value) };
  });
const drawn = (values: readonly (number | null)[], more: Partial<LineToDraw> = {}) =>
  pictureOfLine({
    measure: 'first-response',
    step: 'week',
    points: line(values),
    of: 'Marlcombe Council: all teams',
    from: new Date('2026-09-06T23:00:00Z'),
    to: new Date('2026-09-27T23:00:00Z'),
    now: new Date('2026-09-24T09:05:00Z'),
    timezone: 'Europe/London',
    fewest: 1,
    ...more,
  });

test('a picture says in words what it shows, of whom and when, and where it comes from', async () => {
  const { alt, title } = await drawn([130, null, 45]);
  expect(title).toBe('First response by a person, Marlcombe Council: all teams');
  expect(alt).toBe(
    'First response by a person. Marlcombe Council: all teams. Week by week, 7 September 2026 to 27 September 2026, in working time. ' +
      '7 Sept: 2h 10m (12 cases); 14 Sept: none; 21 Sept: 45m (12 cases). ' +
      'Source: Moothall, 24 September 2026 at 10:05. The last week is not over.',
  );
});

test('a week that is not over is drawn as such: else it would look like a fall', async () => {
  const over = new Date('2026-09-28T09:00:00Z');
  const [running, done] = await Promise.all([drawn([130, 90, 45]), drawn([130, 90, 45], { now: over })]);
  // The line of a week that is over is thick to its end; beside it, that of one under way is thin and broken.
  const blue = async (png: Uint8Array) => {
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    let count = 0;
    for (let y = 168; y < 728; y += 1)
      for (let x = 700; x < 1_200; x += 1) {
        const [r = 0, g = 0, b = 0] = data.subarray((y * info.width + x) * info.channels);
        if (b - r > 60 && g > r) count += 1;
      }
    return count;
  };
  expect(await blue(running.png)).toBeLessThan(0.6 * (await blue(done.png)));
  expect(done.alt).not.toContain('is not over');
});

test('a picture tells what explains it, on the line and in words', async () => {
  const why = {
    annotations: [{ at: '14 Sept', until: '21 Sept', text: 'Storm Agnes' }],
    words: ['', 'Storm Agnes, 16 to 22 Sept', 'Storm Agnes, 16 to 22 Sept'],
  };
  const [bare, told] = await Promise.all([drawn([130, 90, 45]), drawn([130, 90, 45], { why })]);
  expect(told.alt).toContain(
    '7 Sept: 2h 10m (12 cases); 14 Sept (Storm Agnes, 16 to 22 Sept): 1h 30m (12 cases)',
  );
  expect(Buffer.compare(bare.png, told.png)).not.toBe(0);
});

test('a picture that is shared tells nothing of fewer cases than it may, neither in words nor drawn', async () => {
  const quiet = [130, 45].map((value, i) => {
    const day = i === 0 ? '2026-09-07' : '2026-09-14';
    return { day, figure: { ...at(value), count: i === 0 ? 5 : 4 } };
  });
  const shared = await drawn([], { points: quiet, fewest: 5 });
  expect(shared.alt).toContain('7 Sept: 2h 10m (5 cases); 14 Sept: too few to tell.');
  expect(shared.alt).toContain('A week of fewer than 5 cases is left out.');
  expect(shared.alt).not.toContain('45m');
  const without = await drawn([], {
    points: [...quiet.slice(0, 1), { day: '2026-09-14', figure: null }],
    fewest: 5,
  });
  expect(Buffer.compare(shared.png, without.png)).toBe(0);
});

test('a picture for managers tells of a few cases, and does not draw what they say', async () => {
  const points = line([130, 90, 900]).map((point, i) =>
    i === 2 && point.figure !== null ? { ...point, figure: { ...point.figure, count: 3 } } : point,
  );
  const told = await drawn([], { points });
  expect(told.alt).toContain('21 Sept: 15h (3 cases)');
  expect(told.alt).toContain('A week of fewer than 5 cases is not drawn.');
  const without = await drawn([130, 90, null]);
  expect(without.alt).not.toContain('is not drawn');
  const chart = async ({ png }: typeof told) =>
    sharp(png).extract({ left: 0, top: 168, width: 1280, height: 560 }).raw().toBuffer();
  expect(Buffer.compare(await chart(told), await chart(without))).toBe(0);
});

test('a name with characters that mean something in a picture does no harm to it', async () => {
  const { png } = await drawn([130, 90], { of: 'Parks & <Gardens>'.repeat(9) });
  expect((await sharp(png).metadata()).width).toBe(1280);
});

test('a picture is a PNG on white, has words in it wherever it is drawn, and differs with what it shows', async () => {
  const [one, other] = await Promise.all([drawn([130, 90, 45]), drawn([20, 90, 300])]);
  const { data, info } = await sharp(one.png).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([1280, 788]);
  expect([...data.subarray(0, 3)]).toEqual([255, 255, 255]);
  // Words stand above the chart and below it: without a font there would be none.
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
  expect(dark(0, 110)).toBeGreaterThan(3_000);
  expect(dark(740, 788)).toBeGreaterThan(1_000);
  expect(Buffer.compare(one.png, other.png)).not.toBe(0);
});
