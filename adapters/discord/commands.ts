import type { Calls } from './calls.ts';

const anywhere = { type: 1, integration_types: [0], contexts: [0, 1] };

/** What may be typed after a slash, on servers and in direct messages. */
export const commands = [
  {
    ...anywhere,
    name: 'report',
    description: 'Tell the council what is wrong, and where',
    options: [
      {
        type: 3,
        name: 'text',
        description: 'What is wrong, and where it is',
        required: true,
        max_length: 4000,
      },
    ],
  },
  {
    ...anywhere,
    name: 'status',
    description: 'Ask how your report is doing',
    options: [
      {
        type: 3,
        name: 'reference',
        description: 'The reference we gave you',
        required: false,
        max_length: 40,
      },
    ],
  },
];

/** Tell Discord our commands. May run at each start: it replaces them all. */
export async function registerCommands(
  calls: Calls,
  application: string,
  signal: AbortSignal,
): Promise<void> {
  await calls.put(`/applications/${application}/commands`, { body: commands, signal });
}
