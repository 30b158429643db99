import { StartFault } from '../src/core/errors.ts';

/** One thing wrong in a council's folder. */
export interface Fault {
  /** Path within the folder. */
  readonly file: string;
  /** 1 for the first line, as editors count. */
  readonly line: number;
  readonly message: string;
  /** The nearest right spelling, when something was misspelt. */
  readonly hint?: string;
}

/** A fault as one line: `services.yaml:12  message (did you mean "waste"?)`. */
export function inOneLine({ file, line, message, hint }: Fault): string {
  return `${file}:${line}  ${message}${hint === undefined ? '' : ` (did you mean "${hint}"?)`}`;
}

/** Everything wrong with a council's folder or with the environment, one line each, in one error. */
export class ConfigFault extends StartFault {
  readonly lines: readonly string[];

  constructor(what: string, lines: readonly string[], hint: string) {
    super([what, ...lines.map((line) => `  ${line}`)].join('\n'), hint);
    this.name = 'ConfigFault';
    this.lines = lines;
  }
}
