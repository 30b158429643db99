import type { Language } from '../../core/catalogue.ts';
import type { RefusalCode } from '../../core/errors.ts';
import { englishTime } from '../dates.ts';
import type { FaultReply } from '../faults.ts';

type Fault = FaultReply['body']['error'];

/** What the page says of its own in one language; `{name}` is filled in where it is said. Scripts are given `script`. */
interface PageWords {
  readonly title: string;
  readonly heading: string;
  readonly skip: string;
  readonly resident: string;
  readonly bot: string;
  readonly officer: string;
  readonly conversation: string;
  readonly choices: string;
  readonly seeNew: string;
  readonly write: string;
  readonly danger: string;
  readonly ring: string;
  readonly message: string;
  readonly send: string;
  readonly use: string;
  readonly newTab: string;
  readonly clear: string;
  readonly notSent: string;
  readonly problem: string;
  readonly script: {
    readonly error: string;
    readonly sending: string;
    readonly trying: string;
    readonly refused: string;
    readonly again: string;
    readonly sent: string;
    readonly left: string;
    readonly over: string;
    readonly offer: string;
    readonly or: string;
    readonly offline: string;
    readonly away: string;
    readonly days: readonly string[];
    readonly months: readonly string[];
    readonly midnight: string;
    readonly midday: string;
    readonly empty: string;
    readonly tooLong: string;
    /** What is wrong, by the code of a refusal; a code without words is told in the refusal's own, English ones. */
    readonly faults: Partial<Record<RefusalCode | 'fault', string>>;
  };
}

const en: PageWords = {
  title: 'Message us',
  heading: 'Message {council}',
  skip: 'Skip to main content',
  resident: 'You',
  bot: '{shortName} automated assistant',
  officer: '{shortName} council officer',
  conversation: 'Conversation',
  choices: 'Answers you can choose',
  seeNew: 'See new messages',
  write: 'Write to us',
  danger: 'In danger? Call',
  ring: 'Or ring us on',
  message: 'Your message',
  send: 'Send',
  use: 'How we use what you write',
  newTab: '(opens in a new tab)',
  clear: 'Clear this chat from this device',
  notSent: 'Your message was not sent',
  problem: 'There is a problem',
  script: {
    error: 'Error:',
    sending: 'Sending…',
    trying: 'Not sent yet. We keep trying.',
    refused: 'Not sent.',
    again: 'Try again',
    sent: 'Sent',
    left: 'You have {count} characters left.',
    over: 'You have {count} characters too many.',
    offer: 'You can choose an answer:',
    or: ', or ',
    offline: 'You are offline. What you write is kept here and sent when you are back.',
    away:
      'We cannot be reached just now. What you write is kept here and sent as soon as we can. ' +
      'If it cannot wait, ring {phone}.',
    ...englishTime,
    empty: 'Write what you want to tell us.',
    tooLong: 'Use at most {most} characters: this has {count}. You can send it in parts.',
    faults: {},
  },
};

