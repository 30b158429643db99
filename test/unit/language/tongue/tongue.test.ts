import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../../../../config/root.ts';
import { tongueOf } from '../../../../src/language/tongue/tongue.ts';

/** The lines of a file beside this one, by what they stand under. */
function lines(file: string): Record<string, readonly string[]> {
  return parse(readFileSync(join(root, 'test', 'unit', 'language', 'tongue', file), 'utf8'));
}

/** What is taken for another language, and the share of all that is not. */
function read(language: string, messages: readonly string[]) {
  const wrong = messages.filter((message) => tongueOf(message).language !== language);
  return { wrong, right: 1 - wrong.length / messages.length };
}

const told: Readonly<Record<string, readonly string[]>> = {
  cy: [
    'bore da',
    'mae twll mawr yn y ffordd tu allan i rif 12',
    "dyw'r bin ddim wedi cael ei gasglu",
    'ble mae fy min gwyrdd',
    'pryd mae casgliad ailgylchu nesaf',
    'diolch yn fawr',
    'mae arogl nwy',
    'golau stryd wedi torri ger yr ysgol',
    'hoffwn wneud cwyn os gwelwch yn dda',
    'sut mae cael trwydded barcio',
    'mae sbwriel dros y lle i gyd wrth y parc',
    'dwi angen siarad efo rhywun plis',
    "mae'r ci drws nesaf yn cyfarth drwy'r nos",
    'dim bws ysgol heddiw, beth sy’n digwydd?',
    'coeden wedi cwympo ar draws y llwybr yn Abbey Park',
    'ma bin fi yn llawn a neb di dod eto',
    'Llifogydd ar Mill Lane eto, dŵr ymhobman',
    'rwy am dalu treth y cyngor ond dyw gwefan ddim yn gweithio',
  ],
  en: [
    'my bin was not collected today',
    'hi',
    'ok ta',
    'pothole Mill Lane',
    'there is a dead fox near Llanelli Road',
    'bins?!',
    'Bus stop at Pen y Bryn needs a new shelter',
    'no',
    '14 Larch Close',
    'The light is out on Heol Fawr and it is dark',
    'we was told tuesday and still nowt',
    'du bist?',
    'my son José cannot get a school place',
    'wheelie bin nicked',
    'a da man said no',
    'where can i get a permit for my van',
    'grit bin empty on Rhiw Hill',
    '🙏🙏',
    '',
    'dog poo everywhere',
    'Dwyfor the councillor never answers my letters',
  ],
  pl: ['dzień dobry, śmieci nie zostały odebrane z mojej ulicy', 'proszę o pomoc, nie mam gdzie mieszkać'],
  ro: ['bună ziua, gunoiul nu a fost ridicat de pe strada mea', 'am nevoie de ajutor, nu am casa'],
  ru: ['добрый день, мусор не забрали уже две недели'],
  uk: ['добрий день, сміття не забрали, що мені робити і куди дзвонити'],
  ar: ['مرحبا، لم يتم جمع القمامة من شارعنا هذا الأسبوع'],
  ur: ['ہمارے گھر کے باہر کوڑا نہیں اٹھایا گیا'],
  fa: ['سلام، زباله ما را جمع نکرده اند و من کمک می‌خواهم'],
  pa: ['ਸਾਡਾ ਕੂੜਾ ਨਹੀਂ ਚੁੱਕਿਆ ਗਿਆ'],
  bn: ['আমাদের ময়লা নেওয়া হয়নি'],
  gu: ['અમારો કચરો લેવામાં આવ્યો નથી'],
  hi: ['हमारा कूड़ा नहीं उठाया गया'],
  zh: ['我们的垃圾没有收走'],
  es: ['hola, no han recogido la basura de mi calle, gracias'],
  pt: ['bom dia, o lixo da minha rua não foi recolhido'],
  fr: ["bonjour, les poubelles de ma rue n'ont pas été ramassées"],
  de: ['guten tag, der müll in meiner straße wurde nicht abgeholt'],
  it: ['buongiorno, la spazzatura della mia strada non è stata raccolta'],
  tr: ['merhaba, sokak çöpleri alınmadı, yardım lütfen'],
};

describe.each(Object.entries(told))('Messages in %s', (language, messages) => {
  test.each(messages.map((message) => [message]))('are told by %j', (message) => {
    expect(tongueOf(message).language).toBe(language);
  });
});

describe.each(['cy', 'en'])('Of the short messages in %s', (language) => {
  const { eight = [], four = [] } = lines(`${language}.yaml`);

  test('at least 98 in 100 of some eight words are told', () => {
    expect(eight.length).toBeGreaterThan(100);
    const { right, wrong } = read(language, eight);
    expect(right, wrong.join('\n')).toBeGreaterThanOrEqual(0.98);
  });

  test('at least 95 in 100 of some four words are told', () => {
    expect(four.length).toBeGreaterThan(100);
    const { right, wrong } = read(language, four);
    expect(right, wrong.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  test('nearly all are clear, so that they decide in what language we answer', () => {
    const clear = (messages: readonly string[]) =>
      messages.filter((message) => tongueOf(message).clear).length / messages.length;
    expect(clear(eight)).toBeGreaterThanOrEqual(0.95);
    expect(clear(four)).toBeGreaterThanOrEqual(0.8);
  });
});

describe.each(Object.entries(lines('others.yaml')))('Of the short messages in %s', (language, messages) => {
  test('at least nine in ten are told', () => {
    const { right, wrong } = read(language, messages);
    expect(right, wrong.join('\n')).toBeGreaterThanOrEqual(0.9);
  });
});

test.each([
  '14',
  'ok',
  'no',
  '14 Larch Close',
  'MB1 4QZ',
  'MB-482-913-605',
  'WRONG',
  'PERSON',
  'Heol Fawr',
  'thanks',
  'bin',
  '🙏🙏',
  '',
])('%j alone does not say which language it is', (message) => {
  expect(tongueOf(message)).toEqual({ language: 'en', clear: false });
});

test.each(['diolch', 'Diolch', 'diolch yn fawr', 'Bore Da', 'ddim eto'])(
  '%j is clearly Welsh, short as it is',
  (message) => {
    expect(tongueOf(message)).toEqual({ language: 'cy', clear: true });
  },
);

test.each(['na', 'os', 'dan', 'plis help', 'helo', 'am 2'])(
  '%j could be either, so it decides nothing',
  (message) => {
    expect(tongueOf(message).clear).toBe(false);
  },
);

test('names of Welsh streets and people leave an English message English, and English ones a Welsh one Welsh', () => {
  expect(tongueOf('Pothole at the top of Ffordd Glan y Môr by Ysgol Bryn Coch').language).toBe('en');
  expect(tongueOf('Mae twll ar dop Station Road wrth St Mary’s Primary School').language).toBe('cy');
});

test('Welsh carries a message that has English names and words in it', () => {
  expect(tongueOf('Helo, mae y bin recycling ar High Street heb ei gasglu, thanks').language).toBe('cy');
});

test('A language is always named, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(tongueOf(text).language).toMatch(/^[a-z]{2,3}$/);
    }),
  );
}, 20_000);
