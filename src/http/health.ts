import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ChannelTotals } from '../core/loss.ts';

/** How much waits in the ledger, and for how long the oldest has. */
export interface Waiting {
  readonly messages: number;
  readonly messageSeconds: number;
  readonly deliveries: number;
  readonly deliverySeconds: number;
  readonly failed: number;
}

/** What an operator wants to know of this process. */
export interface Operation {
  /** Each part this process needs, and whether it answers now. */
  checks(): Promise<Readonly<Record<string, boolean>>>;
  waiting(): Promise<Waiting>;
  /** By channel: whether it hears its platform, and if not, why. */
  channels(): Readonly<Record<string, { readonly well: boolean; readonly why: string | null }>>;
  /** What came on each channel in this hour and the one before, and what became of it. */
  counts(): Promise<readonly ChannelTotals[]>;
  /** Rings that could not be made since the start; the sweeper repairs them. */
  missedRings(): number;
}

/**
 * `GET /healthz`: this process runs. `GET /readyz`: what it needs answers, else 503 and which part does not; and how
 * each channel is. A channel that does not hear its platform leaves the process ready: the others go on.
 * `GET /metrics`: in Prometheus' text format. None of the three tells anything about a resident.
 */
export function healthRoutes(app: FastifyInstance, operation: Operation): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'moothall_http_request_seconds',
    help: 'Time to answer, by route and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  });
  const waiting = new Gauge({
    name: 'moothall_waiting',
    help: 'Rows that wait.',
    labelNames: ['what'],
    registers: [registry],
  });
  const oldest = new Gauge({
    name: 'moothall_oldest_seconds',
    help: 'How long the oldest of them has waited.',
    labelNames: ['what'],
    registers: [registry],
  });
  const missed = new Gauge({
    name: 'moothall_missed_rings',
    help: 'Rings that could not be made since the start.',
    registers: [registry],
  });

  const well = new Gauge({
    name: 'moothall_channel_well',
    help: 'Whether a channel hears its platform.',
    labelNames: ['channel'],
    registers: [registry],
  });
  const events = new Gauge({
    name: 'moothall_channel_events',
    help: 'What came on a channel in this hour and the one before, and what became of it.',
    labelNames: ['channel', 'kind'],
    registers: [registry],
  });

  app.addHook('onResponse', async (request, reply) => {
    const labels = {
      route: request.routeOptions.url ?? 'none',
      method: request.method,
      status: String(reply.statusCode),
    };
    seconds.observe(labels, reply.elapsedTime / 1000);
  });

  app.get('/healthz', async () => ({ status: 'ok' }));

  app.get('/readyz', async (_request, reply) => {
    const checks = await operation.checks();
    const ready = Object.values(checks).every(Boolean);
    const counts = checks['ledger'] === true ? await operation.waiting() : null;
    return reply.code(ready ? 200 : 503).send({
      status: ready ? 'ready' : 'not ready',
      checks,
      channels: operation.channels(),
      waiting: counts,
    });
  });

  app.get('/metrics', async (_request, reply) => {
    const counts = await operation.waiting().catch(() => null);
    if (counts !== null) {
      waiting.set({ what: 'conversations' }, counts.messages);
      waiting.set({ what: 'deliveries' }, counts.deliveries);
      waiting.set({ what: 'failed-deliveries' }, counts.failed);
      oldest.set({ what: 'conversations' }, counts.messageSeconds);
      oldest.set({ what: 'deliveries' }, counts.deliverySeconds);
    }
    for (const [channel, { well: isWell }] of Object.entries(operation.channels()))
      well.set({ channel }, isWell ? 1 : 0);
    for (const { channel, ...counted } of await operation.counts().catch(() => []))
      for (const [kind, count] of Object.entries(counted)) events.set({ channel, kind }, count);
    missed.set(operation.missedRings());
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
