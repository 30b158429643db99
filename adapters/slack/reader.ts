import type { Officer } from '../../src/core/desk.ts';

/** Reads everything, so that Slack can be shown what each channel may see; does nothing. */
export const reader: Officer = {
  id: '00000000-0000-0000-0000-000000000000',
  name: 'Slack',
  roles: ['officer', 'manager', 'safeguarding', 'admin'],
  team: null,
};
