import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance } from 'fastify';
import { webchat } from '../../adapters/webchat/index.ts';
import type { Spoken } from '../../adapters/webchat/write.ts';
import { loadCouncil } from '../../config/council.ts';
import { root } from '../../config/root.ts';
import type { InboundMessage } from '../../src/core/channel.ts';
import { type ChatOptions, chatRoutes } from '../../src/http/chat/routes.ts';
import type { Doors } from '../../src/http/doors.ts';
import { answerFaults } from '../../src/http/faults.ts';
import { preparePages } from '../../src/http/pages.ts';
import { clearLanguage } from '../../src/language/tongue/tongue.ts';
import { keepLog } from './log.ts';

const marlcombe = loadCouncil(join(root, 'config', 'councils', 'marlcombe'), { years: [2026] });

export interface Thread {
  readonly id: string;
  /** What it is answered in at first. */
  readonly language: string;
  readonly lines: Spoken[];
  readonly byExternalId: Map<string, string>;
}

/** What web chat asks of the ledger, in memory: the same promises, without PostgreSQL. */
function aLedgerInMemory() {
  const threads = new Map<string, Thread>();
  const listeners = new Map<string, Set<() => void>>();
  let away = false;
  const ask = <T>(answer: () => T): Promise<T> =>
    away
      ? Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))
      : Promise.resolve(answer());
  const add = (thread: Thread, line: Omit<Spoken, 'seq' | 'id'>): string => {
    const id = randomUUID();
    thread.lines.push({ ...line, id, seq: thread.lines.length + 1 });
    return id;
  };
  const ring = (topic: string) => {
    for (const rung of listeners.get(topic) ?? []) rung();
  };
  return {
    threads,
    goAway: () => {
      away = true;
    },
    comeBack: () => {
      away = false;
    },
    accept: (message: InboundMessage) =>
      ask(() => {
        const thread = threads.get(message.from.thread);
        if (thread === undefined) throw new Error('There is no such thread.');
        const before = thread.byExternalId.get(message.externalId);
        if (before !== undefined) return { messageId: before, conversationId: thread.id, duplicate: true };
        const { text, sentAt: at } = message;
        const messageId = add(thread, { voice: 'resident', text, at, choices: [] });
        thread.byExternalId.set(message.externalId, messageId);
        return { messageId, conversationId: thread.id, duplicate: false };
      }),
    /** Say something in a thread and ring for it. */
    say(thread: Thread, voice: Spoken['voice'], text: string, choices: string[] = [], at = new Date()): void {
      add(thread, { voice, text, at, choices });
      for (const [key, each] of threads) if (each === thread) ring(`webchat:${key}`);
    },
    listening: () => [...listeners.values()].reduce((sum, set) => sum + set.size, 0),
    needs: {
      store: {
        open: ({ thread }: { thread: string }, _at: Date, language = 'en') =>
          ask(() => {
            if (!threads.has(thread))
              threads.set(thread, { id: randomUUID(), language, lines: [], byExternalId: new Map() });
          }),
        has: ({ thread }: { thread: string }) => ask(() => threads.has(thread)),
        lines: ({ thread }: { thread: string }, after: number) =>
          ask(() => (threads.get(thread)?.lines ?? []).filter(({ seq }) => seq > after).slice(0, 500)),
        sent: () => ask(() => null),
      },
      bells: {
        announce: async (topic: string) => ring(topic),
        listen(topic: string, rung: () => void) {
          const set = listeners.get(topic) ?? new Set();
          listeners.set(topic, set.add(rung));
          return () => void set.delete(rung);
        },
      },
      ids: { id: () => randomUUID(), token: () => randomBytes(32).toString('base64url') },
      now: () => new Date(),
    },
  };
}

/** The pages of a web chat over a ledger in memory: the real adapter, the real routes. */
export async function aChat(options: ChatOptions = {}): Promise<{
  readonly app: FastifyInstance;
  readonly ledger: ReturnType<typeof aLedgerInMemory>;
  readonly logged: ReturnType<typeof keepLog>['lines'];
  /** A session, and the only thread of the ledger. */
  open(): Promise<{ token: string; thread: Thread }>;
  /** Send a body as JSON, signed in. */
  post(
    token: string,
    body: string | Buffer,
    type?: string,
  ): Promise<{ status: number; body: unknown; headers: Record<string, unknown> }>;
}> {
  const ledger = aLedgerInMemory();
  const { log, lines: logged } = keepLog();
  const channel = webchat(ledger.needs);
  await channel.start(ledger.accept);
  const now = ledger.needs.now;
  const app = Fastify({ bodyLimit: 1024 * 1024, forceCloseConnections: true });
  await app.register(cookie);
  answerFaults(app, { log });
  preparePages(app, { root, council: marlcombe, now });
  const doors: Pick<Doors, 'chat' | 'council' | 'languageOf' | 'log'> = {
    chat: channel,
    council: marlcombe,
    languageOf: clearLanguage,
    log,
  };
  chatRoutes(app, doors, options);
  await app.ready();
  return {
    app,
    ledger,
    logged,
    async open() {
      const answer = await app.inject({ method: 'POST', url: '/chat/session' });
      const thread = [...ledger.threads.values()].at(-1);
      if (thread === undefined) throw new Error('No session was opened.');
      return { token: answer.json().token, thread };
    },
    async post(token, payload, type = 'application/json') {
      const headers = { authorization: `Bearer ${token}`, 'content-type': type };
      const answer = await app.inject({ method: 'POST', url: '/chat/messages', headers, payload });
      return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
    },
  };
}
