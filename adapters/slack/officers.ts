import type { webApi } from '@slack/bolt';
import type { Council } from '../../src/core/catalogue.ts';
import { type DeskKeeping, type Officer, roles } from '../../src/core/desk.ts';
import type { Who } from './heard.ts';

/** Why somebody may do nothing here. */
export type NoOfficer = 'stranger' | 'guest' | 'bot' | 'in-no-group' | 'left';

export type Known = { readonly officer: Officer } | { readonly no: NoOfficer };

/** What knowing officers needs of Slack. */
export type AsksForPeople = Pick<webApi.WebClient, 'users' | 'usergroups'>;

export interface OfficersNeeds {
  readonly client: AsksForPeople;
  readonly keeping: Pick<DeskKeeping, 'officer' | 'keepOfficer'>;
  readonly council: Council;
  /** The workspace that is ours. */
  home(): Promise<string>;
  readonly now: () => Date;
}

/** How long what Slack said of people and groups is believed. */
const believedMs = 3 * 60_000;

/**
 * Who officers are, as Slack's user groups say. An answer is believed for three minutes; while Slack is away, an officer
 * we know already stays one. Throws when Slack does not answer and we know nobody by that name.
 */
export function officersOf({ client, keeping, council, home, now }: OfficersNeeds) {
  const groups = believed(now, async (_: 'all') =>
    membersByGroup(await client.usergroups.list({ include_users: true })),
  );
  const people = believed(now, async (user: string) => (await client.users.info({ user })).user);
  const nameOf = async (user: string): Promise<string> => {
    const found = await people(user);
    return (
      found?.profile?.display_name || found?.profile?.real_name || found?.real_name || found?.name || user
    );
  };

  const asSlackSays = async (who: Who): Promise<Known> => {
    const ours = await home();
    const person = await people(who.user);
    if (person === undefined || person.deleted) return { no: 'left' };
    if (person.is_bot) return { no: 'bot' };
    if (who.at !== ours || person.is_stranger || (person.team_id ?? ours) !== ours) return { no: 'stranger' };
    if (person.is_restricted || person.is_ultra_restricted) return { no: 'guest' };
    const identity = identityOf(who);
    if (!hasGroups(council)) {
      const officer = await keeping.officer(identity);
      return officer === null ? { no: 'in-no-group' } : { officer };
    }
    const standing = standingIn(await groups('all'), who.user, council);
    if (standing === null) return { no: 'in-no-group' };
    const officer = await keeping.keepOfficer(identity, { ...standing, name: await nameOf(who.user) });
    return officer === null ? { no: 'left' } : { officer };
  };
  const known = believed(now, async (identity: string): Promise<Known> => {
    const [at = '', user = ''] = identity.split(':');
    return asSlackSays({ user, team: at, at });
  });

  return {
    async know(who: Who): Promise<Known> {
      if (who.team !== who.at || who.at === '') return { no: 'stranger' };
      try {
        return await known(identityOf(who));
      } catch (fault) {
        const officer = await keeping.officer(identityOf(who));
        if (officer === null) throw fault;
        return { officer };
      }
    },
    /** Shown names by member id; whoever Slack does not tell of is left out. */
    async names(users: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const told = await Promise.allSettled(users.map(async (user) => [user, await nameOf(user)] as const));
      return new Map(told.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
    },
  };
}

export type Officers = ReturnType<typeof officersOf>;

export const identityOf = ({ at, user }: Who): string => `${at}:${user}`;

/** Roles and team by the groups somebody is in; null when they are in none that counts. */
export function standingIn(
  groups: ReadonlyMap<string, ReadonlySet<string>>,
  user: string,
  council: Council,
): Omit<Officer, 'id' | 'name'> | null {
  const isIn = (handle: string | undefined): boolean =>
    handle !== undefined && groups.get(bare(handle))?.has(user) === true;
  const team = [...council.teams.values()].find((one) => isIn(one.slackGroup));
  const given = Object.entries(council.facts.slackGroups).filter(([, handle]) => isIn(handle));
  if (team === undefined && given.length === 0) return null;
  const held = new Set<string>(['officer', ...given.map(([role]) => role)]);
  return { roles: roles.filter((role) => held.has(role)), team: team?.id ?? null };
}

function hasGroups(council: Council): boolean {
  return (
    Object.keys(council.facts.slackGroups).length > 0 ||
    [...council.teams.values()].some((team) => team.slackGroup !== undefined)
  );
}

const bare = (handle: string): string => handle.replace(/^@/, '').toLowerCase();

function membersByGroup({
  usergroups = [],
}: webApi.UsergroupsListResponse): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    usergroups.flatMap(({ handle, users = [], date_delete }) =>
      handle === undefined || (date_delete ?? 0) > 0 ? [] : [[bare(handle), new Set(users)] as const],
    ),
  );
}

/** Ask once, and believe the answer for a while. A failure is not believed. */
function believed<K extends string, T>(now: () => Date, ask: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const answers = new Map<K, { readonly until: number; readonly answer: Promise<T> }>();
  return (key) => {
    const at = now().getTime();
    const standing = answers.get(key);
    if (standing !== undefined && standing.until > at) return standing.answer;
    const answer = ask(key);
    answers.set(key, { until: at + believedMs, answer });
    answer.catch(() => answers.delete(key));
    return answer;
  };
}
