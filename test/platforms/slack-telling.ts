import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { app, home, type Payload, type Place } from './slack-message.ts';
import { slackRequests } from './slack-requests.ts';
import type { SlackSocket, Told } from './slack-socket.ts';
import type { Workspace } from './slack-workspace.ts';

export interface Patience {
  /** How long the app may take to acknowledge anything. */
  readonly ackMs: number;
  /** How long after a failure an event is told again: Slack waits nothing, a minute and five; this is quicker. */
  readonly redeliverMs: readonly number[];
}
export const usualPatience: Patience = { ackMs: 3_000, redeliverMs: [0, 6_000, 30_000] };

/** The names by which an app subscribes to events. */
export type Subscription = string;
const usual: readonly Subscription[] = ['message.channels', 'message.groups', 'app_home_opened'];

export type Telling = ReturnType<typeof slackTelling>;

/** Telling the app what happens, over its sockets or by calling it; events again when they are not acknowledged. */
export function slackTelling(
  socket: SlackSocket,
  patience: Patience,
  places: () => Pick<Workspace, 'kindOf'>,
) {
  const ends = new AbortController();
  // Every event that waits to be told again listens for the end, and stops when it has been: many at once are no leak.
  setMaxListeners(0, ends.signal);
  const subscribed = new Set<Subscription>(usual);
  const lost: Payload[] = [];
  const events: Payload[] = [];
  const underWay = new Set<Promise<Told>>();
  let carry: SlackSocket['tell'] = socket.tell;
  let twice: (() => boolean) | null = null;
  let count = 0;

  const isWanted = (event: Payload, place: Place | null): boolean => {
    if (place !== null && !place.members.has(app.user)) return false;
    const type = String(event['type']);
    if (type !== 'message' || place === null) return subscribed.has(type);
    return subscribed.has(`message.${places().kindOf(place)}s`.replace('ims', 'im'));
  };

  const deliver = async (body: Payload, attempts = 0): Promise<Told> => {
    let told = await carry(
      'events_api',
      body,
      attempts === 0 ? null : { attempt: attempts, reason: 'timeout' },
    );
    for (const [index, waitMs] of patience.redeliverMs.entries()) {
      if (told.acked || told.enough === true || ends.signal.aborted) break;
      await sleep(waitMs, undefined, { signal: ends.signal }).catch(() => undefined);
      if (ends.signal.aborted) break;
      told = await carry('events_api', body, { attempt: index + 1, reason: told.trouble ?? 'timeout' });
    }
    if (!told.acked && !ends.signal.aborted) lost.push(body);
    return told;
  };

  return {
    subscribed,
    /** The events that were never acknowledged, however often they were told. */
    lost,
    /** Every event told, each once. */
    events,

    /** Tell of an event, if the app is there and subscribed. Resolves when it is acknowledged, or given up; null when it is not told. */
    event(event: Payload, place: Place | null, more: Payload = {}): Promise<Told | null> {
      if (!isWanted(event, place)) return Promise.resolve(null);
      count += 1;
      const body: Payload = {
        token: 'verification',
        team_id: home,
        context_team_id: home,
        api_app_id: app.id,
        event,
        type: 'event_callback',
        event_id: `Ev0${String(count).padStart(8, '0')}`,
        event_time: Math.floor(Date.now() / 1000),
        authorizations: [{ enterprise_id: null, team_id: home, user_id: app.user, is_bot: true }],
        is_ext_shared_channel: false,
        ...more,
      };
      events.push(body);
      const all = [deliver(body), ...(twice?.() === true ? [deliver(body, 1)] : [])];
      const [first] = all;
      for (const each of all) {
        underWay.add(each);
        each.finally(() => underWay.delete(each)).catch(() => undefined);
      }
      return first ?? Promise.resolve(null);
    },

    /** Tell of what somebody pressed, sent off or commanded: once only, as Slack does. */
    act: (type: 'interactive' | 'slash_commands', payload: Payload): Promise<Told> =>
      carry(type, payload, null),

    /** Call this address instead of telling over sockets. Throws when it does not answer Slack's challenge. */
    async callsAt(url: string, secret: string): Promise<void> {
      const post = slackRequests({ url, secret, ackMs: () => patience.ackMs, signal: ends.signal });
      const challenge = `challenge-${Date.now()}`;
      const body = { token: 'verification', type: 'url_verification', challenge };
      const { answer } = await post('events_api', body, null);
      if (answer['challenge'] !== challenge && answer['text'] !== challenge)
        throw new Error('Your URL did not respond with the value of the challenge parameter.');
      carry = post;
    },
    /** Back to sockets. */
    callsNoMore(): void {
      carry = socket.tell;
    },
    /** Tell of this share of the events twice, the same event id each time. */
    repeats(draw: (() => boolean) | null): void {
      twice = draw;
    },
    /** Resolves when nothing told so far is unacknowledged or to be told again. */
    async quiet(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    stop(): void {
      ends.abort();
    },
  };
}
