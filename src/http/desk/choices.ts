import { nextStatuses, type Outcome } from '../../core/case.ts';
import type { Council } from '../../core/catalogue.ts';
import type { CannedReply, Officer } from '../../core/desk.ts';
import {
  nameInWords,
  outcomeMeanings,
  outcomeWords,
  statusWords,
  teamName,
} from '../../core/officer-words.ts';
import type { CaseFile } from '../../core/record.ts';

interface Choice {
  readonly value: string;
  readonly text: string;
  readonly hint?: { readonly text: string };
}

/** What the officer may choose from in each form. */
export interface Choices {
  readonly officers: readonly Choice[];
  readonly teams: readonly Choice[];
  readonly services: readonly Choice[];
  readonly statuses: readonly Choice[];
  readonly outcomes: readonly Choice[];
  /** Ready-made replies. */
  readonly ready: readonly Choice[];
}

interface ChoosingNeeds {
  readonly council: Council;
  readonly officer: Officer;
  readonly officers: readonly Officer[];
  readonly ready: readonly CannedReply[];
}

/** What may be chosen in the forms of one case. */
export function choicesFor(file: CaseFile, { council, officers, officer, ready }: ChoosingNeeds): Choices {
  const others = officers.filter(({ id }) => id !== officer.id && id !== file.assignee?.id);
  const teams = [...council.teams.values()].filter(({ id }) => id !== file.team);
  const services = [...council.services.values()].filter(({ label }) => label !== file.service);
  return {
    officers: others.map(({ id, name, team }) => ({
      value: id,
      text: team === null ? name : `${name}, ${teamName(council, team)}`,
    })),
    teams: teams.map(({ id, name, body }) => ({
      value: id,
      text: body === undefined ? name : `${name} (${body})`,
    })),
    services: services.map(({ label, title }) => ({ value: label, text: title })),
    statuses: nextStatuses[file.status].map((status) => ({ value: status, text: statusWords[status] })),
    outcomes: Object.entries(outcomeWords).map(([value, text]) => ({
      value,
      text: nameInWords(text),
      hint: { text: outcomeMeanings[value as Outcome] },
    })),
    ready: ready.map(({ id, title }) => ({ value: id, text: title })),
  };
}
