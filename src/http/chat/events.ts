import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ChatLine, Doors } from '../doors.ts';
import { securityHeaders } from '../security.ts';
import { lineOnTheWire, linesAtOnce } from './lines.ts';

/** Timing of a stream, in milliseconds. */
export interface StreamTiming {
  /** Between two comments that keep the connection open. */
  readonly heartbeat: number;
  /** Before the ledger is asked again when it did not answer. */
  readonly again: number;
}

/**
 * Streams of a conversation's new lines. Each is read from the ledger from where the page is, so a ring that
 * comes twice sends nothing twice.
 */
export function lineStreams(
  app: FastifyInstance,
  { chat, languageOf }: Pick<Doors, 'chat' | 'languageOf'>,
  timing: StreamTiming,
) {
  const open = new Set<() => void>();
  app.addHook('preClose', async () => {
    for (const end of open) end();
  });

  /** Send every line after `seq`, then each new one, until the page goes. Throws Refusal before it sends anything. */
  return async function stream(reply: FastifyReply, token: string, seq: number): Promise<void> {
    let after = seq;
    let begun = false;
    let reading: Promise<void> | null = null;
    let changed = false;
    let ended = false;
    let retry: NodeJS.Timeout | undefined;
    const { raw } = reply;

    const sendNew = async (): Promise<void> => {
      let lines: ChatLine[] = [];
      do {
        changed = false;
        lines = await chat.lines(token, after);
        for (const line of lines) {
          if (ended) return;
          await write(raw, asEvent(line, languageOf));
          after = line.seq;
        }
      } while (changed || lines.length >= linesAtOnce);
    };
    const read = (): void => {
      changed = true;
      if (!begun || ended || reading !== null) return;
      reading = sendNew().then(
        () => {
          reading = null;
          if (changed) read();
        },
        () => {
          reading = null;
          if (!ended) retry = setTimeout(read, timing.again);
        },
      );
    };

    // Listen first, so that nothing said between the two is missed.
    const unlisten = await chat.listen(token, read);
    if (raw.destroyed) return unlisten();
    reply.hijack();
    raw.writeHead(200, {
      ...securityHeaders,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      // So that stopping need not wait for a connection that is kept for a next request.
      connection: 'close',
    });
    raw.write('retry: 2000\n\n');
    const beat = setInterval(() => raw.write(': still here\n\n'), timing.heartbeat);
    const end = (): void => {
      if (ended) return;
      ended = true;
      open.delete(end);
      unlisten();
      clearInterval(beat);
      clearTimeout(retry);
      raw.end();
    };
    open.add(end);
    raw.on('close', end);
    raw.on('error', end);
    begun = true;
    read();
  };
}

function asEvent(line: ChatLine, languageOf: Doors['languageOf']): string {
  return `event: message\nid: ${line.seq}\ndata: ${JSON.stringify(lineOnTheWire(line, languageOf))}\n\n`;
}

/** Resolves when the page has room for more, or is gone. */
function write(raw: FastifyReply['raw'], text: string): Promise<void> | undefined {
  if (raw.write(text) || raw.destroyed) return undefined;
  return new Promise((resolve) => {
    const done = (): void => {
      raw.off('drain', done);
      raw.off('close', done);
      resolve();
    };
    raw.on('drain', done);
    raw.on('close', done);
  });
}
