import type { FastifyInstance, FastifyReply } from 'fastify';
import { securityHeaders } from '../security.ts';

/** Timing of a live stream, in milliseconds. */
export interface LiveTiming {
  /** Between two comments that keep the line open. */
  readonly heartbeat: number;
  /** Least time between two signs of change: many changes at once are one sign. */
  readonly pause: number;
  /** Longest a stream stays open: the browser comes back, and is asked again who it is. */
  readonly longest: number;
}

export const liveTiming: LiveTiming = { heartbeat: 20_000, pause: 500, longest: 3_600_000 };

/**
 * Streams that tell open pages to look again. They say only that something changed: what it is, the page asks
 * for itself, and is answered by its own rights.
 */
export function liveStreams(app: FastifyInstance, timing: LiveTiming) {
  const open = new Set<() => void>();
  app.addHook('preClose', async () => {
    for (const end of open) end();
  });

  return function stream(reply: FastifyReply, listen: (changed: () => void) => () => void): void {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      ...securityHeaders,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    raw.write('retry: 3000\n: listening\n\n');

    let waiting: NodeJS.Timeout | null = null;
    const unlisten = listen(() => {
      waiting ??= setTimeout(() => {
        waiting = null;
        raw.write('event: changed\ndata: 1\n\n');
      }, timing.pause);
    });
    const beat = setInterval(() => raw.write(': still here\n\n'), timing.heartbeat);
    const last = setTimeout(() => end(), timing.longest);
    const end = (): void => {
      if (!open.delete(end)) return;
      unlisten();
      clearInterval(beat);
      clearTimeout(last);
      if (waiting !== null) clearTimeout(waiting);
      raw.end();
    };
    open.add(end);
    raw.on('close', end);
    raw.on('error', end);
  };
}
