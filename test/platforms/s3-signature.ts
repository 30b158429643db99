import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const hex = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');
const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/**
 * Check a request's AWS Signature Version 4, written from AWS's description of it ("Authenticating Requests: Using the
 * Authorization Header"). Null when it is right, else S3's code for what is wrong.
 */
export function signatureFault(
  { method, url = '', headers }: IncomingMessage,
  body: Buffer,
  { id, secret, region, now }: { id: string; secret: string; region: string; now: Date },
): string | null {
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (parts === null) return 'AccessDenied';
  const [, given, day, inRegion, signed, signature] = parts as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if (given !== id) return 'InvalidAccessKeyId';
  if (inRegion !== region) return 'AuthorizationHeaderMalformed';
  const names = signed.split(';');
  const mustBeSigned = Object.keys(headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  if (!mustBeSigned.every((name) => names.includes(name))) return 'AccessDenied';

  const at = String(headers['x-amz-date']);
  const [, year, month, date, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(at) ?? [];
  const ageMs = now.getTime() - Date.parse(`${year}-${month}-${date}T${hour}:${minute}:${second}Z`);
  if (!(Math.abs(ageMs) < 15 * 60_000) || !at.startsWith(day)) return 'RequestTimeTooSkewed';

  const payload = String(headers['x-amz-content-sha256']);
  if (payload !== hex(body)) return 'XAmzContentSHA256Mismatch';

  const [path, query = ''] = url.split('?');
  const canonical = [
    method,
    path,
    query
      .split('&')
      .filter((pair) => pair !== '')
      .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
      .sort()
      .join('&'),
    ...names.map(
      (name) =>
        `${name}:${String(headers[name] ?? '')
          .trim()
          .replace(/ +/g, ' ')}`,
    ),
    '',
    signed,
    payload,
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', at, `${day}/${region}/s3/aws4_request`, hex(canonical)].join('\n');
  const key = mac(mac(mac(mac(`AWS4${secret}`, day), region), 's3'), 'aws4_request');
  const right = timingSafeEqual(mac(key, toSign), Buffer.from(signature, 'hex'));
  return right ? null : 'SignatureDoesNotMatch';
}
