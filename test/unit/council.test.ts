import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { bankHolidays } from '../../config/bank-holidays.ts';
import { checkCouncil, loadCouncil } from '../../config/council.ts';
import { ConfigFault } from '../../config/faults.ts';
import { root } from '../../config/root.ts';
import { loadTraining } from '../../config/training.ts';
import { dueBy, isOpen } from '../../src/core/clock.ts';
import { namesOf, teamOf } from '../../src/core/council.ts';
import { dangerFamilies } from '../../src/core/understanding.ts';
import { replyFacts, replyKeys, type SayKey } from '../../src/core/wordings.ts';

const marlcombe = join(root, 'config', 'councils', 'marlcombe');
const years = [2025, 2026, 2027, 2028, 2029];
const council = loadCouncil(marlcombe, { years });

const facts = {
  text: 'The crew comes on Tuesday.',
  reference: 'MB-482-913-605',
  about: 'a missed bin collection',
  place: '14 Larch Close',
  due: '5pm on Tuesday 24 November',
  status: 'being dealt with',
  outcome: 'it has been put right',
  rating: 4,
  team: 'Waste and recycling',
  body: 'Marlcombe Borough Council',
  teamPhone: '01632 960110',
  list: '1. dog mess\n2. litter',
  count: 2,
  whose: 'National Highways looks after it.',
  neighbour: 'Eastmoor District Council',
  neighbourPhone: '01632 960500',
};

const copies: string[] = [];
afterEach(() => {
  for (const copy of copies.splice(0)) rmSync(copy, { recursive: true, force: true });
});

function copyOfMarlcombe(): string {
  const copy = join(mkdtempSync(join(tmpdir(), 'moothall-')), 'overmarsh');
  copies.push(copy);
  cpSync(marlcombe, copy, { recursive: true });
  return copy;
}

