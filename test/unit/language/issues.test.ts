import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Guess } from '../../../src/core/understanding.ts';
import { splitIssues } from '../../../src/language/issues.ts';

const telling: readonly (readonly [label: string, words: RegExp])[] = [
  [
    'missed-bin',
    /\b(?:bins?|recycling|caddy)\b.*\b(?:not|missed|done|collected|emptied|full)\b|\bmissed\b.*\bbins?\b/i,
  ],
  ['street-light', /\b(?:light|lamp|lamppost)\b/i],
  ['pothole', /\bpotholes?\b/i],
  ['noise', /\b(?:noise|music|barking)\b/i],
  ['council-tax', /\bcouncil tax\b/i],
  ['litter', /\b(?:litter|cans|glass)\b/i],
  ['dog-fouling', /\bdog (?:mess|poo)\b/i],
  ['housing-repair', /\b(?:boiler|leak|tap|damp)\b/i],
  ['trees', /\btree\b/i],
  ['parking-permit', /\bpermit\b/i],
  ['blue-badge', /\bblue badge\b/i],
  ['libraries-leisure', /\blibrary\b/i],
  ['greeting', /^(?:hi|hello|hiya|good morning)\b[^a-z]*$/i],
  ['thanks', /\b(?:thanks|thank you|cheers)\b/i],
];

/** A plain guess by telling words: the first label whose words are there, surer the shorter the text. */
function byTellingWords(text: string): Guess {
  const label = telling.find(([, words]) => words.test(text))?.[0];
  return label === undefined ? { label: 'other', probability: 0.3 } : { label, probability: 0.9 };
}

const split = (text: string) => splitIssues(text, byTellingWords);

describe('Two things in one message', () => {
  test.each([
    ['bins not done and the light outside is out', 'missed-bin', 'street-light'],
    ['Pothole on Mill Lane. Also my council tax is wrong.', 'pothole', 'council-tax'],
    ['the boiler is broken, and there is litter all over the landing', 'housing-repair', 'litter'],
    ['my bins were not emptied & loud music next door all night', 'missed-bin', 'noise'],
    ['There is a pothole by the shops\nthe library toilet is locked', 'pothole', 'libraries-leisure'],
    ['lamp is out, plus dog mess everywhere', 'street-light', 'dog-fouling'],
    ['can I renew my parking permit? also a tree is down in our street', 'parking-permit', 'trees'],
    ['need a blue badge for mum and her tap is dripping', 'blue-badge', 'housing-repair'],
    ['damp in the bedroom, another thing, the street lamp flickers', 'housing-repair', 'street-light'],
    ['Bins not collected again; huge pothole outside no 4', 'missed-bin', 'pothole'],
    ['dog poo on the path - and the lamp is out too', 'dog-fouling', 'street-light'],
    ['council tax question and a separate one about the library', 'council-tax', 'libraries-leisure'],
    ['Our bins were missed. The music from number 9 is awful.', 'missed-bin', 'noise'],
    ['pothole and a broken lamp on Fern Road', 'pothole', 'street-light'],
    [
      'while im here the boiler is leaking. and my council tax bill is wrong',
      'housing-repair',
      'council-tax',
    ],
  ])('are told apart in %j', (text, first, second) => {
    const issues = split(text);
    expect(issues.map(({ label }) => label)).toEqual([first, second]);
    for (const issue of issues) expect(text).toContain(issue.text);
  });

  test.each([
    'bins and recycling not collected',
    'litter and cans everywhere',
    'me and my wife need a blue badge',
    'hi, my bins were not collected',
    'thanks for sorting the pothole, thanks again',
    'the light is out and it is very dark and I am scared',
    'pothole outside number 4 and it is getting bigger',
    'black bins and green bins not emptied',
    'the tree is touching my window and making a noise at night',
    'please come and fix the boiler',
    'litter, cans, glass and bags all over the rec',
    'music and barking all night from the same house',
    'my council tax and my council tax reduction',
    'Thank you. My bins were missed on Tuesday.',
    'hello. pothole on Mill Lane. thanks',
    'street light',
    'between Mill Lane and Corn Street there is a pothole',
    'a big and deep pothole',
    '',
    'the lamp post and the lamp opposite are both out',
    'dog mess and more dog mess',
  ])('are not seen in %j', (text) => {
    const issues = split(text);
    expect(issues).toHaveLength(1);
    expect(issues[0]?.text).toBe(text.trim());
  });

  test.each([
    ['Hello! My bins were not collected', 'missed-bin'],
    ['thank you, there is a pothole by the church', 'pothole'],
    ['good morning. the lamp is out. thanks', 'street-light'],
  ])('are one, the report, in %j', (text, label) => {
    const cheerful = (words: string): Guess =>
      words === text ? { label: 'greeting', probability: 0.8 } : byTellingWords(words);
    expect(splitIssues(text, cheerful)).toEqual([{ text, label, probability: 0.9 }]);
  });

  test('stay one when either half is only a weak guess', () => {
    const unsure = (text: string): Guess => ({ ...byTellingWords(text), probability: 0.35 });
    expect(splitIssues('bins not done and the light outside is out', unsure)).toHaveLength(1);
  });

  test('ask for few guesses, however long the message', () => {
    let asked = 0;
    splitIssues('and then this and then that, '.repeat(60), (text) => {
      asked += 1;
      return byTellingWords(text);
    });
    expect(asked).toBeLessThanOrEqual(30);
  });

  test('never lose or invent words', () => {
    const word = fc.constantFrom(
      'bins',
      'not',
      'done',
      'and',
      'the',
      'light',
      'out',
      'pothole',
      '.',
      ',',
      'also',
      'tree',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const text = words.join(' ');
        for (const issue of split(text)) expect(text).toContain(issue.text);
      }),
    );
  });
});

describe('Words that only say where', () => {
  test.each([
    'My brown bin was not collected this morning. I am at 14 Larch Close.',
    'it is at 3 Mill Lane, the bins were not done',
    'bins not done again, my address is 14 Larch Close',
  ])('are no matter of their own, however a guess reads them: %s', (text) => {
    const misled = (part: string): Guess =>
      /bin/.test(part) ? { label: 'missed-bin', probability: 0.95 } : { label: 'noise', probability: 0.95 };
    expect(splitIssues(text, misled).map(({ label }) => label)).toEqual(['missed-bin']);
  });

  test('but a report that names its place is one', () => {
    expect(split('Pothole on Mill Lane. Also my council tax is wrong.')).toHaveLength(2);
  });
});
