import { type Payload, SlackNo } from './slack-message.ts';

export type Asked = ReturnType<typeof asked>;
/** What one method of the Web API does. Its scope is one of these, or none at all. */
export interface Method {
  readonly scopes: readonly string[];
  act(args: Asked): Payload;
}
export type Methods = Readonly<Record<string, Method>>;

/** The arguments of a call, whether they came as a form or as JSON. */
export function asked(args: Payload) {
  const text = (name: string): string => {
    const given = optional(name);
    if (given === null)
      throw new SlackNo('invalid_arguments', { messages: [`[ERROR] missing required field: ${name}`] });
    return given;
  };
  const optional = (name: string): string | null => {
    const given = args[name];
    if (given === undefined || given === null || given === '') return null;
    return typeof given === 'object' ? JSON.stringify(given) : String(given);
  };
  return {
    args,
    text,
    optional,
    flag: (name: string, otherwise = false): boolean => {
      const given = optional(name);
      return given === null ? otherwise : given === 'true' || given === '1';
    },
    count(name: string, otherwise: number, most: number): number {
      const given = Number(optional(name) ?? otherwise);
      if (!Number.isInteger(given) || given < 1) throw new SlackNo('invalid_limit');
      return Math.min(given, most);
    },
    /** Undefined when it is not there. Throws what `no` says when it is not JSON. */
    json(name: string, no = 'invalid_arguments'): unknown {
      const given = args[name];
      if (typeof given !== 'string') return given ?? undefined;
      if (given === '') return undefined;
      try {
        return JSON.parse(given);
      } catch {
        throw new SlackNo(no, { messages: [`[ERROR] ${name} is not JSON`] });
      }
    },
  };
}

/** Some of a list, from where the cursor says, and the cursor of what follows. */
export function page<T>(all: readonly T[], args: Asked, usual: number, most = 1000) {
  const cursor = args.optional('cursor');
  const told = cursor === null ? '0' : Buffer.from(cursor, 'base64').toString().replace('next:', '');
  const from = Number(told);
  if (!Number.isInteger(from) || from < 0) throw new SlackNo('invalid_cursor');
  const upTo = from + args.count('limit', usual, most);
  const next = upTo < all.length ? Buffer.from(`next:${upTo}`).toString('base64') : '';
  return { items: all.slice(from, upTo), more: next !== '', response_metadata: { next_cursor: next } };
}
