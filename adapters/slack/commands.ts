import type { types } from '@slack/bolt';
import type { CaseFilters } from '../../src/core/case-filters.ts';
import type { Officer } from '../../src/core/desk.ts';
import { type Ground, nameOf, noWords, sentenceOf, troubled, unseen } from './acts.ts';
import { aside, marked, plain, section } from './fields.ts';
import { figuresAsked } from './figures.ts';
import type { Command } from './heard.ts';
import { caseBlocks, lineBlocks } from './lines.ts';
import { within } from './opening.ts';
import { drawFor, figuresFor, type Say, shareFigures, type Telling, teamsAt } from './stats.ts';

const patienceMs = 2_000;

/**
 * `/moothall` and its words. Slack is answered in time; when the ledger is slower, the answer follows (`later`). It reads
 * only, and never throws.
 */
export async function takeCommand(
  ground: Ground,
  command: Command,
  answer: (telling?: Telling) => Promise<void>,
  later: Say,
): Promise<void> {
  const { log } = ground.needs;
  const asked = answerOf(ground, command).catch((fault: unknown): Answer => {
    log.warn({ event: 'slack-command', fault: nameOf(fault) }, 'A command could not be answered.');
    return { blocks: [section(plain(troubled))] };
  });
  const soon = await within(asked, patienceMs);
  await answer(soon?.blocks === undefined ? undefined : told(soon.blocks));
  try {
    const { blocks, afterwards } = await asked;
    if (soon === null && blocks !== undefined) await later(told(blocks));
    await afterwards?.(later);
  } catch (fault) {
    log.warn({ event: 'slack-command', fault: nameOf(fault) }, 'An answer came too late for Slack.');
  }
}

/** What a command is answered with at once, if anything; `afterwards` says more when that is ready. */
interface Answer {
  readonly blocks?: types.KnownBlock[];
  readonly afterwards?: (say: Say) => Promise<void>;
}

const told = (blocks: types.KnownBlock[]): Telling => ({
  response_type: 'ephemeral',
  text: 'Moothall',
  blocks,
});

/** Twelve cases are two blocks each, and stay below the fifty that Slack takes. */
const mostListed = 12;

async function answerOf(ground: Ground, { who, words, place }: Command): Promise<Answer> {
  const known = await ground.officers.know(who);
  if (!('officer' in known)) return { blocks: [section(plain(noWords(known.no) ?? unseen))] };
  const [first = '', ...rest] = words.split(/\s+/);
  if (first.toLowerCase() === 'stats') return statsFor(ground, known.officer, rest.join(' '), place);
  return { blocks: await casesFor(ground, known.officer, words) };
}

async function casesFor(ground: Ground, officer: Officer, words: string): Promise<types.KnownBlock[]> {
  const [first = '', ...rest] = words.split(/\s+/);
  switch (first.toLowerCase()) {
    case '':
    case 'help':
      return help();
    case 'mine':
      return list(ground, officer, 'Your cases', { assignee: officer.id });
    case 'team':
      return list(ground, officer, ...teamAsked(ground, officer, rest.join(' '), 'open'));
    case 'overdue':
      return list(ground, officer, ...teamAsked(ground, officer, rest.join(' '), 'overdue'));
    default:
      return oneCase(ground, officer, words);
  }
}

/** The figures in words at once, and drawn when Slack has the picture; or both to everybody, where that is asked. */
async function statsFor(ground: Ground, officer: Officer, words: string, place: string): Promise<Answer> {
  const { council, now } = ground.needs;
  const nearby = { own: officer.team, here: await teamsAt(ground, place) };
  const asked = figuresAsked(words, nearby, council, now());
  if ('no' in asked) return { blocks: [section(plain(asked.no))] };
  try {
    // Asked for all the same where they are to be shared: whoever may not see them is told so at once.
    const blocks = await figuresFor(ground, officer, asked);
    if (!asked.share) return { blocks, afterwards: (say) => drawFor(ground, officer, asked, say) };
    return {
      afterwards: (say) =>
        shareFigures(ground, officer, asked, say, 'command').catch((fault: unknown) => {
          ground.needs.log.warn(
            { event: 'slack-share', fault: nameOf(fault) },
            'Figures could not be shared.',
          );
          return say(told([section(plain(unshared))])).then(() => undefined);
        }),
    };
  } catch (refusal) {
    return { blocks: [section(plain(sentenceOf(refusal)))] };
  }
}

