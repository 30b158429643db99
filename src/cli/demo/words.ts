import type { Council, Language } from '../../core/catalogue.ts';
import type { DangerFamily } from '../../core/understanding.ts';
import type { Chance } from './chance.ts';

// Nobody wrote any of this. It is made of the council's own words for its services and of these.

const firsts: Readonly<Record<Language, readonly string[]>> = {
  en: [
    'Hello, I want to report {about} at {place}.',
    'It is about {about}. {place}.',
    '{about} at {place} again, can somebody look please?',
    'Please can you help with {about}? I am at {place}.',
    'Third time I write about {about}. {place}',
    'There is a problem: {about}, {place}. Thank you.',
    'Who do I speak to about {about}? {place}',
  ],
  cy: [
    'Helo, hoffwn roi gwybod am {about} yn {place}.',
    'Mae’n ymwneud â {about}. {place}.',
    'Allwch chi helpu gyda {about}? Rwy’n byw yn {place}.',
  ],
};

const more = [
  'I forgot to say, it is by the gate.',
  'It is worse this morning.',
  'You can call me after 5.',
  'It happened on Monday too.',
  'Mae’n waeth heddiw.',
];
const chasing = [
  'Any news on this?',
  'When will somebody come?',
  'Is anything happening with this please?',
  'Oes unrhyw newyddion?',
];
const answers = [
  'The brown one.',
  'Yes, that is right.',
  'It is the second on the left.',
  'No, since last week.',
  'Number 14.',
  'Ydy, dyna ni.',
];
const stillNot = [
  'It is still not done.',
  'Nobody came, it is just the same.',
  'This is not fixed.',
  'Dydy hyn ddim wedi ei wneud.',
];
const thanks = ['Thank you.', 'That is great, thanks.', 'Brilliant, thank you.', 'Diolch yn fawr.'];
const replies = [
  'Thank you for telling us. A crew will look at it this week.',
  'I have asked our team to visit. I will tell you when it is done.',
  'I have looked into this, and it is planned for the next round.',
  'We have what we need. Work is on its way.',
  'Thank you, I have passed that to the crew.',
];
const questions = [
  'Could you tell us which one it is?',
  'Is it still there now?',
  'Which side of the road is it on?',
  'When did it start?',
];
const enquiries = [
  'When is my bin day?',
  'What time do you open on Saturday?',
  'Where do I take old paint?',
  'Is the tip open today?',
  'Pryd mae’r biniau’n cael eu casglu?',
];

const dangers: readonly (readonly [DangerFamily, string])[] = [
  ['gas', 'There is a strong smell of gas in the stairwell at {place}.'],
  ['electricity', 'A cable is down and sparking at {place}.'],
  ['flood', 'Water is coming into the house at {place} and rising.'],
  ['road-hazard', 'A tree has fallen across the whole road at {place}, cars are swerving.'],
  ['structure', 'A wall is about to come down onto the pavement at {place}.'],
];

/** What residents, officers and the bot say in the demonstration. */
export function wordsOf(council: Council, chance: Chance) {
  const fill = (text: string, about: string, place: string) =>
    text.replace('{about}', about).replace('{place}', place === '' ? 'Marl Road' : place);
  const about = (service: string, language: Language) => {
    const plain = council.services.get(service)?.plain;
    return plain?.[language] ?? plain?.en ?? service;
  };
  return {
    about,
    first: (service: string, place: string, language: Language) =>
      fill(chance.one(firsts[language]), about(service, language), place),
    danger: (place: string) => {
      const [family, text] = chance.one(dangers);
      return { family, text: fill(text, '', place) };
    },
    more: () => chance.one(more),
    chaser: () => chance.one(chasing),
    answer: () => chance.one(answers),
    stillNot: () => chance.one(stillNot),
    thanks: () => chance.one(thanks),
    reply: () => chance.one(replies),
    question: () => chance.one(questions),
    enquiry: () => chance.one(enquiries),
    opened: (service: string, reference: string, team: string, language: Language) =>
      language === 'cy'
        ? `Mae hyn am ${about(service, 'cy')}. Eich cyfeirnod yw ${reference}. ${team} sy’n delio â’r mater.`
        : `This is about ${about(service, 'en')}. Your reference is ${reference}. It is with ${team}.`,
    advice: (family: DangerFamily) => council.say('en', `danger.${family}`).trim(),
    added: (reference: string) => `We have added that to ${reference}.`,
    standing: (reference: string, team: string) => `${reference} is in hand. ${team} looks after it.`,
    closed: (reference: string, asks: boolean) =>
      `${reference} is closed. If that is not right, tell us here.${asks ? ' How satisfied are you, 1 to 5?' : ''}`,
    rated: (rating: number) => `Thank you. We have your answer: ${rating} out of 5.`,
    reopened: (reference: string) => `We have opened ${reference} again.`,
    answered: (service: string) => `About ${about(service, 'en')}: everything is on our website.`,
  };
}

export type Words = ReturnType<typeof wordsOf>;
