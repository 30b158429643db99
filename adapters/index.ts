import { webchat } from './webchat/index.ts';
import { webchatSettings } from './webchat/settings.ts';

/** Every adapter we ship, one line each: what may be set, and how to make one. */
export const shipped = {
  webchat: { settings: webchatSettings, make: webchat },
} as const;

/** Names of the environment variables that adapters know. */
export const adapterVariables: readonly string[] = Object.values(shipped).flatMap(({ settings }) =>
  Object.keys(settings.shape),
);