const unshared = 'The figures could not be shared here just now. Ask again in a moment.';

/** The officer's own team, or the one that was named. Somebody of no team is shown all. */
function teamAsked(
  { needs: { council } }: Ground,
  officer: Officer,
  named: string,
  what: 'open' | 'overdue',
): [title: string, filters: CaseFilters] {
  const wanted = named.toLowerCase();
  const team =
    wanted === ''
      ? council.teams.get(officer.team ?? '')
      : [...council.teams.values()].find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  const of = team === undefined ? 'all teams' : team.name;
  const filters = team === undefined ? {} : { team: team.id };
  return what === 'open' ? [`Open, ${of}`, filters] : [`Overdue, ${of}`, { ...filters, overdue: true }];
}

async function list(
  { needs }: Ground,
  officer: Officer,
  title: string,
  filters: CaseFilters,
): Promise<types.KnownBlock[]> {
  const asked = { status: 'open', sort: 'due', ...filters, limit: mostListed } as const;
  const { cases, next } = await needs.record.cases(asked, officer);
  if (cases.length === 0) return [section(plain(`${title}: none.`))];
  const more = next === null ? [] : [aside(`The first ${mostListed} by due time. The web desk has all.`)];
  return [
    { type: 'header', text: plain(title, 150) },
    ...cases.flatMap((line) => lineBlocks(line, needs)),
    ...more,
  ];
}

/** A case by its reference, however it is written: with other cases of that name when it is only part of one. */
async function oneCase(ground: Ground, officer: Officer, words: string): Promise<types.KnownBlock[]> {
  const { needs } = ground;
  const digits = words.replace(/\D/g, '');
  const prefix = needs.council.facts.referencePrefix;
  const reference =
    digits.length === 9 ? `${prefix}-${digits.replace(/(...)(?=.)/g, '$1-')}` : words.toUpperCase();
  const file = await needs.record.caseFile(reference, officer);
  if (file === null) return [section(plain(`${words}: ${unseen}`, 300)), ...help()];
  return caseBlocks(file, needs, await threadOf(ground, file.id));
}

/** Where its newest card stands, as an address; null when it stands nowhere, or Slack does not say. */
async function threadOf({ needs, client }: Ground, caseId: string): Promise<string | null> {
  const card = (await needs.keeping.posts(caseId)).findLast(
    ({ key, externalId }) => key === 'card' && externalId !== null,
  );
  if (card?.externalId === undefined || card.externalId === null) return null;
  try {
    const { permalink } = await client.chat.getPermalink({
      channel: card.place,
      message_ts: card.externalId,
    });
    return permalink ?? null;
  } catch {
    return null;
  }
}

function help(): types.KnownBlock[] {
  const lines = [
    '`/moothall MB-123-456-789`  a case, by its reference',
    '`/moothall mine`  your cases, what is due first at the top',
    '`/moothall team`  your team’s open cases; `/moothall team NAME` another’s',
    '`/moothall overdue`  what is late in your team',
    '`/moothall stats`  for managers: the figures of the channel’s team, or else of yours; `/moothall stats all last month` of all teams, or of a team by its name',
    '`/moothall stats here share`  the same for everybody in the channel, without what is of fewer than five cases; the button *Share in channel* does it too',
  ];
  const thread =
    'In the thread of a case, what you post stays with officers. Begin with `>>` to send it to the resident.';
  return [section(marked(lines.join('\n'))), aside(thread)];
}
