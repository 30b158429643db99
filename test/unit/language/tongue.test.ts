import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { whichLanguage } from '../../../src/language/tongue.ts';

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
    expect(whichLanguage(message)).toBe(language);
  });
});

test('Welsh carries a message that has English names and words in it', () => {
  expect(whichLanguage('Helo, mae y bin recycling ar High Street heb ei gasglu, thanks')).toBe('cy');
});

test('A language is always named, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expect(whichLanguage(text)).toMatch(/^[a-z]{2,3}$/);
    }),
  );
}, 20_000);
