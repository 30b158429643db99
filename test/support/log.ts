import type { Log } from '../../src/core/log.ts';

/** A log that keeps its lines, for tests that ask what was said. */
export function keepLog(): { log: Log; lines: { level: keyof Log; fields: object; message: string }[] } {
  const lines: { level: keyof Log; fields: object; message: string }[] = [];
  const at = (level: keyof Log) => (fields: object, message: string) => {
    lines.push({ level, fields, message });
  };
  return { log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, lines };
}