function change(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

describe('Marlcombe Borough Council', () => {
  test('has no faults', () => {
    expect(checkCouncil(marlcombe)).toEqual([]);
  });

  test('is called after its folder and provides fifty services', () => {
    expect(council.id).toBe('marlcombe');
    expect(council.services.size).toBe(50);
    expect([...council.services.keys()].at(-1)).toBe('other');
  });

  test('names a national id for every service but "other"', () => {
    const without = [...council.services.values()].filter(({ lgsl }) => lgsl.length === 0);
    expect(without.map(({ label }) => label)).toEqual(['other']);
    expect(council.services.get('missed-bin')?.lgsl).toEqual([524, 1130, 854]);
  });

  test('takes district services itself and leaves county services to the county', () => {
    for (const { label, tier, team, answer } of council.services.values()) {
      const { kind, body } = council.teams.get(team) ?? {};
      if (tier === 'district') expect([label, kind]).toEqual([label, 'council']);
      if (tier === 'county') expect([label, body]).toEqual([label, 'Marlshire County Council']);
      if (answer !== undefined) expect(council.say('en', `answers.${answer}`)).toContain('PERSON');
    }
  });

  test('uses only phone numbers kept for drama and addresses kept for examples', () => {
    const drama = /^(01632 960\d{3}|0808 157 0\d{3}|03069 990\d{3})$/;
    const { phone, outOfHoursPhone, website, privacyUrl } = council.facts;
    const phones = [...council.teams.values()].map((team) => team.phone);
    // National Highways has one number for the whole of England, and it is the one people must ring.
    const invented = phones.filter((number) => number !== '0300 123 5000');
    for (const number of [phone, outOfHoursPhone, ...invented]) expect(number).toMatch(drama);
    for (const address of [website, privacyUrl]) expect(new URL(address).hostname).toMatch(/\.example$/);
    for (const { email = 'none@none.example' } of council.teams.values()) expect(email).toMatch(/\.example$/);
  });

  test('asks for private details only in private', () => {
    const asked = [...council.services.values()].flatMap(({ questions }) => questions);
    for (const { key, private: kept } of asked.filter(({ key }) => /account-number|date-of-birth/.test(key)))
      expect([key, kept]).toEqual([key, true]);
    expect(asked.every(({ ask }) => /[.?]$/.test(ask.en))).toBe(true);
  });

  test('is shut at lunch, open on Saturday morning, and its duty desk is never shut', () => {
    const { timezone, hours } = council.facts;
    const own = { timezone, hours, daysOff: council.daysOff };
    const duty = council.teams.get(council.facts.dutyTeam);
    expect(isOpen(own, new Date('2026-11-23T12:45:00Z'))).toBe(false);
    expect(isOpen(own, new Date('2026-11-23T13:45:00Z'))).toBe(true);
    expect(isOpen(own, new Date('2026-11-28T10:00:00Z'))).toBe(true);
    for (const at of ['2026-11-22T23:59:59Z', '2026-11-23T00:00:00Z', '2026-11-29T03:00:00Z'])
      expect(isOpen({ ...own, hours: duty?.hours ?? {} }, new Date(at))).toBe(true);
  });

  test('counts no bank holiday and no day of its Christmas closure as a working day', () => {
    const { timezone, hours } = council.facts;
    const due = dueBy({ timezone, hours, daysOff: council.daysOff }, new Date('2026-12-24T10:00:00Z'), '1wd');
    expect(due).toEqual(new Date('2027-01-04T17:00:00Z'));
  });

  test('has training examples for every service and every other label', () => {
    const training = loadTraining(marlcombe);
    for (const label of [...council.services.keys(), 'greeting', 'emergency'])
      expect([label, training.get(label)?.length ?? 0]).toEqual([label, expect.toSatisfy((n) => n >= 100)]);
  });
});

describe('what Marlcombe says', () => {
  const keys: SayKey[] = [
    ...replyKeys,
    ...dangerFamilies.map((family) => `danger.${family}` as const),
    ...[...council.services.values()].flatMap(({ advice }) =>
      advice === undefined ? [] : [`advice.${advice}` as const],
    ),
    ...[...council.whose.councils, ...council.whose.landmarks, ...council.whose.streets].flatMap(
      ({ says }) => (says === undefined ? [] : [`whose.${says}` as const]),
    ),
  ];

  describe.each(council.facts.languages)('in the language %s', (language) => {
    test.each(keys)('%s reads well with every fact and with the empty ones left out', (key) => {
      for (const given of [
        facts,
        { ...facts, place: '', due: '', outcome: '', list: '', count: 0, whose: '', neighbour: '' },
      ]) {
        const said = council.say(language, key, given);
        expect(said).not.toMatch(/[{}!]|undefined|\n\n| {2}|please note|^\s|\s$/i);
      }
    });
  });

  test.each(keys)('%s tells the same numbers, addresses and facts in Welsh as in English', (key) => {
    const marks = (language: 'en' | 'cy') =>
      council
        .say(language, key, { ...facts, about: 'ABOUT', team: 'TEAM', place: 'PLACE', due: 'DUE' })
        .match(/https?:\S+[^.\s]|\bMB-[\d-]+|\b\d[\d ]+\d\b|\b(?:PERSON|ABOUT|TEAM|PLACE|DUE|SHOUT)\b/g)
        ?.sort();
    expect(marks('cy')).toEqual(marks('en'));
  });

  test('a case opened is answered with what, which reference, who, by when, and what to do if that is wrong', () => {
    expect(council.say('en', 'opened', { ...facts, place: '' })).toBe(
      'This is about a missed bin collection.\n' +
        'Your reference is MB-482-913-605. It is with Waste and recycling. ' +
        'A person will answer by 5pm on Tuesday 24 November.\n' +
        'If we have this wrong, reply WRONG. To speak to a person, reply PERSON.',
    );
  });

  test('the same in Welsh, with the names of the council, its teams and other bodies', () => {
    expect(council.say('cy', 'opened', { ...facts, about: 'casgliad bin a fethwyd', place: '' })).toBe(
      'Pwnc: casgliad bin a fethwyd.\n' +
        'Eich cyfeirnod yw MB-482-913-605. Waste and recycling sy’n delio â’r mater. ' +
        'Bydd person yn ateb erbyn 5pm on Tuesday 24 November.\n' +
        'Os yw hyn yn anghywir, atebwch ANGHYWIR. I siarad â pherson, atebwch PERSON.',
    );
    expect(council.say('cy', 'greeting')).toContain('Cyngor Bwrdeistref Marlcombe');
    const highways = teamOf(council, 'county-highways');
    expect(namesOf(council, highways, 'cy')).toEqual({
      name: 'Priffyrdd Marlshire',
      body: 'Cyngor Sir Marlshire',
    });
    expect(namesOf(council, teamOf(council, 'waste'), 'cy').body).toBe('Cyngor Bwrdeistref Marlcombe');
  });

  test('a line with nothing left to say is not said', () => {
    const said = council.say('en', 'person', { ...facts, due: '' });
    expect(said.split('\n')).toHaveLength(2);
  });

  test.each(dangerFamilies)('the advice for %s starts with a number to call', (family) => {
    expect(council.say('en', `danger.${family}`)).toMatch(/^Call \d[\d ]{2,} /);
    expect(council.say('cy', `danger.${family}`)).toMatch(/^Ffoniwch \d[\d ]{2,} /);
  });

  test('the number for safeguarding is that of the safeguarding team', () => {
    const phone = council.teams.get(council.facts.safeguardingTeam)?.phone;
    expect(council.say('en', 'danger.child-at-risk')).toContain(phone);
  });

  test('braces a resident typed stay as typed', () => {
    const said = council.say('en', 'opened', { ...facts, place: 'by the {{reference}} {{#due}}sign' });
    expect(said).toContain('by the {{reference}} {{#due}}sign.');
  });

  test('a fact that was promised to the wording and not given is refused, used or not', () => {
    const { outcome: _, ...without } = facts;
    expect(replyFacts.opened).toContain('outcome');
    expect(() => council.say('en', 'opened', without)).toThrow('was not given: outcome');
  });

  test('a language the council does not answer in is answered in English', () => {
    const copy = copyOfMarlcombe();
    change(join(copy, 'council.yaml'), 'languages: [en, cy]', 'languages: [en]');
    const english = loadCouncil(copy, { years });
    expect(english.say('cy', 'thanks')).toBe(council.say('en', 'thanks'));
    expect(english.say('cy', 'welcome')).toBe(council.say('en', 'welcome'));
  });
});

describe('another council', () => {
  test('a new service, a new team and other words are there without any code touched', () => {
    const copy = copyOfMarlcombe();
    const lights = '- id: festivals\n  name: Festivals\n  kind: council\n  phone: 01632 960199\n';
    const lanterns =
      '- label: lantern-parade\n  title: Lantern parade\n  plain: { en: "the lantern parade" }\n' +
      '  lgsl: [451]\n  team: festivals\n  tier: district\n  firstResponse: 2wd\n  resolution: 5wd\n' +
      '  location: no\n  questions: []\n  urgentWhen: []\n';
    change(join(copy, 'council.yaml'), 'languages: [en, cy]', 'languages: [en]');
    appendFileSync(join(copy, 'teams.yaml'), `\n${lights}`);
    appendFileSync(join(copy, 'services.yaml'), `\n${lanterns}`);
    writeFileSync(join(copy, 'training', 'lantern-parade.yaml'), '- "when do the lanterns set off?"\n');
    change(join(copy, 'replies.en.yaml'), 'Thank you for writing to us.', 'Ta for getting in touch.');
    change(join(copy, 'council.yaml'), 'name: Marlcombe Borough Council', 'name: Overmarsh District Council');

    const other = loadCouncil(copy, { years });
    expect(other.id).toBe(basename(copy));
    expect(other.services.get('lantern-parade')).toMatchObject({ team: 'festivals', firstResponse: '2wd' });
    expect(other.teams.get('festivals')).toMatchObject({ name: 'Festivals', restricted: false });
    expect(other.say('en', 'thanks')).toMatch(/^Ta for getting in touch\./);
    expect(other.say('en', 'welcome')).toContain('Overmarsh District Council');
    expect(loadTraining(copy).get('lantern-parade')).toEqual(['when do the lanterns set off?']);
  });

  test('a folder with faults is not loaded, and the error lists every one', () => {
    const copy = copyOfMarlcombe();
    change(join(copy, 'services.yaml'), 'team: waste', 'team: wast');
    change(join(copy, 'council.yaml'), 'tier: district', 'tier: borough');
    let thrown: unknown;
    try {
      loadCouncil(copy, { years });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ConfigFault);
    expect((thrown as ConfigFault).lines).toEqual([
      'council.yaml:10  "tier" is "borough": it must be district, county, unitary.',
      'services.yaml:27  missed-bin: there is no team "wast". (did you mean "waste"?)',
    ]);
  });

  test('a council that answers in Welsh needs its Welsh replies', () => {
    const copy = copyOfMarlcombe();
    rmSync(join(copy, 'replies.cy.yaml'));
    expect(checkCouncil(copy)).toContainEqual({
      file: 'replies.cy.yaml',
      line: 1,
      message: 'This file is missing.',
    });
  });
});

// GOV.UK's list as of August 2026. Substitute days only, where a holiday falls on a weekend.
const published = {
  'GB-ENG': {
    2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
    2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  },
  'GB-WLS': {
    2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
    2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
  },
  'GB-SCT': {
    2026: '01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28',
    2027: '01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28',
  },
  'GB-NIR': {
    2026: '01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28',
    2027: '01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28',
  },
} as const;

describe('bank holidays', () => {
  const cases = (Object.keys(published) as (keyof typeof published)[]).flatMap((nation) =>
    ([2026, 2027] as const).map((year) => [nation, year] as const),
  );

  test.each(cases)('the weekdays %s keeps in %i are those GOV.UK publishes', (nation, year) => {
    const weekdays = bankHolidays(nation, [year]).filter(
      (day) => ![0, 6].includes(new Date(day).getUTCDay()),
    );
    expect(weekdays).toEqual(published[nation][year].split(' ').map((day) => `${year}-${day}`));
  });

  test('a holiday on a Saturday is kept as well as its substitute', () => {
    expect(council.daysOff.has('2027-12-25')).toBe(true);
    expect(council.daysOff.has('2027-12-27')).toBe(true);
    expect(council.daysOff.has('2026-12-26')).toBe(true);
  });

  test('only the years asked for are listed', () => {
    expect(bankHolidays('GB-SCT', [2027]).every((day) => day.startsWith('2027'))).toBe(true);
    expect(bankHolidays('GB-SCT', [])).toEqual([]);
  });
});

test('a council that is not there is said to be so, with those that are', () => {
  const gone = join(root, 'config', 'councils', 'nowhere');
  expect(() => loadCouncil(gone, { years: [] })).toThrow(
    expect.objectContaining({ hint: expect.stringContaining('marlcombe') }),
  );
});
