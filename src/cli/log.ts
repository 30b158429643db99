import { pino } from 'pino';
import type { Log } from '../core/log.ts';

/**
 * Logs of one process: lines of JSON on standard error, or readable ones on a terminal. An error is told by its
 * name, message and stack; PostgreSQL puts the row into an error's `detail`, so nothing else of it is written.
 */
export function openLog(level: string): Log {
  const err = (error: unknown) =>
    error instanceof Error
      ? {
          name: error.name,
          message: error.message.split('\n')[0],
          stack: error.stack?.split('\n').slice(1, 8).join('\n'),
        }
      : { name: typeof error };
  const options = { level, serializers: { error: err, err }, base: null };
  if (!process.stderr.isTTY) return pino(options, pino.destination({ fd: 2, sync: false }));
  return pino({
    ...options,
    transport: {
      target: 'pino-pretty',
      options: { destination: 2, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' },
    },
  });
}
