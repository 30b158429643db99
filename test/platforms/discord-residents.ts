import type { DiscordWorld, Message } from './discord-world.ts';

type Payload = Record<string, unknown>;

/** People on Discord, who write in direct messages, or in the channel named. */
export function discordResidents(
  world: DiscordWorld,
  bot: { readonly id: string },
  dispatch: (t: string, d: unknown) => void,
) {
  return (id: string, name = 'Ann Example') => {
    const author = { id, username: name.toLowerCase().replaceAll(' ', '.'), global_name: name };
    const at = (channel?: string) => (channel === undefined ? world.directMessages(id) : world.here(channel));
    const mention = { ...bot };
    const interaction = (onServer: string | undefined, more: Payload): string => {
      const channel = at(onServer);
      const event = {
        id: world.next(),
        application_id: bot.id,
        token: `interaction-token-${world.next()}`,
        version: 1,
        locale: 'en-GB',
        channel_id: channel.id,
        ...(channel.guild === null
          ? { user: author }
          : { guild_id: channel.guild, member: { user: author } }),
        ...more,
      };
      dispatch('INTERACTION_CREATE', event);
      return event.id;
    };
    return {
      id,
      dm: () => world.directMessages(id).id,
      says: (content: string, more: Payload = {}): Message => world.say(at(), author, { content, ...more }),
      /** Said in a channel, with our name first. */
      calls: (channel: string, content: string, more: Payload = {}): Message =>
        world.say(at(channel), author, { content: `<@${bot.id}> ${content}`, mentions: [mention], ...more }),
      saysIn: (channel: string, content: string, more: Payload = {}): Message =>
        world.say(at(channel), author, { content, ...more }),
      edits(message: Message, content: string, stamped = true): void {
        message.content = content;
        if (stamped) message['edited_timestamp'] = new Date().toISOString();
        dispatch('MESSAGE_UPDATE', world.event(world.here(message.channel_id), message));
      },
      deletes(...messages: Message[]): void {
        const [first, ...more] = messages;
        if (first === undefined) return;
        const channel = world.here(first.channel_id);
        const gone = new Set(messages.map((each) => each.id));
        channel.messages.splice(
          0,
          channel.messages.length,
          ...channel.messages.filter((each) => !gone.has(each.id)),
        );
        const where = {
          channel_id: channel.id,
          ...(channel.guild === null ? {} : { guild_id: channel.guild }),
        };
        if (more.length === 0) dispatch('MESSAGE_DELETE', { id: first.id, ...where });
        else dispatch('MESSAGE_DELETE_BULK', { ids: [...gone], ...where });
      },
      commands: (name: string, given: Record<string, string>, channel?: string, locale = 'en-GB'): string => {
        const options = Object.entries(given).map(([key, value]) => ({ name: key, type: 3, value }));
        return interaction(channel, { type: 2, locale, data: { id: '1', name, type: 1, options } });
      },
      presses: (message: Message, customId: string, values?: readonly string[]): string =>
        interaction(world.here(message.channel_id).guild === null ? undefined : message.channel_id, {
          type: 3,
          data: {
            custom_id: customId,
            component_type: values === undefined ? 2 : 3,
            ...(values && { values }),
          },
          message,
        }),
      /** What they read of us in direct messages. */
      read: (): Message[] => world.directMessages(id).messages.filter((each) => each.author.id === bot.id),
      closes: (is = true): void => void (is ? world.closedTo.add(id) : world.closedTo.delete(id)),
    };
  };
}
