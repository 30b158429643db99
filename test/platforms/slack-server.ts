import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fault, faultList } from './faults.ts';
import { slackAnswers } from './slack-answers.ts';
import type { Methods } from './slack-asked.ts';
import { SlackLimited, slackCalls } from './slack-calls.ts';
import { chatMethods, type Ephemeral } from './slack-chat.ts';
import { directoryMethods } from './slack-directory.ts';
import { slackDoors } from './slack-doors.ts';
import { slackFiles } from './slack-files.ts';
import { historyMethods } from './slack-history.ts';
import { app, type Called, home, type Message, type Person, type Place, SlackNo } from './slack-message.ts';
import { type Officer, slackOfficers } from './slack-officers.ts';
import { type Rate, slackPace } from './slack-pace.ts';
import { type Seen, slackReading } from './slack-reading.ts';
import { slackSocket } from './slack-socket.ts';
import { type Patience, slackTelling, usualPatience } from './slack-telling.ts';
import { slackViews } from './slack-views.ts';
import { slackWorkspace } from './slack-workspace.ts';

/** What the manifest of Moothall asks for; a test may grant more or less. */
const usualScopes = [
  'chat:write',
  'files:write',
  'reactions:write',
  'channels:history',
  'groups:history',
  'channels:read',
  'groups:read',
  'users:read',
  'usergroups:read',
  'commands',
] as const;

export interface SlackOptions {
  /** Posts of the app in one channel; a few at once and one a second, as Slack has it, when absent. Null: any number. */
  readonly posts?: Rate | null;
  /** Calls of one method other than chat.postMessage; any number when absent. */
  readonly calls?: Rate | null;
  readonly scopes?: readonly string[];
  readonly patience?: Partial<Patience>;
  /** How long a trigger id may be used. */
  readonly triggerMs?: number;
}

export type SlackServer = Awaited<ReturnType<typeof startSlackServer>>;

/**
 * Slack, on this machine: its Web API over HTTP, Socket Mode over web sockets or signed calls to the app, with officers who
 * work there, and whatever is to go wrong. Bolt takes it as `clientOptions.slackApiUrl: server.apiRoot`.
 *
 * - Set up: `channel`, `officer` (guests, strangers by `team`, bots), `group`, `joins`, `leaves`, `archives`.
 * - Look: `inChannel`, `thread`, `everythingIn`, each message as `Seen`; `called` (whom posts mentioned), `calls`, `callsOf`.
 * - Events: over `socket` unless `telling.callsAt(url, signingSecret)`; told up to three times more when not acknowledged.
 *   `telling.events`, `telling.lost`, `telling.quiet()`, `telling.repeats(draw)`, `telling.subscribed`.
 *   What is pressed, sent off or commanded is told once, as Slack does.
 * - Connections: `socket.drops()`, `.disconnects(reason)`, `.muted()`, `.refuses()`, `.live()`, `.greeted()`.
 * - Trouble: `fails` (by method; see faults.ts), `heals`, `revokes`, `repairs`, `scopes`; posts are one a second in a channel
 *   unless `posts` says otherwise.
 * - People: see `slackOfficers`; modals: see `slackSubmitting`.
 */
