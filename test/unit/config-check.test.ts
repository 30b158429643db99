import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkCouncil } from '../../config/council.ts';
import { inOneLine } from '../../config/faults.ts';
import { root } from '../../config/root.ts';
import { configCheck, registerConfigCheck } from '../../src/cli/config-check.ts';

const marlcombe = join(root, 'config', 'councils', 'marlcombe');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moothall-'));
  cpSync(marlcombe, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Change the first `from` after `after` in a file, and give the line it stands on. */
function change(file: string, from: string, to: string, after = ''): number {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const at = text.indexOf(from, text.indexOf(after));
  expect(at, `${from} in ${file}`).toBeGreaterThanOrEqual(0);
  writeFileSync(path, text.slice(0, at) + to + text.slice(at + from.length));
  return text.slice(0, at).split('\n').length;
}

function check(path = folder): { code: number; out: string[]; err: string[] } {
  const out: string[] = [];
  const err: string[] = [];
  const code = configCheck(path, { say: (line) => out.push(line), complain: (line) => err.push(line) });
  return { code, out, err };
}

describe('config check', () => {
  test('says in one line what a faultless council has', () => {
    expect(check()).toEqual({
      code: 0,
      out: [
        'Marlcombe Borough Council: 50 services, 32 teams (16 of other bodies), replies in en and cy, 400 streets, 60 landmarks, 390 postcodes, 12 wards. No faults.',
      ],
      err: [],
    });
  });

  test('lists everything that is wrong at once, with file, line and the nearest right spelling', () => {
    const lines = {
      prefix: change('council.yaml', 'referencePrefix: MB', 'referencePrefix: mb'),
      zone: change('council.yaml', 'Europe/London', 'Europe/Lundon'),
      hours: change('council.yaml', '"13:30-17:00"', '"12:00-17:00"', 'mon:'),
      closure: change('council.yaml', '2026-12-30', '30 December'),
      duty: change('council.yaml', 'dutyTeam: duty-desk', 'dutyTeam: duty-dsek'),
      ask: change('council.yaml', 'askBelow: 0.7', 'askBelow: 35'),
      team: change('services.yaml', 'team: street-scene', 'team: street-scenes'),
      target: change('services.yaml', 'resolution: 10wd', 'resolution: 10 days', 'label: new-bin'),
      key: change('services.yaml', 'firstResponse', 'firstResponce', 'label: litter'),
      answer: change('services.yaml', 'answer: bin-days', 'answer: bin-day'),
      label: change('services.yaml', 'label: pavement', 'label: pothole'),
      lgsl: change('services.yaml', 'lgsl: [564]', 'lgsl: [street]'),
      question: change('services.yaml', 'key: fault-type', 'key: location', 'label: street-light'),
      kind: change('teams.yaml', 'kind: outside', 'kind: outsid'),
      phone: change('teams.yaml', 'phone: 01632 960110', 'phone: "+44 1632 960110"'),
      quotes: change('teams.yaml', 'phone: 01632 960115', 'phone: 1632960115'),
      body: change('teams.yaml', '  body: Marlshire County Council\n', '', 'id: county-schools') - 3,
      reply: change('replies.en.yaml', '  thanks: |', '  thank: |'),
      fact: change('replies.en.yaml', '{{reference}}', '{{referense}}', '  added: |'),
      section: change('replies.en.yaml', '{{/due}}', '', '  person: |'),
      danger: change('replies.en.yaml', '  gas: |', '  gaz: |'),
      status: change('replies.en.yaml', 'new: waiting for a person', 'new: "{{team}} has it" #'),
    };
    renameSync(join(folder, 'training', 'noise.yaml'), join(folder, 'training', 'nois.yaml'));
    writeFileSync(join(folder, 'training', 'trees.yaml'), '# examples\n- "a tree fell"\n- [not, text]\n');

    const whose = change('whose.yaml', 'team: rail', 'team: rails');
    expect(checkCouncil(folder).map(inOneLine).sort()).toEqual(
      [
        `council.yaml:${lines.prefix}  "referencePrefix" is "mb": a reference starts with two to four capital letters.`,
        `council.yaml:${lines.zone}  "timezone" is "Europe/Lundon": a time zone is named like Europe/London.`,
        `council.yaml:${lines.hours}  "hours.mon": hours of a day run forward in time and do not overlap.`,
        `council.yaml:${lines.closure}  "closures.item 2" is "30 December": a date is YYYY-MM-DD.`,
        `council.yaml:${lines.duty}  "dutyTeam": there is no team "duty-dsek". (did you mean "duty-desk"?)`,
        `council.yaml:${lines.ask}  "askBelow" is 35: it must be 1 or less.`,
        `services.yaml:${lines.team}  fly-tipping: there is no team "street-scenes". (did you mean "street-scene"?)`,
        `services.yaml:${lines.target}  new-bin: "resolution" is "10 days": a target is immediate, none, or a number with h, wh, wd or d: 1wd.`,
        `services.yaml:${lines.key}  litter: "firstResponce" is not known here. (did you mean "firstResponse"?)`,
        `services.yaml:${lines.answer}  bin-day-enquiry: replies.en.yaml has no text "bin-day" under "answers". (did you mean "bin-days"?)`,
        `services.yaml:${lines.answer}  bin-day-enquiry: replies.cy.yaml has no text "bin-day" under "answers". (did you mean "bin-days"?)`,
        `services.yaml:${lines.label}  "pothole" is already the label on line ${lineOf('services.yaml', 'label: pothole')}.`,
        `services.yaml:${lines.lgsl}  street-light: "lgsl.item 1" must be a number.`,
        `services.yaml:${lines.question}  street-light: the question "location" is asked twice.`,
        `services.yaml:${lineOf('services.yaml', '- label: noise')}  noise has no training examples: write some in training/noise.yaml.`,
        `teams.yaml:${lines.kind}  county-highways: "kind" is "outsid": it must be council, outside. (did you mean "outside"?)`,
        `teams.yaml:${lines.phone}  waste: "phone" is "+44 1632 960110": a phone number is digits and spaces.`,
        `teams.yaml:${lines.quotes}  street-scene: "phone" must be text: put it in quotes.`,
        `teams.yaml:${lines.body}  county-schools: "body": a team outside the council needs the name of its body.`,
        `replies.en.yaml:${lines.reply}  "replies.thank" is not known here. (did you mean "thanks"?)`,
        `replies.en.yaml:${lines.fact}  "replies.added": The fact "referense" is not known here. (did you mean "reference"?)`,
        `replies.en.yaml:${lines.section}  "replies.person": The section of "due" is never closed with {{/due}}.`,
        `replies.en.yaml:${lines.danger}  "danger.gaz" is not known here. (did you mean "gas"?)`,
        `replies.en.yaml:${lines.status}  "statuses.new": The fact "team" is not known here.`,
        'training/nois.yaml:1  There is no service or other label "nois". (did you mean "noise"?)',
        'training/pavement.yaml:1  There is no service or other label "pavement".',
        'training/trees.yaml:3  item 2 must be text.',
        'whose.yaml:59  There is no service "pavement".',
        `whose.yaml:${whose}  There is no team "rails". (did you mean "rail"?)`,
      ].sort(),
    );
  });

  test('tells every word that a language of the council has not got, wherever it belongs', () => {
    const lines = {
      council: change('council.yaml', 'cy: { name: Cyngor Bwrdeistref Marlcombe }\n', '') - 3,
      team: change('teams.yaml', '  cy: { name: Gwastraff ac ailgylchu }\n', '') - 2,
      body: change('teams.yaml', 'Llyfrgelloedd Marlshire, body: Cyngor Sir Marlshire', 'Llyfrgelloedd') - 1,
      plain: change('services.yaml', ', cy: "coeden"', ''),
      ask: change('services.yaml', ', cy: "Pa bla ydyw?"', ''),
      said: change('replies.cy.yaml', '  thanks: |', '  thank: |'),
      fact: change('replies.cy.yaml', '{{due}}', '{{dyddiad}}', '  person: |'),
    };
    change('replies.cy.yaml', '  at-risk: |', '  at-risg: |');

    const inWelsh = (what: string) => `"${what}" has no words in the language "cy".`;
    expect(checkCouncil(folder).map(inOneLine)).toEqual([
      `council.yaml:${lines.council}  ${inWelsh('name')}`,
      `replies.cy.yaml:${lines.said}  "replies.thank" is not known here. (did you mean "thanks"?)`,
      `replies.cy.yaml:${lines.fact}  "replies.person": The fact "dyddiad" is not known here.`,
      `services.yaml:${lines.ask}  pest-control: ${inWelsh('questions.1.ask')}`,
      `services.yaml:${lines.plain}  trees: ${inWelsh('plain')}`,
      `services.yaml:${lineOf('services.yaml', 'advice: at-risk')}  safeguarding: replies.cy.yaml has no text "at-risk" under "advice". (did you mean "at-risg"?)`,
      `teams.yaml:${lines.team}  waste: ${inWelsh('name')}`,
      `teams.yaml:${lines.body}  county-libraries: ${inWelsh('body')}`,
    ]);
  });

  test('prints paths that can be opened, counts the faults, and fails', () => {
    const line = change('council.yaml', 'triageTeam: customer-services', 'triageTeam: customer-service');
    const path = join(relative(process.cwd(), folder), 'council.yaml');
    expect(check()).toEqual({
      code: 1,
      out: [
        `${path}:${line}  "triageTeam": there is no team "customer-service". (did you mean "customer-services"?)`,
      ],
      err: ['1 fault.'],
    });
  });

  test('a file that is not YAML is told of once, and what the others say of it is not held against them', () => {
    change('teams.yaml', 'kind: council', 'kind: "council', 'id: waste');
    const faults = checkCouncil(folder);
    expect(new Set(faults.map(({ file }) => file))).toEqual(new Set(['teams.yaml']));
    expect(faults.length).toBeGreaterThan(0);
  });

  test('a name used twice in one block is a fault on its second line', () => {
    const line = change('council.yaml', 'tier: district', 'tier: district\ntier: county') + 1;
    expect(checkCouncil(folder)).toEqual([
      { file: 'council.yaml', line, message: 'Map keys must be unique.' },
    ]);
  });

  test('a missing file that is only misspelt is found', () => {
    renameSync(join(folder, 'teams.yaml'), join(folder, 'team.yaml'));
    unlinkSync(join(folder, 'replies.en.yaml'));
    expect(checkCouncil(folder).map(inOneLine)).toEqual([
      'replies.en.yaml:1  This file is missing.',
      'teams.yaml:1  This file is missing; there is a "team.yaml".',
    ]);
  });

  test('"other" must exist, since it takes what no service fits', () => {
    change('services.yaml', 'label: other', 'label: rest');
    expect(checkCouncil(folder).map(({ message }) => message)).toContain(
      'There is no service "other": messages no other service fits need it.',
    );
  });

  test('empty files and files of the wrong shape are faults and not crashes', () => {
    rmSync(join(folder, 'training'), { recursive: true });
    for (const file of ['council.yaml', 'services.yaml', 'teams.yaml', 'replies.en.yaml']) {
      for (const text of ['', '[]', '{}', 'just words', '- 1\n- null\n', '*nowhere', '\u0000']) {
        writeFileSync(join(folder, file), text);
        const found = checkCouncil(folder).some((fault) => fault.file === file);
        expect([file, text, found]).toEqual([file, text, true]);
      }
    }
  }, 20_000);

  test('a folder that is not there is bad usage', () => {
    const { code, out, err } = check(join(folder, 'nowhere'));
    expect([code, out]).toEqual([2, []]);
    expect(err[0]).toMatch(/^There is no folder .*nowhere\. Give the path/);
  });

  test('is a command, which sets the exit code', async () => {
    change('council.yaml', 'tier: district', 'tier: borough');
    const said: string[] = [];
    const program = new Command();
    registerConfigCheck(program, { say: (line) => said.push(line), complain: (line) => said.push(line) });
    const before = process.exitCode;
    await program.parseAsync(['config', 'check', folder], { from: 'user' });
    const code = process.exitCode;
    process.exitCode = before;
    expect([code, said.length]).toEqual([1, 2]);
  });
});

function lineOf(file: string, text: string): number {
  const all = readFileSync(join(folder, file), 'utf8');
  return all.slice(0, all.indexOf(text)).split('\n').length;
}
