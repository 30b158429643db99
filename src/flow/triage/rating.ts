import { type Case, type Rating, ratings } from '../../core/case.ts';
import type { Language } from '../../core/catalogue.ts';
import type { CaseHappening, Decisions } from '../../core/decision.ts';
import { ratingChoices, ratingTitle } from '../survey.ts';
import { factsOf, words } from '../words.ts';
import { numberIn } from './pick.ts';
import { decide, happens, plain, type Reading, resident, type Turn } from './turn.ts';

/** An answer to the survey: what it says, and whether that is all that was said. */
interface Answer {
  readonly rating: Rating | null;
  readonly alone: boolean;
}

/**
 * A number, or a button, after we asked how satisfied the resident is. It goes on the record of the case we asked of,
 * and no officer is waited for. A number that is not from 1 to 5 is asked again.
 */
export const rating: Reading = (turn) => {
  const said = answerIn(turn);
  if (said === null || !said.alone) return null;
  const file = surveyed(turn);
  if (file === null) return decide(turn, {}, [], { text: words(turn, 'survey-over') });
  const facts = factsOf(turn, file);
  if (said.rating === null)
    return decide(turn, {}, [], {
      text: words(turn, 'survey', facts),
      choices: ratingChoices(turn.council, turn.conversation.state.language),
      about: [file.id],
    });
  const key = said.rating <= 2 ? 'rated-low' : 'rated';
  return decide(turn, {}, [rated(turn, file, said.rating)], {
    text: words(turn, key, { ...facts, rating: said.rating }),
    about: [file.id],
  });
};

/**
 * "1 - still not collected": what else is said decides what we do, and the number counts all the same. So does one a
 * message was changed to. Otherwise the figures would leave out those with most to say.
 */
export function ratedToo(turn: Turn, decisions: Decisions): Decisions {
  if (turn.chosen !== undefined || decisions.happened.some(({ happening }) => happening.type === 'rated'))
    return decisions;
  const said = answerIn(turn);
  const file = said === null || said.rating === null ? null : surveyed(turn);
  if (said?.rating == null || file === null) return decisions;
  return { ...decisions, happened: [...decisions.happened, rated(turn, file, said.rating)] };
}

function rated(turn: Turn, file: Case, rating: Rating): CaseHappening {
  const { id: messageId, digest } = turn.message;
  return happens(turn, file.id, 'rated', { messageId, digest, rating }, resident);
}

/** The case we asked of, as long as it is at hand: two weeks from its close. */
function surveyed({ conversation }: Turn): Case | null {
  const { survey } = conversation.state;
  return conversation.cases.find(({ id }) => id === survey?.caseId) ?? null;
}

function answerIn(turn: Turn): Answer | null {
  const said = plain(turn).replace(/[\uFE0F\u20E3]/g, '');
  const pressed = titleIn(turn, said);
  if (pressed !== null) return { rating: pressed, alone: true };
  if (!numbersAnswer(turn)) return null;
  return numberSaid(said) ?? numberFirst(said, turn.understanding.place?.words ?? null);
}

/** A button of the survey says what no resident writes by chance, so it is known whenever it is pressed. */
function titleIn({ council }: Turn, said: string): Rating | null {
  const languages: readonly Language[] = council.facts.languages;
  const same = (text: string) => text.toLowerCase() === said.toLowerCase();
  return (
    ratings.find((rating) =>
      languages.some((language) => same(ratingTitle(council.say, language, rating))),
    ) ?? null
  );
}

/** Whether nobody has asked anything since that a number may answer. */
function numbersAnswer(turn: Turn): boolean {
  const { survey, asking } = turn.conversation.state;
  const asked = turn.conversation.cases.some(({ status }) => status === 'waiting-on-resident');
  return survey?.numbers === true && asking === null && !asked && surveyed(turn) !== null;
}

const ofFive = String.raw`(?:\s*(?:/|out of|allan o)\s*(?:5|five|bump|pump))?`;
const stars = String.raw`(?:\s*(?:stars?|seren|points?|pwynt))?`;
const inFull = new RegExp(`^\\W*([0-9]|10)${ofFive}${stars}\\W*$`, 'i');
const because = String.raw`\s+(?=(?:because|cos|coz|cause|as|but|oherwydd|achos|ond)\b)`;
const withMore = new RegExp(
  `^([1-5])${ofFive}${stars}(?:\\s*([,;:!–—-]+)\\s*|\\.\\s+|\\n+|${because})(?=[^\\s\\d])`,
  'i',
);
/** "10/10": a number, and not of ours. */
const ofAnother = /^\W*\d{1,2}\s*(?:\/|out of|allan o)\s*\d{1,2}\W*$/i;
const spelt: readonly (readonly [RegExp, Rating])[] = [
  [/^\W*(one|un)(\W*(stars?|seren|out of five|allan o bump))?\W*$/i, 1],
  [/^\W*(two|dau|dwy)(\W*(stars?|seren|out of five|allan o bump))?\W*$/i, 2],
  [/^\W*(three|tri|tair)(\W*(stars?|seren|out of five|allan o bump))?\W*$/i, 3],
  [/^\W*(four|pedwar|pedair)(\W*(stars?|seren|out of five|allan o bump))?\W*$/i, 4],
  [/^\W*(five|pump)(\W*(stars?|seren|out of five|allan o bump))?\W*$/i, 5],
];
const drawn = /^\s*((?:★|⭐|\*){1,5})[\s☆]*$/u;

function numberSaid(said: string): Answer | null {
  const word = spelt.find(([words]) => words.test(said))?.[1];
  if (word !== undefined) return { rating: word, alone: true };
  const marks = drawn.exec(said)?.[1];
  if (marks !== undefined) return { rating: oneOf([...marks].length), alone: true };
  const number = inFull.exec(said)?.[1] ?? numberIn(said);
  if (number !== null) return { rating: oneOf(Number(number)), alone: true };
  return ofAnother.test(said) ? { rating: null, alone: true } : null;
}

/** A number before other words, but for that of a house: "1, Larch Close". */
function numberFirst(said: string, place: string | null): Answer | null {
  const [, first = '', sign = ''] = withMore.exec(said) ?? [];
  const isHouse = place !== null && (sign === ',' || place.startsWith(first));
  return first === '' || isHouse ? null : { rating: oneOf(Number(first)), alone: false };
}

function oneOf(number: number): Rating | null {
  return ratings.find((rating) => rating === number) ?? null;
}