export async function startSlackServer(options: SlackOptions = {}) {
  const { posts = { burst: 10, aSecond: 1 }, calls: methodRate = null, triggerMs = 3_000 } = options;
  const patience = { ...usualPatience, ...options.patience };
  const botToken = 'xoxb-local-slack';
  const appToken = 'xapp-local-slack';
  const signingSecret = 'localsigningsecret';
  const scopes = new Set<string>(options.scopes ?? usualScopes);
  const refused = new Map<string, string>();
  const faults = faultList();
  const called: Called[] = [];
  const ephemerals: Ephemeral[] = [];
  const pace = slackPace(() => performance.now());
  let url = '';

  const server = createServer((request, response) => {
    door(request, response).catch((fault: unknown) => {
      if (!response.headersSent) response.writeHead(500).end(String(fault));
    });
  });
  const socket = slackSocket(server, { path: '/link/', ackMs: () => patience.ackMs });
  const telling = slackTelling(socket, patience, () => workspace);
  const workspace = slackWorkspace((event, place) => void telling.event(event, place));
  const views = slackViews(workspace.nextId, () => triggerMs);
  const reading = slackReading(workspace);
  const answers = slackAnswers(workspace, ephemerals);

  const posted = (place: Place, message: Message): void => {
    for (const whom of reading.message(message).mentions)
      called.push({ place: place.name, ts: message.ts, whom });
  };
  const files = slackFiles(workspace, { url: () => url, posted });
  const limit = (name: string, rate: Rate | null): void => {
    const seconds = rate === null ? 0 : pace(name, rate);
    if (seconds > 0) throw new SlackLimited(seconds);
  };
  const needs = (...oneOf: readonly string[]): void => {
    if (oneOf.some((scope) => scopes.has(scope))) return;
    throw new SlackNo('missing_scope', { needed: oneOf.join(','), provided: [...scopes].join(',') });
  };

  const methods: Methods = {
    ...directoryMethods(workspace),
    ...chatMethods(workspace, {
      pace: ({ id }) => limit(`posts ${id}`, posts),
      posted,
      ephemeral: (seen) => ephemerals.push(seen),
    }),
    ...historyMethods(workspace, needs),
    ...views.methods,
    ...files.methods,
    'apps.connections.open': {
      scopes: [],
      act: () => ({ url: `${url.replace('http', 'ws')}/link/?ticket=${socket.ticket()}&app_id=${app.id}` }),
    },
    'api.test': { scopes: [], act: ({ args }) => ({ args }) },
  };
  const { calls, take } = slackCalls(methods, {
    faults,
    needs,
    limit: (method) => {
      if (method !== 'chat.postMessage') limit(`calls ${method}`, methodRate);
    },
    authorise(method, token) {
      if (method === 'api.test') return;
      if (token === null) throw new SlackNo('not_authed');
      if (token !== botToken && token !== appToken) throw new SlackNo('invalid_auth');
      const wanted = method === 'apps.connections.open' ? appToken : botToken;
      if (token !== wanted) throw new SlackNo('not_allowed_token_type');
      const no = refused.get(token);
      if (no !== undefined) throw new SlackNo(no);
    },
  });

  const door = slackDoors({
    files,
    answers,
    take,
    reads: (token) => token === botToken && !refused.has(botToken) && scopes.has('files:read'),
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const officerOf = slackOfficers({
    workspace,
    views,
    telling,
    files,
    reading,
    ephemerals,
    responseUrl: (user, place, ts) => `${url}/response/${answers.make(user, place, ts)}`,
  });
  const place = (name: string): Place => {
    const found = [...workspace.places.values()].find((each) => each.name === name || each.id === name);
    if (found === undefined) throw new Error(`There is no channel ${name}.`);
    return found;
  };
  const seen = (messages: readonly Message[]): Seen[] => messages.map((each) => reading.message(each));

  return {
    url,
    apiRoot: `${url}/api/`,
    botToken,
    appToken,
    signingSecret,
    app,
    home,
    workspace,
    views,
    socket,
    telling,
    scopes,
    calls,
    callsOf: (name: string) => calls.filter((call) => call.name === name),
    /** Whom posts of the app called, in the order they were made. */
    called,
    ephemerals,

    /** Somebody who works here. `in`: the channels they are in. */
    officer(name: string, more: Partial<Person> & { in?: readonly string[] } = {}): Officer {
      const { in: channels = [], ...about } = more;
      const person = workspace.addPerson(name, about);
      for (const channel of channels) place(channel).members.add(person.id);
      return officerOf(person);
    },
    /** A channel the app is in, unless told otherwise. */
    channel(name: string, more: { private?: boolean; withApp?: boolean; id?: string } = {}): Place {
      const { withApp = true, ...about } = more;
      return workspace.addPlace(name, { ...about, members: new Set(withApp ? [app.user] : []) });
    },
    group: (handle: string, officers: readonly { id: string }[]) =>
      workspace.addGroup(
        handle,
        officers.map(({ id }) => id),
      ),
    joins: (name: string, user: string = app.user) => workspace.join(place(name), user),
    leaves: (name: string, user: string = app.user) => place(name).members.delete(user),
    archives(name: string, is = true): void {
      workspace.archive(place(name), app.user, is);
    },

    /** What stands in a channel outside of its threads, oldest first. */
    inChannel: (name: string): Seen[] =>
      seen(place(name).messages.filter(({ thread, broadcast }) => thread === null || broadcast)),
    /** A thread with its root, in order. */
    thread(name: string, root: { ts: string } | string): Seen[] {
      const ts = typeof root === 'string' ? root : root.ts;
      const found = workspace.find(place(name), ts);
      return found === null ? [] : seen([found, ...found.replies]);
    },
    /** Everything that stands in a channel, in the order it was posted. */
    everythingIn: (name: string): Seen[] => seen(place(name).messages),

    /** `on` is a method's name, as in `chat.postMessage`; `description` is a no in Slack's word. */
    fails: (fault: Fault) => faults.add(fault),
    heals: () => faults.clear(),
    befallen: faults.befallen,
    /** From now on a token is refused. */
    revokes(token: 'bot' | 'app' | 'both' = 'bot', no = 'token_revoked'): void {
      if (token !== 'app') refused.set(botToken, no);
      if (token !== 'bot') refused.set(appToken, no);
      if (token !== 'bot') socket.disconnects('link_disabled');
    },
    repairs: () => refused.clear(),

    async stop(): Promise<void> {
      telling.stop();
      await socket.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
