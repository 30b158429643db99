import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import { StartFault } from '../core/errors.ts';
import { hashOf, type Storage } from './storage.ts';

/** A bucket of S3, or of a service that speaks as S3 does. */
export interface Bucket {
  readonly bucket: string;
  readonly region: string;
  /** Null: Amazon's own. */
  readonly endpoint: string | null;
  /** Null: whatever this machine is known as, such as the role of its instance. */
  readonly keys: { readonly id: string; readonly secret: string } | null;
}

type Sdk = typeof import('@aws-sdk/client-s3');

/** Few: a file that cannot be kept or fetched now is tried again by whoever asked. */
const tries = 3;

/**
 * A bucket that every process shares. Resolves once the bucket was reached. Throws a StartFault when it cannot be, at
 * once where it says why, else after `patienceMs`.
 */
export async function s3Storage(
  where: Bucket,
  { patienceMs = 10_000 }: { readonly patienceMs?: number } = {},
): Promise<Storage & { close(): void }> {
  // Half a second and 25 MB that a council with a folder does not pay.
  const sdk = await import('@aws-sdk/client-s3');
  const client = clientOf(sdk, where);
  const Bucket = where.bucket;
  try {
    await reach(sdk, client, where, Date.now() + patienceMs);
  } catch (error) {
    client.destroy();
    throw error;
  }
  return {
    async keep(bytes) {
      const digest = createHash('sha256').update(bytes).digest();
      const sha256 = digest.toString('hex');
      const Key = keyOf(sha256);
      // The service compares the checksum too: what arrives damaged is refused.
      const ChecksumSHA256 = digest.toString('base64');
      await client.send(new sdk.PutObjectCommand({ Bucket, Key, Body: bytes, ChecksumSHA256 }));
      return { sha256 };
    },
    async open(sha256) {
      const Key = keyOf(sha256);
      try {
        const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket, Key }));
        if (!(Body instanceof Readable)) throw new Error('The storage answered without a body.');
        return Body;
      } catch (error) {
        if (statusOf(sdk, error) === 404) return null;
        throw error;
      }
    },
    close: () => client.destroy(),
  };
}

const keyOf = (sha256: string) => `${hashOf(sha256).slice(0, 2)}/${sha256}`;

function clientOf(sdk: Sdk, { region, endpoint, keys }: Bucket): S3Client {
  return new sdk.S3Client({
    region,
    maxAttempts: tries,
    requestHandler: {
      connectionTimeout: 5_000,
      requestTimeout: 60_000,
      throwOnRequestTimeout: true,
      socketTimeout: 30_000,
    },
    // Other services do not know the newer checksums; ours is given with each file.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(endpoint === null ? {} : { endpoint, forcePathStyle: true }),
    ...(keys === null ? {} : { credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret } }),
  });
}

async function reach(sdk: Sdk, client: S3Client, where: Bucket, until: number): Promise<void> {
  for (let wait = 250; ; wait *= 2) {
    try {
      await client.send(new sdk.HeadBucketCommand({ Bucket: where.bucket }));
      return;
    } catch (error) {
      const status = statusOf(sdk, error);
      const mayPass = status === null ? isNetwork(error) : status === 429 || status >= 500;
      if (!mayPass || Date.now() + wait > until) throw notReached(where, status, error);
      await sleep(wait);
    }
  }
}

function notReached({ bucket, region, endpoint }: Bucket, status: number | null, cause: unknown): StartFault {
  const where = endpoint === null ? `in ${region}` : `at ${new URL(endpoint).host}`;
  const fault = (said: string, hint: string) =>
    new StartFault(`The bucket "${bucket}" for files ${said}.`, hint, { cause });
  if (status === 404) return fault(`does not exist ${where}`, 'Make it, or put FILES_S3_BUCKET right.');
  if (status === 401 || status === 403)
    return fault(
      `is not open to us ${where}`,
      'Check FILES_S3_ACCESS_KEY_ID and FILES_S3_SECRET_ACCESS_KEY; the key needs s3:ListBucket, s3:GetObject and s3:PutObject.',
    );
  if (status !== null && status >= 300 && status < 500)
    return fault(`was refused ${where} with ${status}`, 'Check FILES_S3_REGION and FILES_S3_ENDPOINT.');
  if (status === null && !isNetwork(cause))
    return fault(
      `cannot be asked for ${where}`,
      'Set FILES_S3_ACCESS_KEY_ID and FILES_S3_SECRET_ACCESS_KEY.',
    );
  return fault(`cannot be reached ${where}`, 'See that it runs, and check FILES_S3_ENDPOINT.');
}

/** The HTTP status of an answer; null when there was none. */
function statusOf(sdk: Sdk, error: unknown): number | null {
  if (!(error instanceof sdk.S3ServiceException)) return null;
  return error.$metadata.httpStatusCode ?? null;
}

/** No answer, rather than no keys to ask with. */
function isNetwork(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'TimeoutError' || error.name === 'AggregateError') return true;
  return 'code' in error && /^(?:E[A-Z_]+|UND_ERR_\w+)$/.test(String(error.code));
}
