import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { app, type Payload } from './slack-message.ts';

/** What became of one thing told to the app. */
export interface Told {
  readonly acked: boolean;
  /** What the app answered with. */
  readonly answer: Payload;
  /** Why it was not acknowledged, in Slack's word; null when it was. */
  readonly trouble: string | null;
  /** The app asked not to be told again. */
  readonly enough?: boolean;
}
export interface Retry {
  readonly attempt: number;
  readonly reason: string;
}

export type SlackSocket = ReturnType<typeof slackSocket>;

/** Socket Mode, over real sockets: tickets, hello, envelopes and what acknowledges them; events are spread over the sockets. */
export function slackSocket(server: Server, options: { path: string; ackMs(): number }) {
  const sockets = new WebSocketServer({ noServer: true, autoPong: false });
  const tickets = new Set<string>();
  const waiting = new Map<string, { socket: WebSocket; done(told: Told): void }>();
  const live: WebSocket[] = [];
  let turn = 0;
  let mute = false;
  let refusing = false;
  let greeted = 0;

  server.on('upgrade', (request: IncomingMessage, socket, head) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://local');
    const ticket = searchParams.get('ticket') ?? '';
    if (refusing || pathname !== options.path || !tickets.delete(ticket)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, greet);
  });

  const send = (socket: WebSocket, told: Payload): void => {
    if (!mute) socket.send(JSON.stringify(told));
  };
  const debug = { host: 'local', started: '2026-01-01 00:00:00.000', approximate_connection_time: 18_060 };

  function greet(socket: WebSocket): void {
    live.push(socket);
    greeted += 1;
    const connection_info = { app_id: app.id };
    send(socket, { type: 'hello', num_connections: live.length, debug_info: debug, connection_info });
    socket.on('ping', (data) => {
      if (!mute) socket.pong(data);
    });
    socket.on('message', (data) => {
      const { envelope_id, payload } = JSON.parse(String(data)) as Payload;
      const answer = typeof payload === 'object' && payload !== null ? (payload as Payload) : {};
      waiting.get(String(envelope_id))?.done({ acked: true, answer, trouble: null });
    });
    socket.on('close', () => {
      live.splice(live.indexOf(socket), 1);
      for (const each of waiting.values())
        if (each.socket === socket) each.done({ acked: false, answer: {}, trouble: 'connection_failed' });
    });
  }

  const beat = setInterval(() => {
    if (!mute) for (const socket of live) socket.ping();
  }, 5_000);
  beat.unref();

  return {
    /** A ticket for one socket. */
    ticket(): string {
      const made = randomUUID();
      tickets.add(made);
      return made;
    },

    /** Tell the app, through one of its sockets, and wait until it acknowledges it, or is too late. */
    tell(type: string, payload: Payload, retry: Retry | null): Promise<Told> {
      const socket = live[turn % live.length];
      turn += 1;
      if (socket === undefined)
        return Promise.resolve({ acked: false, answer: {}, trouble: 'connection_failed' });
      const envelope_id = randomUUID();
      return new Promise((resolve) => {
        const late = setTimeout(
          () => done({ acked: false, answer: {}, trouble: 'timeout' }),
          options.ackMs(),
        );
        const done = (told: Told): void => {
          clearTimeout(late);
          waiting.delete(envelope_id);
          resolve(told);
        };
        waiting.set(envelope_id, { socket, done });
        send(socket, {
          envelope_id,
          type,
          payload,
          accepts_response_payload: type !== 'events_api',
          ...(retry === null ? {} : { retry_attempt: retry.attempt, retry_reason: retry.reason }),
        });
      });
    },

    live: () => live.length,
    /** How many sockets said hello so far. */
    greeted: () => greeted,
    /** Cut every socket off, hard. */
    drops(): void {
      for (const socket of [...live]) socket.terminate();
    },
    /** Ask every socket to go, as Slack does when it refreshes a connection, and close it. */
    disconnects(reason: 'warning' | 'refresh_requested' | 'link_disabled' = 'refresh_requested'): void {
      for (const socket of [...live]) {
        send(socket, { type: 'disconnect', reason, debug_info: debug });
        if (reason !== 'warning') socket.close(1000);
      }
    },
    /** Say nothing at all, not even that we live. */
    muted(is = true): void {
      mute = is;
    },
    refuses(is = true): void {
      refusing = is;
    },
    async stop(): Promise<void> {
      clearInterval(beat);
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => sockets.close(resolve));
    },
  };
}
