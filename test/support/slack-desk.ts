import { vi } from 'vitest';
import { slack } from '../../adapters/slack/index.ts';
import { slackSettings } from '../../adapters/slack/settings.ts';
import type { CaseFile } from '../../src/core/record.ts';
import { type SlackOptions, startSlackServer } from '../platforms/slack-server.ts';
import { soon } from './listening.ts';
import { aHouse, anOfficer, marlcombe } from './moothall.ts';
import { afterwards, freshDatabase } from './postgres.ts';
import { quickWaits, unhurried } from './slack-house.ts';

/** A working council whose desk is Slack on this machine, over real sockets: residents write, and officers work there. */
export async function aSlackDesk({
  replies = 'marked',
  digestChannel,
  url,
  ...options
}: SlackOptions & {
  readonly replies?: 'marked' | 'public';
  readonly digestChannel?: string;
  /** A ledger that is there already: nothing new is handled or delivered on it. */
  readonly url?: string;
} = {}) {
  const server = await startSlackServer({ posts: null, ...options });
  afterwards(() => server.stop());
  for (const { slackChannel } of marlcombe.teams.values()) {
    const known =
      slackChannel === undefined ||
      [...server.workspace.places.values()].some(({ name }) => name === slackChannel);
    if (!known) server.channel(slackChannel);
  }
  const settings = slackSettings.parse({
    SLACK_BOT_TOKEN: server.botToken,
    SLACK_APP_TOKEN: server.appToken,
    SLACK_API_ROOT: server.apiRoot,
  });
  const token = { SLACK_BOT_TOKEN: server.botToken };
  if (digestChannel !== undefined) server.channel(digestChannel);
  const facts = { repliesFromSlack: replies, ...(digestChannel === undefined ? {} : { digestChannel }) };
  const house = await aHouse(url ?? (await freshDatabase('ledger')), {
    working: url === undefined,
    desks: {
      slack: (needs) =>
        slack(
          {
            ...needs,
            council: { ...needs.council, facts: { ...needs.council.facts, ...facts } },
          },
          { ...settings, ...token },
          { waits: quickWaits, pace: unhurried },
        ),
    },
  });
  let residents = 0;

  return {
    server,
    house,
    /** Somebody of the team `waste`, in its channel, unless told otherwise. */
    officer(name: string, more: { in?: string[]; group?: string | null; guest?: boolean } = {}) {
      const { in: channels = ['desk-waste', 'desk-streets'], group = 'team-waste', ...about } = more;
      const officer = server.officer(name, { in: channels, ...about });
      const known = [...server.workspace.groups.values()].find(({ handle }) => handle === group);
      if (group !== null && known === undefined) server.group(group, [officer]);
      known?.members.add(officer.id);
      return officer;
    },
    /** A resident writes of a missed bin, and its card comes to the channel of the team. */
    async aCase(text = 'My brown bin was not emptied at 14 Larch Close') {
      residents += 1;
      const resident = `resident-${residents}`;
      await house.write(resident, text);
      const reference = await vi.waitFor(async () => {
        const said = (await house.said(resident)).map((line) => line.text).join(' ');
        const told = /MB-\d{3}-\d{3}-\d{3}/.exec(said)?.[0];
        if (told === undefined) throw new Error('No case is open yet.');
        return told;
      }, soon);
      const cardIn = (channel: string) =>
        vi.waitFor(() => {
          // A team's morning names its cases too: the card is what we posted as one.
          const found = server
            .inChannel(channel)
            .find((post) => keyOf(post.metadata) === 'card' && post.text.includes(reference));
          if (found === undefined) throw new Error(`There is no card of ${reference} in ${channel}.`);
          return found;
        }, soon);
      return {
        resident,
        reference,
        cardIn,
        card: await cardIn('desk-waste'),
        thread: (root: { ts: string }, channel = 'desk-waste') => server.thread(channel, root).slice(1),
        async file(): Promise<CaseFile> {
          const found = await house.parts.record.caseFile(reference, anOfficer);
          if (found === null) throw new Error('The case is gone.');
          return found;
        },
        /** What the resident has from officers. */
        heard: async () =>
          (await house.said(resident)).filter(({ voice }) => voice === 'officer').map(({ text }) => text),
      };
    },
  };
}

/** What a post of ours shows, as it says itself. */
function keyOf(metadata: unknown): unknown {
  const { event_payload: { key } = {} } = (metadata ?? {}) as { event_payload?: { key?: unknown } };
  return key;
}
