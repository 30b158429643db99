import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultList } from './faults.ts';
import { signatureFault } from './s3-signature.ts';

export type S3Server = Awaited<ReturnType<typeof startS3Server>>;

/**
 * A service that speaks as S3 does, on this machine: one bucket by path, every signature checked as AWS describes it,
 * checksums compared, and whatever is to go wrong.
 */
export async function startS3Server() {
  const keys = { id: 'AKIDLOCALSERVER', secret: 'local/secret+of=the-test-server' };
  const [bucket, region] = ['moothall-files', 'eu-west-2'];
  const objects = new Map<string, Buffer>();
  const faults = faultList();
  const calls: { readonly method: string; readonly path: string; readonly status: number }[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const [path = ''] = (request.url ?? '').split('?');
    const method = request.method ?? '';
    const fault = faults.for(method);
    // Of an empty answer nothing at all arrives, of another the first half.
    const say = (status: number, code = '', bytes: Buffer | null = null) => {
      calls.push({ method, path, status });
      const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
      const said = bytes ?? (status === 200 || method === 'HEAD' ? Buffer.alloc(0) : Buffer.from(xml));
      if (fault?.drop === 'after' && said.length === 0) return void request.socket.destroy();
      response.writeHead(status, {
        'content-type': bytes === null ? 'application/xml' : 'application/octet-stream',
        'content-length': said.length,
      });
      if (fault?.drop !== 'after') return void response.end(said);
      response.write(said.subarray(0, Math.floor(said.length / 2)), () => request.socket.destroy());
    };
    if (fault?.slowMs !== undefined) await sleep(fault.slowMs);
    if (fault?.drop === 'before') return void request.socket.destroy();
    if (fault?.status !== undefined) return say(fault.status, fault.description);
    const wrong = signatureFault(request, body, { ...keys, region, now: new Date() });
    if (wrong !== null) return say(403, wrong);
    const [, named, ...rest] = path.split('/');
    const key = rest.join('/');
    if (named !== bucket) return say(404, 'NoSuchBucket');
    if (method === 'HEAD' && key === '') return say(200);
    if (method === 'PUT') {
      const told = request.headers['x-amz-checksum-sha256'];
      const real = createHash('sha256').update(body).digest('base64');
      if (told !== undefined && told !== real) return say(400, 'BadDigest');
      objects.set(key, body);
      return say(200);
    }
    const found = objects.get(key);
    if (method === 'GET') return found === undefined ? say(404, 'NoSuchKey') : say(200, '', found);
    say(405, 'MethodNotAllowed');
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    where: { bucket, region, endpoint, keys },
    objects,
    faults,
    calls,
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
