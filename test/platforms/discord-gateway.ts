import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

type Payload = Record<string, unknown>;

interface Session {
  readonly id: string;
  seq: number;
  readonly sent: { readonly t: string; readonly d: unknown; readonly s: number }[];
  socket: WebSocket | null;
}

export type DiscordGateway = ReturnType<typeof discordGateway>;

/** Discord's gateway, over real sockets: sessions that can be resumed, heartbeats, and whatever is to go wrong. */
export function discordGateway(
  server: Server,
  { token, greet }: { token: string; greet: (session: string) => readonly { t: string; d: unknown }[] },
) {
  const sockets = new WebSocketServer({ server });
  const sessions = new Map<string, Session>();
  const identified: number[] = [];
  const resumed: string[] = [];
  let known = true;
  let allowed = true;
  let refusing = false;
  let mute = false;
  let heartbeatMs = 41_250;
  let heartbeats = 0;
  let share: (() => boolean) | null = null;

  const tell = (socket: WebSocket, op: number, d: unknown, more: Payload = {}): void =>
    socket.send(JSON.stringify({ op, d, s: null, t: null, ...more }));

  const dispatchTo = (session: Session, t: string, d: unknown): void => {
    session.seq += 1;
    const event = { t, d, s: session.seq };
    session.sent.push(event);
    if (session.socket === null || mute) return;
    tell(session.socket, 0, d, event);
  };

  const identify = (socket: WebSocket, given: Payload): Session | null => {
    if (!known || given['token'] !== token) socket.close(4004, 'Authentication failed');
    else if (!allowed) socket.close(4014, 'Disallowed intent(s)');
    else {
      identified.push(Number(given['intents']));
      const session: Session = { id: `session-${sessions.size + 1}`, seq: 0, sent: [], socket };
      for (const other of sessions.values()) other.socket?.close(4000);
      sessions.set(session.id, session);
      for (const { t, d } of greet(session.id)) dispatchTo(session, t, d);
      return session;
    }
    return null;
  };

  const resume = (socket: WebSocket, given: Payload): Session | null => {
    const session = sessions.get(String(given['session_id']));
    if (session === undefined) {
      tell(socket, 9, false);
      return null;
    }
    resumed.push(session.id);
    session.socket = socket;
    for (const event of session.sent.filter(({ s }) => s > Number(given['seq'])))
      tell(socket, 0, event.d, event);
    dispatchTo(session, 'RESUMED', {});
    return session;
  };

  sockets.on('connection', (socket) => {
    if (refusing) return socket.terminate();
    let session: Session | null = null;
    socket.on('message', (data) => {
      const { op, d } = JSON.parse(String(data)) as { op: number; d: Payload };
      if (op === 1) {
        heartbeats += 1;
        if (!mute) tell(socket, 11, null);
      }
      if (op === 2) session = identify(socket, d);
      if (op === 6) session = resume(socket, d);
    });
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = null;
    });
    tell(socket, 10, { heartbeat_interval: heartbeatMs });
  });

  const live = (): Session[] => [...sessions.values()].filter(({ socket }) => socket !== null);
  const latest = (): Session | undefined => [...sessions.values()].at(-1);

  return {
    /** Tell whoever listens; what is told while the socket is away waits for it to be resumed. */
    dispatch(t: string, d: unknown): void {
      const session = latest();
      if (session === undefined) return;
      dispatchTo(session, t, d);
      if (share?.() === true) dispatchTo(session, t, d);
    },
    live: () => live().length,
    identified,
    resumed,
    heartbeats: () => heartbeats,
    /** Dispatch this share of the events twice. */
    repeats(draw: (() => boolean) | null): void {
      share = draw;
    },
    dropSockets(): void {
      for (const { socket } of live()) socket?.terminate();
    },
    /** Ask for a new connection (op 7). */
    askToReconnect(): void {
      for (const { socket } of live()) if (socket !== null) tell(socket, 7, null);
    },
    /** End the session (op 9): what is told until the next one is never told again. */
    endSession(): void {
      const ended = live();
      sessions.clear();
      for (const { socket } of ended) if (socket !== null) tell(socket, 9, false);
    },
    /** Forget every session, so that nothing can be resumed. */
    forgetSessions: () => sessions.clear(),
    refuseConnections(is: boolean): void {
      refusing = is;
    },
    /** Say nothing at all, not even that we live: a zombie. */
    muted(is: boolean, everyMs = heartbeatMs): void {
      mute = is;
      heartbeatMs = everyMs;
    },
    beatEvery(ms: number): void {
      heartbeatMs = ms;
    },
    revoke(is = true): void {
      known = !is;
      if (is) for (const { socket } of live()) socket?.close(4004);
    },
    disallow(is = true): void {
      allowed = !is;
    },
    async stop(): Promise<void> {
      for (const socket of sockets.clients) socket.terminate();
      await new Promise((resolve) => sockets.close(resolve));
    },
  };
}
