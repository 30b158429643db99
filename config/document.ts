import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  Scalar,
  visit,
} from 'yaml';
import type { Fault } from './faults.ts';

/** Names and positions that lead to one place in a file: `[3, 'questions', 0, 'key']`. */
export type Path = readonly PropertyKey[];

/** One YAML file of a council's folder, and where in it things stand. */
export interface YamlFile {
  /** Path within the folder. */
  readonly file: string;
  /** Undefined when the file is missing or is not YAML; `faults` then says why. */
  readonly value: unknown;
  readonly faults: readonly Fault[];
  /** The line where this stands, or where the nearest thing around it does. `within` counts lines into a text. */
  lineOf(path: Path, within?: number): number;
}

/** Read one file. Never throws: what is wrong with it is in its `faults`. */
export function readYaml(folder: string, file: string): YamlFile {
  const path = join(folder, file);
  if (!existsSync(path)) return unreadable(file, [{ file, line: 1, message: 'This file is missing.' }]);
  if (!statSync(path).isFile()) return unreadable(file, [{ file, line: 1, message: 'This is not a file.' }]);
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines, prettyErrors: false });
  const syntax = document.errors.map(({ message, pos }) => ({
    file,
    line: lines.linePos(pos[0]).line,
    message: `${message}.`,
  }));
  const aliases = aliasFaults(file, document, lines);
  const faults = [...syntax, ...aliases];
  const broken = aliases.length > 0 || document.errors.some(({ code }) => code !== 'DUPLICATE_KEY');
  if (broken) return unreadable(file, faults);
  return {
    file,
    value: document.toJS(),
    faults,
    lineOf: (path, within) => lineIn(document, lines, path, within),
  };
}

function unreadable(file: string, faults: readonly Fault[]): YamlFile {
  return { file, value: undefined, faults, lineOf: () => 1 };
}

function aliasFaults(file: string, document: Document, lines: LineCounter): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      const line = lines.linePos(alias.range?.[0] ?? 0).line;
      faults.push({ file, line, message: `Nothing above is marked &${alias.source}.` });
    },
  });
  return faults;
}

function lineIn(document: Document, lines: LineCounter, path: Path, within?: number): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const start = startOf(document, path.slice(0, length));
    if (start === undefined) continue;
    const text = document.getIn(path, true);
    const block = isScalar(text) && text.type === Scalar.BLOCK_LITERAL && length === path.length;
    return lines.linePos(start).line + (block && within !== undefined ? 1 + within : 0);
  }
  return 1;
}

/** Where a name, a list item or the whole document starts. */
function startOf(document: Document, path: Path): number | undefined {
  const last = path.at(-1);
  const around = path.length === 0 ? null : document.getIn(path.slice(0, -1), true);
  if (isMap(around)) {
    const pair = around.items.find(({ key }) => isScalar(key) && String(key.value) === String(last));
    return isNode(pair?.key) ? pair.key.range?.[0] : undefined;
  }
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) && !isAlias(node) ? (node.range?.[0] ?? undefined) : undefined;
}

/** A value as names and values, as far as it is that; else none. A list counts, by its positions. */
export function loose(value: unknown): Readonly<Record<PropertyKey, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>) : {};
}

/** A file that is a list, item by item; else none. Each file may be wrong in its own way while others are compared. */
export function itemsOf({ value }: YamlFile): Readonly<Record<PropertyKey, unknown>>[] {
  return Array.isArray(value) ? value.map(loose) : [];
}
