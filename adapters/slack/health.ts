import { isBadChannel, isBadToken, SlackFault } from './calls.ts';

export type Health = ReturnType<typeof health>;

/** Whether the desk stands as it should, in sentences for the operator. Each trouble stands until what it is about goes well. */
export function health() {
  const troubles = new Map<string, string>();
  return {
    /** All is well again with Slack, a channel (`#name`), or the listening. */
    well(about: string): void {
      troubles.delete(about);
    },

    unwell(about: string, why: string): void {
      troubles.set(about, why);
    },

    /** A call about a channel went wrong. What passes by itself in a moment is no trouble. */
    met(fault: unknown, channel: string): void {
      if (!(fault instanceof SlackFault)) return;
      if (isBadToken(fault)) troubles.set(slackItself, tokenTrouble(fault.code));
      else if (isBadChannel(fault)) troubles.set(channel, channelTrouble(channel, fault.code));
      else if (fault.is === 'unsent' || fault.is === 'unanswered') troubles.set(slackItself, fault.message);
    },

    /** A showing ended in a refusal that nothing of ours is made for. */
    refused(fault: unknown): void {
      if (fault instanceof SlackFault && fault.is === 'refused' && !isBadToken(fault) && !isBadChannel(fault))
        troubles.set(slackItself, fault.message);
    },

    isUnwell: (about: string): boolean => troubles.has(about),

    health(): { well: boolean; why: string | null } {
      const why = [...troubles.values()].join(' ');
      return { well: troubles.size === 0, why: why === '' ? null : why };
    },
  };
}

/** What troubles with Slack as a whole are kept under. */
export const slackItself = 'slack';

function tokenTrouble(code: string): string {
  return code === 'missing_scope'
    ? 'The Slack app lacks a permission: paste the manifest again, and install the app again.'
    : `Slack does not take our token (${code}): set a new SLACK_BOT_TOKEN. What officers have not been shown is kept, and shown then.`;
}

function channelTrouble(channel: string, code: string): string {
  if (code === 'is_archived')
    return `The Slack channel ${channel} is archived: bring it back, or name another in teams.yaml.`;
  if (code === 'not_in_channel')
    return `The app is not in the Slack channel ${channel}: write /invite @Moothall there.`;
  if (code === 'channel_not_found')
    return `There is no Slack channel ${channel} that the app can see: make it, or write /invite @Moothall in it.`;
  return `The app may not post in the Slack channel ${channel} (${code}).`;
}
