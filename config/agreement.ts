import type { Language } from '../src/core/catalogue.ts';
import { cannedFacts, councilWords, replyFacts, type SayKey, whoseFacts } from '../src/core/wordings.ts';
import { itemsOf, loose, type YamlFile } from './document.ts';
import type { Fault } from './faults.ts';
import { nearest } from './spelling.ts';
import { readWording, type Wording } from './wording.ts';

/** The files of a council's folder, as they stand. */
export interface CouncilFiles {
  readonly council: YamlFile;
  readonly services: YamlFile;
  readonly teams: YamlFile;
  /** Null for a council that has none: every matter then goes where its service does. */
  readonly whose: YamlFile | null;
  readonly replies: ReadonlyMap<Language, YamlFile>;
}

/** What the files say of each other that is not so: names that lead nowhere, names used twice, words left out. */
export function disagreements(files: CouncilFiles): Fault[] {
  const { services, teams } = files;
  return [
    ...twice(services, 'label'),
    ...twice(teams, 'id'),
    ...questionsTwice(services),
    ...strangeTeams(files),
    ...strangeTexts(files),
    ...strangeOwners(files),
    ...untranslated(files),
    ...(namesOf(services, 'label').length > 0 && !namesOf(services, 'label').includes('other')
      ? [at(services, [], 'There is no service "other": messages no other service fits need it.')]
      : []),
  ];
}

function namesOf(file: YamlFile, name: string): string[] {
  return itemsOf(file).flatMap((item) => (typeof item[name] === 'string' ? [item[name]] : []));
}

function at(file: YamlFile, path: readonly PropertyKey[], message: string, hint?: string): Fault {
  return { file: file.file, line: file.lineOf(path), message, ...(hint === undefined ? {} : { hint }) };
}

function twice(file: YamlFile, name: string): Fault[] {
  const names = itemsOf(file).map((item) => item[name]);
  return names.flatMap((value, i) => {
    const first = names.indexOf(value);
    if (typeof value !== 'string' || first === i) return [];
    return [at(file, [i, name], `"${value}" is already the ${name} on line ${file.lineOf([first, name])}.`)];
  });
}

function questionsTwice(services: YamlFile): Fault[] {
  return itemsOf(services).flatMap(({ label, questions }, i) => {
    const keys = Array.isArray(questions) ? questions.map((question) => loose(question)['key']) : [];
    return keys.flatMap((key, j) =>
      key === undefined || keys.indexOf(key) === j
        ? []
        : [at(services, [i, 'questions', j], `${label}: the question "${key}" is asked twice.`)],
    );
  });
}

function strangeTeams({ council, services, teams }: CouncilFiles): Fault[] {
  if (teams.value === undefined) return [];
  const ids = namesOf(teams, 'id');
  const strange = (file: YamlFile, path: readonly PropertyKey[], what: string, id: unknown) =>
    typeof id !== 'string' || ids.includes(id)
      ? []
      : [at(file, path, `${what}: there is no team "${id}".`, nearest(id, ids))];
  const parts = ['triageTeam', 'dutyTeam', 'safeguardingTeam'];
  return [
    ...parts.flatMap((part) => strange(council, [part], `"${part}"`, loose(council.value)[part])),
    ...itemsOf(services).flatMap(({ label, team }, i) => strange(services, [i, 'team'], `${label}`, team)),
  ];
}

/** Texts a service names in `answer` or `advice` that the replies do not have. */
function strangeTexts({ services, replies }: CouncilFiles): Fault[] {
  const parts = [
    ['answer', 'answers'],
    ['advice', 'advice'],
  ] as const;
  return [...replies.values()].flatMap((file) =>
    parts.flatMap(([name, part]) => {
      if (file.value === undefined) return [];
      const keys = Object.keys(loose(loose(file.value)[part]));
      return itemsOf(services).flatMap((service, i) => {
        const key = service[name];
        if (typeof key !== 'string' || keys.includes(key)) return [];
        const message = `${service['label']}: ${file.file} has no text "${key}" under "${part}".`;
        return [at(services, [i, name], message, nearest(key, keys))];
      });
    }),
  );
}

