import type { Language } from '../../core/catalogue.ts';
import type { ConversationState } from '../../core/conversation.ts';
import { plain, type Turn } from './turn.ts';

const politely = '(?:,? (?:please|pls|plz|plis|plîs|os gwelwch(?: chi| yn)*(?: dda)?|diolch))';
const verbs =
  "(?:answer|reply|respond|write back|continue|talk to me|speak to me|ateb(?:wch)?|siarad(?:wch)? â fi|hoffwn|eisiau|isio|isie|moyn)(?![\\p{L}'])[^.?!\\n]{0,30}";

/** How a language is asked for: by its name and nothing else, or in a longer message. */
const wishFor = (names: string, inIt: string) => ({
  alone: new RegExp(`^\\W*(?:${names}|${inIt})${politely}?\\W*$`, 'iu'),
  within: new RegExp(`(?<!\\p{L})(?:${verbs} (?:${inIt})|(?:${names}|${inIt})${politely})(?!\\p{L})`, 'iu'),
});
const wishes: Readonly<Record<Language, ReturnType<typeof wishFor>>> = {
  en: wishFor('english|saesneg', 'in english|yn saesneg'),
  cy: wishFor('welsh|[cg]ymraeg', 'in welsh|yn [cg]ymraeg'),
};
const notThat =
  /\b(?:do ?n'?t|not|never|stop|can'?t|cannot|why|peidiwch|pam)\b[^.?!,;\n]{0,25}\b(?:answer|reply|respond|write|ateb)/i;

/** The language a message asks us to answer in, of those the council answers in. */
function wishIn(turn: Turn): Language | null {
  const said = plain(turn);
  const { languages } = turn.council.facts;
  const wished = languages.filter(
    (language) =>
      wishes[language].alone.test(said) || (wishes[language].within.test(said) && !notThat.test(said)),
  );
  return wished.length === 1 ? (wished[0] ?? null) : null;
}

/** Whether a message asks for a language the council answers in, and for nothing else. */
export function asksLanguageAlone(turn: Turn): boolean {
  const said = plain(turn);
  return turn.council.facts.languages.some((language) => wishes[language].alone.test(said));
}

/** The language a message is surely in, when we answer in it. */
function languageOf({ understanding, council }: Turn): Language | null {
  const { language, languageClear } = understanding;
  return languageClear ? (council.facts.languages.find((each) => each === language) ?? null) : null;
}

/**
 * The turn with the conversation in the language this message is answered in: what the resident asked for, else what
 * they write in. A message too short to tell leaves it as it was.
 */
export function spoken(turn: Turn): Turn {
  const { state } = turn.conversation;
  const { language, languageClear } = turn.understanding;
  const wish = wishIn(turn) ?? state.wish;
  return withState(doubted(turn), {
    wish,
    language: wish ?? languageOf(turn) ?? state.language,
    writes: languageClear ? language : state.writes,
  });
}

const courtesies = ['greeting', 'thanks', 'spam-or-abuse', 'status-enquiry'];
const fewWords = 3;

/** The turn with more doubt: what a model that reads no such language takes for a greeting or for spam may be a report. */
function doubted(turn: Turn): Turn {
  const { understanding } = turn;
  const long = plain(turn).split(/\s+/).length > fewWords;
  if (!isUnread(turn) || !long || !courtesies.includes(understanding.label)) return turn;
  return { ...turn, understanding: { ...understanding, unsure: true } };
}

/** The turn in the language of the message itself: danger is told of in the words it was told in. */
export function inItsOwn(turn: Turn): Turn {
  return withState(turn, { language: languageOf(turn) ?? turn.conversation.state.language });
}

/** The turn in English, for those who write in a language we do not answer in. */
export function inEnglish(turn: Turn): Turn {
  return withState(turn, { language: 'en' });
}

/** Whether a message is in a language that neither we nor the model read. */
export function isUnread({ understanding: { language, languageClear } }: Turn): boolean {
  return languageClear && language !== 'en' && language !== 'cy';
}

function withState(turn: Turn, state: Partial<ConversationState>): Turn {
  const { conversation } = turn;
  return { ...turn, conversation: { ...conversation, state: { ...conversation.state, ...state } } };
}
