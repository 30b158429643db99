import { app, type Message } from '../platforms/slack-message.ts';
import { startSlackServer } from '../platforms/slack-server.ts';
import { afterwards } from './postgres.ts';

/** A post of ours as it stands in a channel. */
export type Stands = Message;

export type SlackWall = Awaited<ReturnType<typeof aSlackWall>>;

/** A local Slack that takes as much as it is given, and what stands in its channels. Ends with the test. */
export async function aSlackWall(names: readonly string[]) {
  const server = await startSlackServer({ posts: null });
  afterwards(() => server.stop());
  const places = new Map(names.map((name) => [name, server.channel(name)]));
  const placeOf = (name: string) => {
    const place = places.get(name);
    if (place === undefined) throw new Error(`There is no channel ${name}.`);
    return place;
  };
  return {
    server,
    calls: () => server.calls.map(({ name }) => name),
    /** How often a post was changed. */
    changesOf: ({ ts }: Stands) =>
      server.callsOf('chat.update').filter(({ args, answer }) => args['ts'] === ts && answer === 'ok').length,
    /** Nobody may post there, and why; null opens it again. */
    bar(name: string, why: 'is_archived' | 'not_in_channel' | null): void {
      server.archives(name, why === 'is_archived');
      if (why === 'not_in_channel') server.leaves(name);
      else server.joins(name);
    },
    /** What stands in a channel itself. */
    channel: (name: string): Stands[] =>
      placeOf(name).messages.filter(({ thread, subtype }) => thread === null && subtype !== 'tombstone'),
    /** What stands in the thread of a post, in the order people read it. */
    thread: (name: string, ts: string): Stands[] => [
      ...(server.workspace.find(placeOf(name), ts)?.replies ?? []),
    ],
    remove: (name: string, post: Stands): void => server.workspace.remove(placeOf(name), post),
    idOf: (name: string): string => placeOf(name).id,
    /** Pictures that stand in a thread and were not deleted. */
    pictures: (name: string, ts: string) =>
      (server.workspace.find(placeOf(name), ts)?.replies ?? [])
        .flatMap(({ files }) => files)
        .filter(({ id, by }) => by === app.user && server.workspace.files.has(id)),
  };
}

const payloadOf = ({ metadata }: Stands) =>
  (metadata as { event_payload?: { case_id: string; key: string } } | null)?.event_payload;

/** What a post of ours shows; empty for what is none. */
export const keyOf = (post: Stands): string => payloadOf(post)?.key ?? '';
export const caseOf = (post: Stands): string => payloadOf(post)?.case_id ?? '';

/** Everything that is written in blocks, as one text. */
export function read({ blocks }: { readonly blocks: readonly unknown[] }): string {
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