/** Teams, services and texts that `whose.yaml` names and that are not there. */
function strangeOwners({ whose, services, teams, replies }: CouncilFiles): Fault[] {
  if (whose === null) return [];
  const [ids, labels] = [namesOf(teams, 'id'), namesOf(services, 'label')];
  const faults = Object.entries(loose(whose.value)).flatMap(([part, rules]) =>
    (Array.isArray(rules) ? rules.map(loose) : []).flatMap((rule, i) => {
      const { team, says } = rule;
      const listed: unknown = rule['services'];
      const strange = (
        path: readonly PropertyKey[],
        what: string,
        name: unknown,
        names: readonly string[],
      ) =>
        typeof name !== 'string' || names.length === 0 || names.includes(name)
          ? []
          : [at(whose, [part, i, ...path], `There is no ${what} "${name}".`, nearest(name, names))];
      return [
        ...strange(['team'], 'team', team, ids),
        ...(Array.isArray(listed) ? listed : []).flatMap((label, j) =>
          strange(['services', j], 'service', label, labels),
        ),
        ...[...replies.values()].flatMap((file) => {
          const keys = Object.keys(loose(loose(file.value)['whose']));
          if (typeof says !== 'string' || file.value === undefined || keys.includes(says)) return [];
          const message = `${file.file} has no text "${says}" under "whose".`;
          return [at(whose, [part, i, 'says'], message, nearest(says, keys))];
        }),
      ];
    }),
  );
  // Rules share their lists of services: what is wrong in one is wrong once.
  return faults.filter(({ message }, i) => faults.findIndex((other) => other.message === message) === i);
}

/** What has no words in a language the council says it answers in: its own name, its teams and its services. */
function untranslated(files: CouncilFiles): Fault[] {
  const { council, services, teams, replies } = files;
  return [...replies.keys()]
    .filter((language) => language !== 'en')
    .flatMap((language) => {
      const silent = (
        file: YamlFile,
        path: readonly PropertyKey[],
        of: unknown,
        gap: readonly PropertyKey[],
      ) =>
        at(
          file,
          [...path, ...gap],
          `${of === undefined ? '' : `${of}: `}"${gap.join('.')}" has no words in the language "${language}".`,
        );
      return [
        ...unnamed(council.value, language, ['name']).map((gap) => silent(council, [], undefined, gap)),
        ...itemsOf(teams).flatMap((team, i) =>
          unnamed(team, language, ['name', 'body']).map((gap) => silent(teams, [i], team['id'], gap)),
        ),
        ...itemsOf(services).flatMap((service, i) =>
          unsaid(service, language).map((gap) => silent(services, [i], service['label'], gap)),
        ),
      ];
    });
}

/** Names that are there in English and not in a language. */
function unnamed(value: unknown, language: Language, names: readonly string[]): string[][] {
  const english = loose(value);
  const words = loose(english[language]);
  return names.filter((name) => name in english && words[name] === undefined).map((name) => [name]);
}

/** What residents read of a service that has no words in a language. */
function unsaid({ plain, questions }: Readonly<Record<PropertyKey, unknown>>, language: Language) {
  const asked = Array.isArray(questions) ? questions.map(loose) : [];
  return [
    ...(loose(plain)[language] === undefined ? [['plain']] : []),
    ...asked.flatMap(({ ask }, j) => (loose(ask)[language] === undefined ? [['questions', j, 'ask']] : [])),
  ];
}

/** The wordings of a replies file by the key they are said under, and what is wrong with any of them. */
export function wordingsOf(file: YamlFile): {
  readonly wordings: ReadonlyMap<string, Wording>;
  readonly faults: readonly Fault[];
} {
  const wordings = new Map<string, Wording>();
  const faults: Fault[] = [];
  for (const [part, texts] of Object.entries(loose(file.value))) {
    for (const [name, text] of Object.entries(loose(texts))) {
      if (typeof text !== 'string') continue;
      const key = part === 'replies' ? name : `${part}.${name}`;
      const read = readWording(text, factsFor(key as SayKey));
      wordings.set(key, read.wording);
      for (const { message, within, hint } of read.faults) {
        const line = file.lineOf([part, name], within);
        faults.push({
          file: file.file,
          line,
          message: `"${part}.${name}": ${message}`,
          ...(hint && { hint }),
        });
      }
    }
  }
  return { wordings, faults };
}

/** The facts a wording may use, by its key. Statuses and outcomes are said inside other sentences, ratings stand on buttons: they use none. */
export function factsFor(key: SayKey): readonly string[] {
  if (/^(statuses|outcomes|ratings)\./.test(key)) return [];
  return [...councilWords, ...ownFactsFor(key)];
}

/** The facts whoever says it must give. */
export function ownFactsFor(key: SayKey): readonly string[] {
  if (key.startsWith('whose.')) return whoseFacts;
  if (key.startsWith('canned.')) return cannedFacts;
  return key in replyFacts ? replyFacts[key as keyof typeof replyFacts] : [];
}