const cy: PageWords = {
  title: 'Anfon neges atom',
  heading: 'Anfon neges at {council}',
  skip: 'Neidio i’r prif gynnwys',
  resident: 'Chi',
  bot: 'Cynorthwyydd awtomatig {shortName}',
  officer: 'Swyddog cyngor {shortName}',
  conversation: 'Sgwrs',
  choices: 'Atebion y gallwch eu dewis',
  seeNew: 'Gweld negeseuon newydd',
  write: 'Ysgrifennu atom',
  danger: 'Mewn perygl? Ffoniwch',
  ring: 'Neu ffoniwch ni ar',
  message: 'Eich neges',
  send: 'Anfon',
  use: 'Sut rydym yn defnyddio’r hyn rydych yn ei ysgrifennu',
  newTab: '(yn agor mewn tab newydd)',
  clear: 'Clirio’r sgwrs hon o’r ddyfais hon',
  notSent: 'Ni chafodd eich neges ei hanfon',
  problem: 'Mae problem',
  script: {
    error: 'Gwall:',
    sending: 'Yn anfon…',
    trying: 'Heb ei hanfon eto. Rydym yn dal i geisio.',
    refused: 'Heb ei hanfon.',
    again: 'Ceisio eto',
    sent: 'Wedi’i hanfon',
    left: 'Nifer y nodau sydd gennych ar ôl: {count}.',
    over: 'Nifer y nodau sydd dros y terfyn: {count}.',
    offer: 'Gallwch ddewis ateb:',
    or: ', neu ',
    offline:
      'Rydych all-lein. Mae’r hyn rydych yn ei ysgrifennu yn cael ei gadw yma a’i anfon pan fyddwch yn ôl.',
    away:
      'Ni allwch ein cyrraedd ar hyn o bryd. Mae’r hyn rydych yn ei ysgrifennu yn cael ei gadw yma a’i anfon cyn ' +
      'gynted ag y gallwn. Os na all aros, ffoniwch {phone}.',
    days: ['Dydd Sul', 'Dydd Llun', 'Dydd Mawrth', 'Dydd Mercher', 'Dydd Iau', 'Dydd Gwener', 'Dydd Sadwrn'],
    months: [
      'Ionawr',
      'Chwefror',
      'Mawrth',
      'Ebrill',
      'Mai',
      'Mehefin',
      'Gorffennaf',
      'Awst',
      'Medi',
      'Hydref',
      'Tachwedd',
      'Rhagfyr',
    ],
    midnight: 'hanner nos',
    midday: 'hanner dydd',
    empty: 'Ysgrifennwch yr hyn rydych am ei ddweud wrthym.',
    tooLong: 'Defnyddiwch hyd at {most} o nodau: mae {count} yma. Gallwch ei hanfon mewn rhannau.',
    faults: {
      'text-empty': 'Nid oes testun yn y neges. Ysgrifennwch yr hyn rydych am ei ddweud wrthym.',
      'text-too-long':
        'Mae’r neges yn rhy hir. Defnyddiwch hyd at 5,000 o nodau. Gallwch ei hanfon mewn rhannau.',
      'text-invalid': 'Nid oeddem yn gallu darllen y testun hwn. Ysgrifennwch ef eto.',
      'content-type':
        'Testun yn unig y mae’r sgwrs hon yn ei gymryd. Disgrifiwch yr hyn rydych yn ei weld; nid yw lluniau’n cael eu cymryd yma eto.',
      'not-allowed':
        'Nid yw hyn yn cael ei ganiatáu. Agorwch y dudalen ei hun ac anfonwch y ffurflen oddi yno.',
      'too-many': 'Gormod o negeseuon ar unwaith. Arhoswch ychydig, yna ceisiwch eto.',
      'ledger-down': 'Nid ydym yn gallu cadw negeseuon ar hyn o bryd. Ceisiwch eto mewn ychydig eiliadau.',
      'json-invalid': 'Nid oeddem yn gallu darllen yr hyn a anfonwyd. Ceisiwch eto.',
      'body-invalid': 'Nid oeddem yn gallu darllen yr hyn a anfonwyd. Ceisiwch eto.',
      fault: 'Aeth rhywbeth o’i le ar ein hochr ni. Ceisiwch eto.',
    },
  },
};

const all: Readonly<Record<Language, PageWords>> = { en, cy };

/** What the page says in a language, of this council. */
export function pageWords(
  language: Language,
  { name, shortName }: { readonly name: string; readonly shortName: string },
): PageWords {
  const words = all[language];
  const filled = (text: string) => text.replace('{council}', name).replace('{shortName}', shortName);
  return { ...words, heading: filled(words.heading), bot: filled(words.bot), officer: filled(words.officer) };
}

/** What is wrong, in the page's language where we have the words. */
export function faultWords({ script }: PageWords, { code, message, hint, details }: Fault): string {
  const words = script.faults[code];
  if (words === undefined) return `${message} ${hint}`;
  const { limit, length } = details ?? {};
  if (code !== 'text-too-long' || typeof limit !== 'number' || typeof length !== 'number') return words;
  const [most, count] = [limit, length].map((number) => number.toLocaleString('en-GB'));
  return script.tooLong.replace('{most}', String(most)).replace('{count}', String(count));
}
