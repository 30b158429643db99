import { z } from 'zod';
import { loose, type Path, type YamlFile } from './document.ts';
import type { Fault } from './faults.ts';
import { nearest } from './spelling.ts';

type Issue = z.core.$ZodIssue;

/** Everything in a file that is not as its schema says, in sentences, with lines. Nothing for an unreadable file. */
export function faultsAgainst(schema: z.ZodType, file: YamlFile): Fault[] {
  if (file.value === undefined) return [];
  const checked = schema.safeParse(file.value);
  if (checked.success) return [];
  const { issues } = checked.error;
  const misspelt = issues.flatMap((issue) => misspeltNames(schema, file, issue));
  const meant = new Set(misspelt.map(({ path, hint }) => JSON.stringify([...path.slice(0, -1), hint])));
  const others = issues
    .filter(({ code, path }) => code !== 'unrecognized_keys' && !meant.has(JSON.stringify(path)))
    .map((issue) => fault(file, issue.path, sentence(file, issue), suggestion(file, issue)));
  return [...misspelt.map(({ path, message, hint }) => fault(file, path, message, hint)), ...others];
}

/** Names the schema does not know. The likeliest meant is one it wants and has not got. */
function misspeltNames(schema: z.ZodType, file: YamlFile, issue: Issue) {
  if (issue.code !== 'unrecognized_keys') return [];
  const there = loose(valueAt(file.value, issue.path));
  const names = namesAt(schema, issue.path);
  const missing = names.filter((name) => !(name in there));
  return issue.keys.map((key) => {
    const path = [...issue.path, key];
    return { path, message: `${about(file, path)} is not known here.`, hint: nearest(key, missing) };
  });
}

function sentence(file: YamlFile, issue: Issue): string {
  const what = about(file, issue.path);
  const value = valueAt(file.value, issue.path);
  if (issue.code === 'invalid_key') return `${what}: ${issue.issues[0]?.message ?? issue.message}.`;
  if (issue.code === 'custom' && typeof value !== 'string') return `${what}: ${issue.message}.`;
  if (value === undefined) return `${what} is missing.`;
  if (value === '' || value === null) return `${what} is empty.`;
  if (issue.code === 'invalid_type') {
    const quotes = issue.expected === 'string' && typeof value === 'number' ? ': put it in quotes' : '';
    return `${what} must be ${kinds[issue.expected] ?? issue.expected}${quotes}.`;
  }
  if (issue.code === 'invalid_value') {
    return `${what} is "${String(value)}": it must be ${issue.values.map(String).join(', ')}.`;
  }
  if (issue.code === 'too_small' && issue.origin === 'array') return `${what} must have something in it.`;
  if (issue.code === 'too_small') return `${what} is ${String(value)}: it must be ${issue.minimum} or more.`;
  if (issue.code === 'too_big') return `${what} is ${String(value)}: it must be ${issue.maximum} or less.`;
  return `${what} is "${String(value)}": ${issue.message}.`;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  array: 'a list',
  object: 'a set of names and values',
  record: 'a set of names and values',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function suggestion(file: YamlFile, issue: Issue): string | undefined {
  if (issue.code !== 'invalid_value') return undefined;
  return nearest(String(valueAt(file.value, issue.path)), issue.values.map(String));
}

function fault(file: YamlFile, path: Path, message: string, hint: string | undefined): Fault {
  return { file: file.file, line: file.lineOf(path), message, ...(hint === undefined ? {} : { hint }) };
}

/** A place in words: `missed-bin: "team"`, an item of a list being called by its own label, id or key. */
function about(file: YamlFile, path: Path): string {
  const parts = path.map((step, i) => {
    if (typeof step !== 'number') return String(step);
    const item = loose(valueAt(file.value, path.slice(0, i + 1)));
    const name =
      item['label'] ?? item['id'] ?? item['key'] ?? item['usrn'] ?? item['postcode'] ?? item['code'];
    return typeof name === 'string' ? name : `item ${step + 1}`;
  });
  if (typeof path[0] !== 'number') return parts.length === 0 ? 'The file' : `"${parts.join('.')}"`;
  return parts.length === 1 ? `${parts[0]}` : `${parts[0]}: "${parts.slice(1).join('.')}"`;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((around, step) => loose(around)[step], value);
}

/** The names a schema knows at a place in it. */
function namesAt(schema: z.ZodType, path: Path): string[] {
  const here = bare(path.reduce<unknown>(inside, schema));
  if (here instanceof z.ZodObject) return Object.keys(here.shape);
  if (here instanceof z.ZodRecord && here.keyType instanceof z.ZodEnum)
    return here.keyType.options.map(String);
  return [];
}

function inside(schema: unknown, step: PropertyKey): unknown {
  const here = bare(schema);
  if (here instanceof z.ZodArray) return here.element;
  if (here instanceof z.ZodObject) return here.shape[String(step)];
  return here instanceof z.ZodRecord ? here.valueType : undefined;
}

function bare(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? bare(schema.unwrap()) : schema;
}
