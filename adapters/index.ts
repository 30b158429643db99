import { webchat } from './webchat/index.ts';
import { webchatSettings } from './webchat/settings.ts';

/** Every adapter we ship, one line each: what may be set, and how to make one. */
export const shipped = {
  webchat: { settings: webchatSettings, make: webchat },
} as const;
