export type QueueName = 'inbound' | 'outbound';

/** All that a job carries. */
export interface Doorbell {
  readonly row: string;
}

export const tuning = {
  /** How often a job is tried. */
  attempts: 5,
  /** The pause after the first failure; doubled after each, and shortened by chance by up to a half. */
  backoffMs: 500,
  /** A worker silent for this long is taken for dead ... */
  lockMs: 10_000,
  /** ... by the next but one of these checks. */
  deadCheckMs: 2_500,
  /** How often one ring may pass from a dead worker to the next before it counts as failed. */
  deadWorkers: 5,
  ringTimeoutMs: 1_000,
  closeTimeoutMs: 15_000,
  /** How long to wait for a backend that is away before going on without it. */
  startTimeoutMs: 2_000,
};

export type Tuning = typeof tuning;
