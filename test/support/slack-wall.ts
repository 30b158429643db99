import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Fault, faultList } from '../platforms/faults.ts';
import { afterwards } from './postgres.ts';

type Args = Record<string, unknown>;

/** A message as it stands in a channel. */
export interface Stands {
  readonly ts: string;
  readonly thread: string | null;
  text: string;
  blocks: readonly unknown[];
  readonly metadata: { readonly event_payload: { readonly case_id: string; readonly key: string } };
  readonly reactions: Set<string>;
  changes: number;
  readonly files?: readonly { readonly id: string }[];
}

/** Slack says no. */
class No extends Error {}

export type SlackWall = Awaited<ReturnType<typeof aSlackWall>>;

/** The part of Slack that only shows: its Web API for posts, over HTTP, with whatever is to go wrong. Ends with the test. */
export async function aSlackWall(names: readonly string[]) {
  const faults = faultList();
  const channels = new Map(names.map((name, i) => [`C0${String(i + 1).padStart(6, '0')}`, name]));
  const standing = new Map<string, Stands[]>([...channels.keys()].map((id): [string, Stands[]] => [id, []]));
  const barred = new Map<string, string>();
  const calls: string[] = [];
  const pictures = new Map<string, { bytes: number; at: string[] }>();
  let origin = '';
  let revoked = false;
  let clock = 0;

  const list = (id: unknown): Stands[] => {
    const found = standing.get(String(id));
    if (found === undefined) throw new No('channel_not_found');
    const why = barred.get(channels.get(String(id)) ?? '');
    if (why !== undefined) throw new No(why);
    return found;
  };
  const one = (args: Args, ts: unknown): Stands => {
    const found = list(args['channel']).find((each) => each.ts === ts);
    if (found === undefined) throw new No('message_not_found');
    return found;
  };
  const newTs = (): string => {
    clock += 1;
    return `${Math.floor(Date.now() / 1000)}.${String(clock).padStart(6, '0')}`;
  };
  const page = (messages: readonly Stands[], { cursor, oldest }: Args): Args => {
    const all = messages.filter(({ ts }) => oldest === undefined || Number(ts) > Number(oldest));
    const from = Number(cursor ?? 0);
    const next = from + 20 < all.length ? String(from + 20) : '';
    const told = all.slice(from, from + 20).map(({ ts, text, metadata, files = [] }) => {
      return { type: 'message', ts, text, files, metadata: { event_type: 'moothall_post', ...metadata } };
    });
    return { messages: told, response_metadata: { next_cursor: next } };
  };

  const methods: Readonly<Record<string, (args: Args) => Args>> = {
    'auth.test': () => ({
      user_id: 'U0BOT',
      team_id: 'T0HOME',
      bot_id: 'B0BOT',
      url: 'https://marlcombe.slack.com/',
    }),
    'conversations.list': () => ({ channels: [...channels].map(([id, name]) => ({ id, name })) }),
    'usergroups.list': () => ({ usergroups: [{ id: 'S0ONCALL', handle: 'waste-on-call' }] }),
    'chat.postMessage': (args) => {
      const channel = list(args['channel']);
      const blocks = blocksOf(args);
      const ts = newTs();
      const thread = args['thread_ts'] === undefined ? null : String(args['thread_ts']);
      const metadata = args['metadata'] as Stands['metadata'];
      channel.push({
        ts,
        thread,
        text: String(args['text']),
        blocks,
        metadata,
        reactions: new Set(),
        changes: 0,
      });
      return { ts, channel: args['channel'] };
    },
    'chat.update': (args) => {
      const found = one(args, args['ts']);
      found.text = String(args['text']);
      found.blocks = blocksOf(args);
      found.changes += 1;
      return { ts: found.ts };
    },
    'conversations.history': (args) =>
      page(
        list(args['channel'])
          .filter(({ thread }) => thread === null)
          .reverse(),
        args,
      ),
    'conversations.replies': (args) =>
      page(
        list(args['channel']).filter(({ ts, thread }) => ts === args['ts'] || thread === args['ts']),
        args,
      ),
    'reactions.add': (args) => {
      const { reactions } = one(args, args['timestamp']);
      if (reactions.has(String(args['name']))) throw new No('already_reacted');
      reactions.add(String(args['name']));
      return {};
    },
    'reactions.remove': (args) => {
      if (!one(args, args['timestamp']).reactions.delete(String(args['name']))) throw new No('no_reaction');
      return {};
    },
  };

  const fileMethods: typeof methods = {
    'files.getUploadURLExternal': () => {
      clock += 1;
      const id = `F0${String(clock).padStart(6, '0')}`;
      pictures.set(id, { bytes: 0, at: [] });
      return { upload_url: `${origin}/upload/${id}`, file_id: id };
    },
    'files.completeUploadExternal': (args) => {
      for (const { id } of args['files'] as { id: string }[]) {
        const file = pictures.get(id);
        if (file === undefined || file.bytes === 0) throw new No('file_not_found');
        file.at.push(`${args['channel_id']} ${args['thread_ts']}`);
        list(args['channel_id']).push({
          ts: newTs(),
          thread: String(args['thread_ts']),
          text: '',
          blocks: [],
          metadata: { event_payload: { case_id: '', key: `picture ${id}` } },
          reactions: new Set(),
          changes: 0,
          files: [{ id }],
        });
      }
      return { files: args['files'] };
    },
    'files.delete': (args) => {
      if (!pictures.delete(String(args['file']))) throw new No('file_not_found');
      return {};
    },
  };

  const answer = (method: string, args: Args): Args => {
    if (revoked) return { ok: false, error: 'token_revoked' };
    const act = methods[method] ?? fileMethods[method];
    if (act === undefined) return { ok: false, error: 'unknown_method' };
    try {
      return { ok: true, ...act(args) };
    } catch (no) {
      if (no instanceof No) return { ok: false, error: no.message };
      throw no;
    }
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = (request.url ?? '').split('/').at(-1) ?? '';
    const uploaded = pictures.get(method);
    if (uploaded !== undefined) {
      uploaded.bytes = Buffer.byteLength(await textOf(request));
      return void response.writeHead(200).end('OK');
    }
    const args = argsOf(await textOf(request), request.headers['content-type'] ?? '');
    calls.push(method);
    const fault: Fault | null = faults.for(method);
    if (fault?.slowMs !== undefined) await sleep(fault.slowMs);
    if (fault?.drop === 'before') return void request.socket.destroy();
    if (fault?.status !== undefined) {
      const headers = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
      return void response.writeHead(fault.status, headers).end('{}');
    }
    const said = JSON.stringify(answer(method, args));
    if (fault?.drop === 'after') return void request.socket.destroy();
    response.writeHead(200, { 'content-type': 'application/json' }).end(said);
  };

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterwards(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const idOf = (name: string): string => [...channels].find(([, each]) => each === name)?.[0] ?? name;
  return {
    apiRoot: `${origin}/api/`,
    calls,
    /** Pictures that are in Slack, by id, with the threads they were posted in. */
    pictures,
    fails: faults.add,
    heals: faults.clear,
    revoke(now = true): void {
      revoked = now;
    },
    /** Nobody may post there, and why; null opens it again. */
    bar(name: string, why: string | null): void {
      if (why === null) barred.delete(name);
      else barred.set(name, why);
    },
    /** What stands in a channel itself. */
    channel: (name: string): Stands[] =>
      (standing.get(idOf(name)) ?? []).filter(({ thread }) => thread === null),
    /** What stands in the thread of a post, in the order people read it. */
    thread: (name: string, ts: string): Stands[] =>
      (standing.get(idOf(name)) ?? []).filter(({ thread }) => thread === ts),
    remove(name: string, ts: string): void {
      const all = standing.get(idOf(name)) ?? [];
      all.splice(
        all.findIndex((each) => each.ts === ts),
        1,
      );
    },
    idOf,
  };
}

export const keyOf = ({ metadata }: Stands): string => metadata.event_payload.key;

/** Everything that is written in blocks, as one text. */
export function read({ blocks }: Pick<Stands, 'blocks'>): string {
  const found: string[] = [];
  const walk = (at: unknown): void => {
    if (Array.isArray(at)) return void at.forEach(walk);
    if (typeof at !== 'object' || at === null) return;
    const { type, text } = at as { type?: string; text?: unknown };
    if (typeof text === 'string') found.push(text);
    if (type === 'user' || type === 'usergroup' || type === 'broadcast') found.push(`[${type}]`);
    Object.values(at).forEach(walk);
  };
  walk(blocks);
  return found.join(' ');
}

/** Blocks as Slack takes them: not too many, with no empty words, and action ids that are each there once. */
function blocksOf({ blocks }: Args): unknown[] {
  if (!Array.isArray(blocks) || blocks.length === 0 || blocks.length > 50) throw new No('invalid_blocks');
  const actions = [...JSON.stringify(blocks).matchAll(/"action_id":"([^"]*)"/g)].map(([, id]) => id);
  if (new Set(actions).size !== actions.length) throw new No('invalid_blocks');
  const check = (at: unknown): void => {
    if (Array.isArray(at)) return void at.forEach(check);
    if (typeof at !== 'object' || at === null) return;
    const { type, text } = at as { type?: string; text?: unknown };
    if (text === '' || (type === 'header' && JSON.stringify(text).length > 220))
      throw new No('invalid_blocks');
    if (type === 'text' && String(text).length > 3_000) throw new No('invalid_blocks');
    Object.values(at).forEach(check);
  };
  check(blocks);
  return blocks;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function argsOf(body: string, type: string): Args {
  if (type.includes('json')) return JSON.parse(body) as Args;
  return Object.fromEntries(
    [...new URLSearchParams(body)].map(([name, value]) => [
      name,
      /^[[{]/.test(value) ? JSON.parse(value) : value,
    ]),
  );
}
