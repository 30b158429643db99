import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { discordGateway } from './discord-gateway.ts';
import { discordResidents } from './discord-residents.ts';
import { DiscordNo, discordWorld } from './discord-world.ts';
import { type Fault, faultList } from './faults.ts';

type Payload = Record<string, unknown>;
type Answer = Payload | readonly unknown[] | null;

export interface DiscordCall {
  readonly name: string;
  readonly path: string;
  readonly payload: Payload;
  readonly at: number;
}

export type DiscordServer = Awaited<ReturnType<typeof startDiscordServer>>;

const bot = { id: '900000000000000001', username: 'Marlcombe Council', bot: true };

/**
 * Discord, on this machine: its API over HTTP and its gateway over web sockets, with residents who write, servers,
 * threads, files, and whatever is to go wrong.
 */
export async function startDiscordServer() {
  const token = 'local.discord.server-token';
  const faults = faultList();
  const calls: DiscordCall[] = [];
  const callbacks: { id: string; type: number; data: Payload }[] = [];
  const followUps: Payload[] = [];
  let commands: readonly unknown[] = [];
  let known = true;
  let url = '';

  const world = discordWorld(
    bot,
    (t, d) => gateway.dispatch(t, d),
    () => url,
  );

  const routes: readonly (readonly [
    string,
    string,
    RegExp,
    (path: string[], body: Payload, query: URLSearchParams) => Answer,
  ])[] = [
    [
      'gateway',
      'GET',
      /^\/gateway\/bot$/,
      () => ({
        url: url.replace('http', 'ws'),
        shards: 1,
        session_start_limit: { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 },
      }),
    ],
    [
      'openDm',
      'POST',
      /^\/users\/@me\/channels$/,
      (_, body) => {
        const { id } = world.directMessages(String(body['recipient_id']));
        return { id, type: 1, recipients: [{ id: body['recipient_id'] }] };
      },
    ],
    [
      'listMessages',
      'GET',
      /^\/channels\/(\d+)\/messages$/,
      ([channel = ''], _, query) => world.list(channel, query.get('after'), Number(query.get('limit') ?? 50)),
    ],
    [
      'getMessage',
      'GET',
      /^\/channels\/(\d+)\/messages\/(\d+)$/,
      ([channel = '', id = '']) => world.found(world.here(channel), id),
    ],
    [
      'sendMessage',
      'POST',
      /^\/channels\/(\d+)\/messages$/,
      ([channel = ''], body) => world.post(channel, body),
    ],
    [
      'beginThread',
      'POST',
      /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/,
      ([channel = '', id = ''], body) => world.beginThread(channel, id, body),
    ],
    [
      'editMessage',
      'PATCH',
      /^\/channels\/(\d+)\/messages\/(\d+)$/,
      ([channel = '', id = ''], body) => world.reword(channel, id, body),
    ],
    [
      'deleteMessage',
      'DELETE',
      /^\/channels\/(\d+)\/messages\/(\d+)$/,
      ([channel = '', id = '']) => world.remove(channel, id),
    ],
    ['changeChannel', 'PATCH', /^\/channels\/(\d+)$/, ([channel = '']) => world.told(world.here(channel))],
    [
      'commands',
      'PUT',
      /^\/applications\/(\d+)\/commands$/,
      (_, body) => {
        commands = body as unknown as unknown[];
        return commands;
      },
    ],
    [
      'callback',
      'POST',
      /^\/interactions\/(\d+)\/([^/]+)\/callback$/,
      ([id = ''], body) => {
        if (callbacks.some((each) => each.id === id))
          throw new DiscordNo(400, 40060, 'Interaction has already been acknowledged.');
        callbacks.push({ id, type: Number(body['type']), data: (body['data'] ?? {}) as Payload });
        return null;
      },
    ],
    [
      'followUp',
      'PATCH',
      /^\/webhooks\/(\d+)\/([^/]+)\/messages\/(?:@|%40)original$/,
      (_, body) => {
        followUps.push(body);
        return { id: world.next(), ...body };
      },
    ],
  ];

  const answerCall = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://local');
    const body = await bodyOf(request);
    const isFile = pathname.startsWith('/cdn/');
    const path = pathname.replace(/^\/api\/v10/, '');
    const route = routes.find(([, method, pattern]) => method === request.method && pattern.test(path));
    const name = isFile ? 'file' : (route?.[0] ?? 'unknown');
    const payload = (body === '' ? {} : JSON.parse(body)) as Payload;
    calls.push({ name, path, payload, at: performance.now() });
    const fault = faults.for(name);
    if (fault?.slowMs !== undefined) await sleep(fault.slowMs);
    if (fault?.drop === 'before') return void request.socket.destroy();
    if (fault?.status !== undefined) return sayFault(response, fault);
    if (isFile) return sayFile(response, world.files.get(pathname.slice(5)));
    const open = name === 'callback' || name === 'followUp';
    if (!open && (!known || request.headers.authorization !== `Bot ${token}`))
      return say(response, 401, { message: '401: Unauthorized', code: 0 });
    if (route === undefined) return say(response, 404, { message: '404: Not Found', code: 0 });
    const [, , pattern, act] = route;
    try {
      const result = act([...(pattern.exec(path) ?? [])].slice(1), payload, searchParams);
      if (fault?.drop === 'after') return void request.socket.destroy();
      if (result === null) response.writeHead(204).end();
      else say(response, 200, result);
    } catch (error) {
      if (!(error instanceof DiscordNo)) throw error;
      say(response, error.status, { message: error.message, code: error.code });
    }
  };

  const server = createServer((request, response) => {
    answerCall(request, response).catch((error: unknown) =>
      say(response, 400, { message: String(error), code: 0 }),
    );
  });
  const gateway = discordGateway(server, {
    token,
    greet: (session) => [
      {
        t: 'READY',
        d: {
          v: 10,
          user: bot,
          guilds: world.guildIds().map((id) => ({ id, unavailable: true })),
          session_id: session,
          resume_gateway_url: url.replace('http', 'ws'),
          shard: [0, 1],
          application: { id: bot.id, flags: 0 },
        },
      },
      ...world.guildEvents(),
    ],
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const resident = discordResidents(world, bot, (t, d) => gateway.dispatch(t, d));

  return {
    url,
    apiRoot: `${url}/api`,
    token,
    bot,
    world,
    gateway,
    resident,
    guild: world.guild,
    channel: (guild: { id: string }, name: string) => world.channel(guild.id, name),
    /** What we said in a channel or a thread of a server. */
    saidIn: (channel: string) =>
      (world.channels.get(channel)?.messages ?? []).filter(({ author }) => author.id === bot.id),
    calls,
    callsOf: (name: string) => calls.filter((call) => call.name === name),
    callbacks,
    followUps,
    commands: () => commands,
    fails: (fault: Fault) => faults.add(fault),
    heals: () => faults.clear(),
    befallen: faults.befallen,
    revoke(is = true): void {
      known = !is;
      gateway.revoke(is);
    },
    async stop(): Promise<void> {
      await gateway.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function say(
  response: ServerResponse,
  status: number,
  body: Payload | readonly unknown[],
  more: Record<string, string> = {},
): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(body));
}

/** `more.global` makes a 429 one for everything the bot does; `more.code` is Discord's own number of a no. */
function sayFault(response: ServerResponse, { status = 500, description, retryAfter, more }: Fault): void {
  if (status !== 429) {
    say(response, status, { message: description ?? 'No.', code: 0, ...more });
    return;
  }
  const global = more?.['global'] === true;
  const after = String(retryAfter ?? 1);
  const headers = { 'retry-after': after, 'x-ratelimit-scope': global ? 'global' : 'user' };
  const limits = { 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': after };
  const body = { message: 'You are being rate limited.', retry_after: retryAfter ?? 1, global };
  say(response, 429, body, { ...headers, ...(global ? { 'x-ratelimit-global': 'true' } : limits) });
}

function sayFile(response: ServerResponse, bytes: Uint8Array | undefined): void {
  if (bytes === undefined) say(response, 404, { message: 'Not Found', code: 0 });
  else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(bytes);
}
