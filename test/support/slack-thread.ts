import { createHmac } from 'node:crypto';
import { App } from '@slack/bolt';
import { vi } from 'vitest';
import { callsTo, silent } from '../../adapters/slack/calls.ts';
import { hears } from '../../adapters/slack/hears.ts';
import { httpReceiver } from '../../adapters/slack/signed.ts';
import type { Council } from '../../src/core/catalogue.ts';
import type { DeskAction, DeskOutcome, DeskPost, Role } from '../../src/core/desk.ts';
import { soon } from './listening.ts';
import { keepLog } from './log.ts';
import { aHouse, anOfficer, marlcombe } from './moothall.ts';
import { freshDatabase } from './postgres.ts';

export const secret = 'a0b1c2d3e4f5a6b7';
export const home = 'T0COUNCIL1';
export const place = 'C0WASTE001';

/**
 * A working house whose officers' doings come signed, as Slack sends them, through the real Bolt. Slack itself answers
 * no call: what officers do is heard all the same.
 */
export async function aSlackThread(council: Council = marlcombe) {
  const url = await freshDatabase('ledger');
  const house = await aHouse(url);
  const { log, lines: logged } = keepLog();
  const now = () => new Date();
  const keeping = house.store.desks('slack');
  const { record } = house.parts;
  const calls = callsTo({ token: 'xoxb-none', apiRoot: 'http://127.0.0.1:9/api/' });
  const receiver = httpReceiver({ signingSecret: secret, log, now });
  const app = new App({
    receiver,
    logger: silent,
    authorize: async () => ({
      botToken: 'xoxb-none',
      botId: 'B0MOOTHALL',
      botUserId: 'U0MOOTHALL',
      teamId: home,
    }),
  });
  const acted: { act: (action: DeskAction) => Promise<DeskOutcome> } = { act: house.parts.act };
  hears(app, {
    needs: { record, keeping, council, publicUrl: null, now, log },
    client: calls.client,
    act: (action) => acted.act(action),
    me: async () => ({ teamId: home, userId: 'U0MOOTHALL' }),
    channel: async () => place,
  });

  const call = (body: string, headers: Readonly<Record<string, string>>) => receiver.takeCall(headers, body);
  const signed = (body: string, type = 'application/json', at = now(), key = secret) => {
    const stamp = String(Math.floor(at.getTime() / 1000));
    const mark = createHmac('sha256', key).update(`v0:${stamp}:${body}`).digest('hex');
    return { 'content-type': type, 'x-slack-request-timestamp': stamp, 'x-slack-signature': `v0=${mark}` };
  };
  let count = 0;
  const event = (told: object) => {
    count += 1;
    const body = JSON.stringify({
      type: 'event_callback',
      team_id: home,
      event_id: `Ev${count}`,
      event: told,
    });
    return call(body, signed(body));
  };
  /** What is pressed, sent off or run comes as a form. */
  const form = (fields: Readonly<Record<string, string>>) => {
    const body = new URLSearchParams(fields).toString();
    return call(body, signed(body, 'application/x-www-form-urlencoded'));
  };
  const nextTs = () => {
    count += 1;
    return `${Math.floor(Date.now() / 1000)}.${String(count).padStart(6, '0')}`;
  };
  const message = { type: 'message', channel: place, team: home };

  return {
    house,
    keeping,
    record,
    acted,
    council,
    logged,
    call,
    signed,
    event,
    /** A resident's case whose card stands in the channel. */
    async aCase(resident: string, text = 'My brown bin was not emptied at 14 Larch Close') {
      await house.write(resident, text);
      const reference = await vi.waitFor(async () => {
        const said = (await house.said(resident)).map((line) => line.text).join(' ');
        const told = /MB-\d{3}-\d{3}-\d{3}/.exec(said)?.[0];
        if (told === undefined) throw new Error('No case is open yet.');
        return told;
      }, soon);
      const file = await record.caseFile(reference, anOfficer);
      if (file === null) throw new Error('No case was opened.');
      const thread = nextTs();
      const card: DeskPost = {
        caseId: file.id,
        reference,
        place,
        key: 'card',
        externalId: thread,
        digest: '',
        at: now(),
      };
      await keeping.keep(card);
      return { reference, thread, caseId: file.id };
    },
    /** Somebody the council knows by their Slack id. */
    async anOfficer(user: string, name: string, roles: readonly Role[] = ['officer']) {
      await keeping.keepOfficer(`${home}:${user}`, { name, roles, team: 'waste' });
      const said = (ts: string, thread: string, text: string) => ({ user, ts, thread_ts: thread, text });
      const person = { user: { id: user, team_id: home }, team: { id: home }, trigger_id: 'a-trigger' };
      const sends = (payload: object) => form({ payload: JSON.stringify({ ...person, ...payload }) });
      return {
        /** A button on a card. */
        presses(thread: string, value: string, at = nextTs()) {
          const [deed] = value.split(' ');
          const actions = [{ type: 'button', action_id: `moothall:${deed}`, value, action_ts: at }];
          return sends({ type: 'block_actions', channel: { id: place }, message: { ts: thread }, actions });
        },
        /** A modal, filled in. */
        submits(asking: string, meta: object, fields: Readonly<Record<string, string>>, id = `V${nextTs()}`) {
          const values = Object.entries(fields).map(([name, value]) => [`${name}:0`, { [name]: { value } }]);
          const state = { values: Object.fromEntries(values) };
          const view = {
            id,
            callback_id: `moothall:${asking}`,
            private_metadata: JSON.stringify(meta),
            state,
          };
          return sends({ type: 'view_submission', view });
        },
        runs: (text: string) =>
          form({
            command: '/moothall',
            text,
            team_id: home,
            user_id: user,
            channel_id: place,
            trigger_id: 'a-trigger',
          }),
        async posts(thread: string, text: string, more: object = {}) {
          const ts = nextTs();
          const told = { ...message, ...said(ts, thread, text), ...more };
          return { ts, told, ...(await event(told)) };
        },
        async edits(thread: string, ts: string, text: string) {
          const at = nextTs();
          const edited = { ...said(ts, thread, text), team: home, type: 'message', edited: { user, ts: at } };
          const before = { ...said(ts, thread, 'before'), team: home, type: 'message' };
          const told = {
            ...message,
            subtype: 'message_changed',
            ts: at,
            message: edited,
            previous_message: before,
          };
          return { told, ...(await event(told)) };
        },
        async deletes(thread: string, ts: string) {
          const before = { ...said(ts, thread, 'before'), team: home, type: 'message' };
          const told = {
            ...message,
            subtype: 'message_deleted',
            ts: nextTs(),
            deleted_ts: ts,
            previous_message: before,
          };
          return { told, ...(await event(told)) };
        },
      };
    },
  };
}

export type ASlackThread = Awaited<ReturnType<typeof aSlackThread>>;
