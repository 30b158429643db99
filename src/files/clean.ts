import exifr from 'exifr';
import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { FileRefused, type PhotoPosition } from '../core/files.ts';

/** A file as we keep it. */
export interface CleanFile {
  readonly bytes: Buffer;
  /** Media type, told from the bytes; what the name or the platform says is not believed. */
  readonly type: string;
  /** Where a photo says it was taken, WGS 84 decimal degrees. */
  readonly position: PhotoPosition | null;
}

/** Photos are made anew from their pixels, which leaves behind whatever else was in the file. */
const photos: Readonly<Record<string, 'jpeg' | 'png' | 'webp' | 'gif'>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};
const taken =
  /^(?:application\/pdf|application\/vnd\.openxmlformats-officedocument\.(?:wordprocessingml\.document|spreadsheetml\.sheet)|application\/vnd\.oasis\.opendocument\.(?:text|spreadsheet)|audio\/[\w.+-]+|video\/(?:mp4|webm|quicktime|3gpp|ogg))$/;
const mostPixels = 100_000_000;

/**
 * Make a file fit to keep: tell what it is from its bytes, and take out of a photo everything but the picture, after
 * its position is read. Throws FileRefused for what we do not take.
 */
export async function clean(bytes: Buffer): Promise<CleanFile> {
  const type = (await fileTypeFromBuffer(bytes))?.mime.split(';')[0] ?? (isText(bytes) ? 'text/plain' : null);
  if (type === null) throw new FileRefused('We could not tell what kind of file it is.');
  const format = photos[type];
  if (format !== undefined) {
    const position = await positionIn(bytes);
    return { bytes: await redrawn(bytes, format), type, position };
  }
  if (/^image\/(?:heic|heif|avif)/.test(type))
    throw new FileRefused('Photos of that kind cannot be read here. A JPEG or a PNG can.');
  if (type !== 'text/plain' && !taken.test(type))
    throw new FileRefused('We take photos, PDF and office documents, sound and video.');
  return { bytes, type, position: null };
}

async function redrawn(bytes: Buffer, format: 'jpeg' | 'png' | 'webp' | 'gif'): Promise<Buffer> {
  try {
    // `rotate` turns the picture as its metadata says, before they are gone.
    const picture = sharp(bytes, { limitInputPixels: mostPixels, animated: format === 'gif' }).rotate();
    return await picture.toFormat(format, format === 'jpeg' ? { quality: 85 } : {}).toBuffer();
  } catch (cause) {
    throw new FileRefused('The photo is damaged, or far too large.', { cause });
  }
}

async function positionIn(bytes: Buffer): Promise<CleanFile['position']> {
  const found = await exifr.gps(bytes).catch(() => undefined);
  if (!Number.isFinite(found?.latitude) || !Number.isFinite(found?.longitude)) return null;
  const { latitude, longitude } = found as { latitude: number; longitude: number };
  return latitude === 0 && longitude === 0 ? null : { latitude, longitude };
}

/** Plain text has no mark of its own: it is UTF-8 without a NUL. */
function isText(bytes: Buffer): boolean {
  if (bytes.length === 0 || bytes.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
