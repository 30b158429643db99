import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { screenForDanger } from '../../../src/language/danger/screen.ts';
import { flagsOf } from '../../../src/language/flags.ts';

const flags = (text: string, label = 'other') => flagsOf(text, label, screenForDanger(text));

describe('The emergency flag', () => {
  test('follows danger now, as the screen sees it', () => {
    expect(flags('strong smell of gas in our hallway').emergency).toBe(true);
    expect(flags('it is happening again upstairs', 'emergency').emergency).toBe(false);
    expect(flags('when is my bin day').emergency).toBe(false);
  });

  test('stays down for a worry that need not wake anybody', () => {
    const found = flags('worried about a child at number 3, always hungry and dirty');
    expect(found).toMatchObject({ emergency: false, safeguarding: true });
  });
});

describe('The safeguarding flag', () => {
  test.each([
    'my stepdad hits me',
    'nan has bruises all over her arms from the care home',
    'i want to die',
    'the boss keeps our passports and we are not paid at the car wash',
    'my husband hits me and i need to get away from him',
  ])('is up for %j', (text) => expect(flags(text).safeguarding).toBe(true));

  test('is up for the label alone', () =>
    expect(flags('something is not right', 'safeguarding').safeguarding).toBe(true));

  test.each(['gas leak on Bridge Street', 'bins not emptied', 'how do I get a blue badge for my mum'])(
    'is down for %j',
    (text) => expect(flags(text).safeguarding).toBe(false),
  );
});

describe('The complaint flag', () => {
  test.each([
    'I want to make a formal complaint about my missed bin',
    "third time I've reported this and nothing",
    'disgusted with your service',
    'I wish to complain about the way I was spoken to',
    'I have rung four times and nobody ever gets back to me',
    'been passed from pillar to post for a month',
    'the man on the phone was so rude to my mother',
    'your staff are useless and the whole thing is unacceptable service',
    'how do I complain',
    'I will be going to the Ombudsman',
    'I am very unhappy with how you handled my application',
    "I've been fobbed off again by your housing team",
    'This is a stage 2 complaint',
    'absolutely appalling communication from this council',
    'I demand an apology for the damage your crew did',
    'reported it three times now, still ignored',
    'let me speak to your manager',
    'nobody has replied to my last five emails',
    'your receptionist was condescending and should be ashamed of herself',
    'rwyf am wneud cwyn am y gwasanaeth',
    'feel totally ignored by the council over this hedge',
    'the worst customer service I have had from any council',
  ])('is up for %j', (text) => expect(flags(text).complaint).toBe(true));

  test('is up for the label alone', () => expect(flags('not good enough', 'complaint').complaint).toBe(true));

  test.each([
    'the bins on our street were missed',
    'pothole outside number 9 is disgusting, full of water',
    'thank you, no complaints from me, great service',
    'the smell from the takeaway is awful',
    'there is a rude word painted on the underpass',
    'my neighbour complained about my hedge, what are the rules',
    'third house on the left, light is out',
    'terrible potholes on Mill Lane',
    'I need to speak to a person please',
    'dog mess all over the path, disgusting owners',
    'the service road behind the shops is blocked',
    'can I have a second bin',
    'my mum is unhappy living there, can she move',
    'worst winter for ice in years, please grit the hill',
    'second time the tree has dropped a branch',
    'noise from the pub is unacceptable at 2am',
  ])('is down for %j', (text) => expect(flags(text).complaint).toBe(false));
});

describe('The information request flag', () => {
  test.each([
    'under the freedom of information act please tell me what you spent on consultants',
    'FOI: how many pothole claims were paid in 2023',
    'please send me all the data you hold on me',
    'this is a subject access request',
    'I would like a copy of my housing file',
    'how many parking fines did the council issue in 2024, please provide by month',
    'Environmental Information Regulations request for air quality readings',
    'what was the total cost of the town hall refurbishment in 2022/23',
    'please supply a breakdown of agency staff spending for the last three years',
    'I want to see everything you have on me and my family',
    'could you provide the number of homeless applications each year since 2019',
    'DSAR for my social care records please',
    'cais rhyddid gwybodaeth am wariant ar ymgynghorwyr',
    'what information do you hold about me',
    'request an internal review of your refusal',
    'please disclose all correspondence with the developer of the Wharf site',
    'I am making an EIR request about the felled trees',
  ])('is up for %j', (text) => expect(flags(text).informationRequest).toBe(true));

  test('is up for the label alone', () =>
    expect(flags('see attached', 'foi-request').informationRequest).toBe(true));

  test.each([
    'how many bins can I have',
    'how much is a garden waste subscription',
    'please provide a new brown bin',
    'how long does a blue badge take',
    'can you send me the form for council tax',
    'what information do I need to register a birth',
    'foil in the recycling, yes or no',
    'I would like information about school places',
    'please give me the number for housing',
    'how many times do I have to ask',
    'how often is the street swept',
    'can I see the planning application file online',
  ])('is down for %j', (text) => expect(flags(text).informationRequest).toBe(false));
});

describe('The abuse flag', () => {
  test.each([
    'you are a bunch of useless idiots',
    'fuck you and your council',
    'I know where you live, watch your back',
    'go die',
    'you lazy bastards never do anything',
    'that woman on the desk is a stupid cow',
    "I'll come down there and smash your face in",
    'u r all c*nts',
    'piss off you wankers',
    'I hope your kids get cancer',
    'next warden that tickets me I will batter him, I swear I will kill you',
    'send nudes',
  ])('is up for %j', (text) => expect(flags(text).abuse).toBe(true));

  test.each([
    'the bloody bin has not been emptied AGAIN',
    'this is a fucking joke, three weeks with no light',
    'where the hell is my bin',
    'some idiot dumped a fridge on the verge',
    'the idiots next door are playing music at 3am',
    'shit all over the path from dogs',
    'neighbour called me a lazy bitch, can you help',
    "someone sprayed 'you are scum' on my wall",
    'bollards, not bollocks, autocorrect sorry',
    'pissed off with this parking',
    'whoever parked there is a complete dickhead',
    'a man shouted go home you dirty foreigners at my wife',
    'crap service',
    'this is rubbish, and I mean the rubbish on my street',
    'cock-up with my council tax again',
    'how the f do I log in',
    'he keeps shouting I will kill you at my son',
  ])('is down for %j', (text) => expect(flags(text).abuse).toBe(false));
});

test('Flags never throw, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ maxLength: 20 }),
      (text, label) => {
        expect(Object.values(flagsOf(text, label, [])).every((flag) => typeof flag === 'boolean')).toBe(true);
      },
    ),
  );
}, 20_000);
