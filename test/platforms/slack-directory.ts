import { type Asked, type Methods, page } from './slack-asked.ts';
import { app, type Group, home, type Payload, type Person, type Place, SlackNo } from './slack-message.ts';
import type { Workspace } from './slack-workspace.ts';

/** Who and what there is: people, groups and channels, as the app may ask for them. */
export function directoryMethods(workspace: Workspace): Methods {
  const person = (id: string): Person => {
    const found = workspace.people.get(id);
    if (found === undefined) throw new SlackNo('user_not_found');
    return found;
  };
  const group = (args: Asked): Group => {
    const found = workspace.groups.get(args.text('usergroup'));
    if (found === undefined) throw new SlackNo('no_such_subteam');
    return found;
  };
  const users = ['users:read'];
  const groups = ['usergroups:read'];
  const channels = ['channels:read', 'groups:read'];

  return {
    'auth.test': {
      scopes: [],
      act: () => ({
        url: 'https://marlcombe.slack.com/',
        team: 'Marlcombe',
        user: app.name,
        team_id: home,
        user_id: app.user,
        bot_id: app.bot,
        is_enterprise_install: false,
      }),
    },
    'team.info': {
      scopes: ['team:read'],
      act: () => ({ team: { id: home, name: 'Marlcombe', domain: 'marlcombe' } }),
    },
    'users.info': {
      scopes: users,
      act: (args) => ({ user: personTold(person(args.text('user'))) }),
    },
    'users.list': {
      scopes: users,
      act(args) {
        const known = [...workspace.people.values()].filter(({ team }) => team === home);
        const { items, response_metadata } = page(known, args, 200);
        return { members: items.map(personTold), response_metadata };
      },
    },
    'usergroups.list': {
      scopes: groups,
      act: (args) => ({
        usergroups: [...workspace.groups.values()].map((each) => groupTold(each, args.flag('include_users'))),
      }),
    },
    'usergroups.users.list': { scopes: groups, act: (args) => ({ users: [...group(args).members] }) },
    'conversations.list': {
      scopes: channels,
      act(args) {
        const types = (args.optional('types') ?? 'public_channel').split(',').map((each) => each.trim());
        const wanted = [...workspace.places.values()].filter((place) => {
          if (place.archived && args.flag('exclude_archived')) return false;
          if (place.private && !place.members.has(app.user)) return false;
          const type = { im: 'im', group: 'private_channel', channel: 'public_channel' }[
            workspace.kindOf(place)
          ];
          return type !== undefined && types.includes(type);
        });
        const { items, response_metadata } = page(wanted, args, 100);
        return { channels: items.map(placeTold), response_metadata };
      },
    },
    'conversations.info': {
      scopes: channels,
      act: (args) => ({ channel: placeTold(workspace.seen(args.text('channel'))) }),
    },
    'conversations.members': {
      scopes: channels,
      act(args) {
        const { items, response_metadata } = page(
          [...workspace.seen(args.text('channel')).members],
          args,
          100,
        );
        return { members: items, response_metadata };
      },
    },
    'conversations.create': {
      scopes: ['channels:manage', 'groups:write'],
      act(args) {
        const name = args.text('name');
        if (!/^[a-z0-9_-]{1,80}$/.test(name)) throw new SlackNo('invalid_name_specials');
        if ([...workspace.places.values()].some((each) => each.name === name))
          throw new SlackNo('name_taken');
        return { channel: placeTold(workspace.addPlace(name, { private: args.flag('is_private') })) };
      },
    },
    'conversations.join': {
      scopes: ['channels:join'],
      act(args) {
        const place = workspace.seen(args.text('channel'));
        if (place.archived) throw new SlackNo('is_archived');
        if (place.private) throw new SlackNo('method_not_supported_for_channel_type');
        place.members.add(app.user);
        return { channel: placeTold(place) };
      },
    },
    'conversations.invite': {
      scopes: ['channels:manage', 'groups:write'],
      act(args) {
        const place = workspace.open(args.text('channel'));
        const asked = args.text('users').split(',');
        if (asked.some((id) => !workspace.people.has(id))) throw new SlackNo('user_not_found');
        if (asked.every((id) => place.members.has(id))) throw new SlackNo('already_in_channel');
        for (const id of asked) place.members.add(id);
        return { channel: placeTold(place) };
      },
    },
    'conversations.open': {
      scopes: ['im:write'],
      act: (args) => ({ channel: placeTold(workspace.directWith(person(args.text('users')).id)) }),
    },
  };
}

/** A person, as Slack tells them. */
export function personTold({ id, name, team, bot, guest, admin, left }: Person): Payload {
  return {
    id,
    team_id: team,
    name: handleOf(name),
    real_name: name,
    deleted: left,
    tz: 'Europe/London',
    tz_offset: 0,
    profile: { real_name: name, display_name: name, team },
    is_admin: admin,
    is_owner: false,
    is_restricted: guest,
    is_ultra_restricted: false,
    is_bot: bot,
    is_app_user: false,
    ...(team === home ? {} : { is_stranger: true }),
  };
}

export const handleOf = (name: string): string => name.toLowerCase().replaceAll(' ', '.');

function groupTold({ id, handle, members }: Group, withUsers: boolean): Payload {
  return {
    id,
    team_id: home,
    is_usergroup: true,
    handle,
    name: handle,
    date_delete: 0,
    user_count: members.size,
    ...(withUsers ? { users: [...members] } : {}),
  };
}

function placeTold(place: Place): Payload {
  const { id, name, direct, archived, members } = place;
  const kept = { id, is_archived: archived, context_team_id: home, num_members: members.size };
  if (direct !== null) return { ...kept, is_im: true, user: direct };
  return {
    ...kept,
    name,
    name_normalized: name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_private: place.private,
    is_member: members.has(app.user),
    is_general: false,
  };
}
