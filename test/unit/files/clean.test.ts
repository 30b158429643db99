import exifr from 'exifr';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { FileRefused } from '../../../src/core/files.ts';
import { clean } from '../../../src/files/clean.ts';

/** A photo of one colour, taken in the sea off Norfolk by a camera that says whose it is. */
const aPhoto = (format: 'jpeg' | 'png' | 'webp' = 'jpeg') =>
  sharp({ create: { width: 40, height: 20, channels: 3, background: '#336699' } })
    .withExif({
      IFD0: { Artist: 'Ann Onymous', Copyright: 'Ann Onymous' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '53/1 18/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '1/1 36/1 0/1',
      },
    })
    .toFormat(format)
    .toBuffer();

describe('A photo', () => {
  test.each(['jpeg', 'png', 'webp'] as const)(
    'as %s keeps its picture and loses everything else',
    async (format) => {
      const before = await aPhoto(format);
      expect(before.includes('Ann Onymous')).toBe(true);
      const { bytes, type } = await clean(before);
      expect(type).toBe(`image/${format}`);
      expect(await sharp(bytes).metadata()).toMatchObject({ format, width: 40, height: 20 });
      expect(bytes.includes('Ann Onymous')).toBe(false);
      expect((await sharp(bytes).metadata()).exif).toBeUndefined();
      expect(await exifr.gps(bytes).catch(() => undefined)).toBeUndefined();
    },
  );

  test('gives the position it was taken at before it loses it', async () => {
    const { position } = await clean(await aPhoto());
    expect(position?.latitude).toBeCloseTo(53.3, 4);
    expect(position?.longitude).toBeCloseTo(1.6, 4);
  });

  test('without a position gives none', async () => {
    const plain = await sharp({ create: { width: 4, height: 4, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    expect((await clean(plain)).position).toBeNull();
  });

  test('that is damaged is refused', async () => {
    const cut = (await aPhoto()).subarray(0, 200);
    await expect(clean(cut)).rejects.toThrow(FileRefused);
  });
});

describe('What a file is', () => {
  test('is told from its bytes, whatever it is called', async () => {
    expect((await clean(Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n', 'latin1'))).type).toBe(
      'application/pdf',
    );
    expect((await clean(Buffer.from('My bin was missed. Dŵr.'))).type).toBe('text/plain');
  });

  test.each([
    ['a program', Buffer.from('7f454c4602010100000000000000000002003e0001000000', 'hex')],
    ['a zip', Buffer.from('504b0304140000000800', 'hex')],
    ['nothing', Buffer.alloc(0)],
    ['noise', Buffer.from([0, 255, 0, 254, 3, 200])],
  ])('when it is %s, it is refused with a reason', async (_, bytes) => {
    await expect(clean(bytes)).rejects.toThrow(/^We (?:take|could not tell)/);
  });
});
