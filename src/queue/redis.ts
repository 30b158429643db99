import { type ConnectionOptions, createRedisBackend, type IQueueBackend, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import { type Backend, bounded } from './backend.ts';
import type { Tuning } from './doorbell.ts';

/** Open Redis. Resolves when it answers, or after `startTimeoutMs` without it. */
export async function openRedis(url: string, tuned: Tuning): Promise<Backend> {
  if (!/^rediss?:\/\/./.test(url)) throw new Error('REDIS_URL must look like redis://host:6379.');
  let closing = false;
  let tell: (error: Error) => void = () => {};

  /** BullMQ copies these settings for each worker's blocking connection, so `closing` ends those too. */
  const retryStrategy = (attempt: number) =>
    closing ? null : Math.min(50 * 2 ** attempt, 1_000) * (0.75 + Math.random() / 4);

  const ringing = open({
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
  });
  let answering: Redis | undefined;
  const ready = new Promise((resolve) => ringing.once('ready', resolve));
  await bounded(ready, tuned.startTimeoutMs).catch(() => {});

  function open(options: {
    enableOfflineQueue?: boolean;
    autoResendUnfulfilledCommands?: boolean;
    maxRetriesPerRequest: number | null;
  }): Redis {
    const redis = new Redis(url, { ...options, retryStrategy, connectTimeout: 2_000, keepAlive: 10_000 });
    redis.on('error', (error) => tell(error));
    return redis;
  }

  return {
    classes: withBackend<IQueueBackend, ConnectionOptions>(createRedisBackend),
    prefix: 'moothall',
    ringing: () => ringing,
    answering() {
      answering ??= open({ maxRetriesPerRequest: null });
      return answering;
    },
    connected: () => ringing.status === 'ready',
    ping: () => ringing.ping(),
    onError(listener) {
      tell = listener;
    },
    async close() {
      closing = true;
      ringing.disconnect();
      answering?.disconnect();
    },
  };
}
