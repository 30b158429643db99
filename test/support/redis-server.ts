import { ensureProgram, findProgram } from './programs.ts';

/** The program `redis-server`; null when there is none. */
export const findRedis = (): string | null => findProgram(['redis-server']);

/** The same, installed first when we may. */
export const ensureRedis = (): string | null => ensureProgram(['redis-server'], 'redis-server');
