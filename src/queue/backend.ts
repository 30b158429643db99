import type { BackendClasses, ConnectionOptions, IQueueBackend } from 'bullmq';

/** One database that BullMQ can keep rings in, with the connections this process has to it. */
export interface Backend {
  /** BullMQ's Queue and Worker, bound to this database. */
  readonly classes: BackendClasses<IQueueBackend, ConnectionOptions>;
  /** Keeps our keys apart from others' in a shared Redis; PostgreSQL has a schema for that. */
  readonly prefix: string;
  /** For those who ring: refuses at once while the backend is away. */
  ringing(): ConnectionOptions;
  /** For those who answer: waits for a backend that is away. */
  answering(): ConnectionOptions;
  /** Whether there is a connection to ring over, as far as known. */
  connected(): boolean;
  /** Resolves when the backend answers. */
  ping(): Promise<unknown>;
  /** Tell of errors on connections that no Queue or Worker owns. */
  onError(tell: (error: Error) => void): void;
  /** Close every connection, after the queues and workers are closed. */
  close(): Promise<void>;
}

/** What a promise comes to, or an error when it has not by then. The promise itself goes on. */
export async function bounded<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms.`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
