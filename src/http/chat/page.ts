import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../../core/catalogue.ts';
import { factsIn } from '../../core/council.ts';
import { Refusal } from '../../core/errors.ts';
import type { ChatLine, Doors } from '../doors.ts';
import { type FaultReply, faultReply, refusalFor, tell } from '../faults.ts';
import { contentPolicy, mustBeSameSite } from '../security.ts';
import { render } from '../views.ts';
import { sayAndWait } from './answer.ts';
import { askedIn, preferredIn } from './language.ts';
import { allLines, partsOf, seqIn, shownLines } from './lines.ts';
import { cookieIn, forgetToken, keepToken, type Place, placeOf } from './session.ts';
import { faultWords, pageWords } from './words.ts';

export interface PageOptions {
  /** Sites that may show the chat in a frame, in the words of Content-Security-Policy: `*`, or addresses. */
  readonly embedOrigins: string;
  /** How long a form sent without scripts waits for the answer, in milliseconds, so that the next page shows it. */
  readonly answerWithinMs: number;
  readonly ids: {
    id(): string;
    /** 256 random bits in base64url. */
    token(): string;
  };
}

/** What the web chat is given. */
export type ChatDoors = Pick<Doors, 'chat' | 'council' | 'languageOf' | 'log'>;

/** What may stand in the address of the page: that it is in a frame, and in which language. */
export interface PageQuery {
  embed?: string;
  lang?: string;
}

type Form = Readonly<Record<string, string>>;

/** What stands on the page beside the conversation. */
interface Shown {
  readonly place: Place;
  /** The language the resident chose, if they did. */
  readonly chosen: Language | null;
  readonly wrong?: FaultReply;
  readonly form?: Form;
}

/**
 * The resident's page, drawn whole by the server; the script only makes it livelier. Nothing is stored and no
 * cookie set until a resident writes.
 */
export function chatPage(app: FastifyInstance, doors: ChatDoors, options: PageOptions) {
  const { chat, council, languageOf, log } = doors;
  const { ids, embedOrigins, answerWithinMs } = options;
  const { timezone, languages } = council.facts;

  app.get<{ Querystring: PageQuery }>('/chat', async (request, reply) => {
    const place = placeOf(request);
    if (place === 'frame') reply.header('content-security-policy', contentPolicy(embedOrigins));
    return show(request, reply, { place, chosen: askedIn(request.query.lang, council.facts) });
  });

  app.post<{ Querystring: PageQuery }>('/chat/leave', async (request, reply) => {
    mustBeSameSite(request);
    forgetToken(request, reply, placeOf(request));
    return reply.redirect(addressIn(askedIn(request.query.lang, council.facts)), 303);
  });

  /** A message sent by the form itself. */
  async function post(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    mustBeSameSite(request);
    const form = (request.body ?? {}) as Form;
    try {
      if ((form['text'] ?? '').trim() === '')
        throw new Refusal('text-empty', 'Write what you want to tell us.');
      keepToken(request, reply, await say(cookieIn(request, 'page'), form), 'page');
    } catch (error) {
      return fail(request, reply, error, form);
    }
    return reply.redirect(`${addressIn(askedIn(form['lang'], council.facts))}#latest`, 303);
  }

  /**
   * Say it in this browser's session. Where there is none, the one the form came with is opened: a second click on
   * Send brings the same one, and so no second conversation.
   */
  async function say(token: string | null, form: Form): Promise<string> {
    const { text = '', id } = form;
    const said = id === undefined ? { text } : { text, id };
    const wait = { after: seqIn(form['after']), ms: answerWithinMs };
    if (token !== null) {
      const done = await sayAndWait(chat, token, said, wait).then(() => true, ifUnknown);
      if (done) return token;
    }
    const language = askedIn(form['lang'], council.facts) ?? undefined;
    const opened = await chat.openSession(form['session'], language);
    await sayAndWait(chat, opened.token, said, wait);
    return opened.token;
  }

  /** The page again with what is wrong, and the form as it was filled in. */
  function fail(request: FastifyRequest, reply: FastifyReply, error: unknown, form: Form = {}) {
    const wrong = faultReply(error);
    if (wrong.status >= 500) tell(log, request.id, error);
    const chosen = askedIn(form['lang'], council.facts);
    return show(request, reply, { place: 'page', chosen, wrong, form });
  }

  async function show(request: FastifyRequest, reply: FastifyReply, shown: Shown): Promise<FastifyReply> {
    const { place, chosen, form } = shown;
    const { lines, token, wrong } = await conversation(request, reply, shown);
    if (wrong !== undefined) reply.code(wrong.status).headers(wrong.headers);
    const last = lines.at(-1);
    const language = chosen ?? spokenIn(lines) ?? preferredIn(request, council.facts) ?? 'en';
    const facts = factsIn(council.facts, language);
    const words = pageWords(language, facts);
    const offered = last === undefined || last.from === 'resident' ? [] : last.choices;
    return render(reply, 'chat/page.njk', {
      language,
      languages,
      chosen,
      words,
      council: facts,
      scriptWords: JSON.stringify(words.script),
      names: { resident: words.resident, bot: words.bot, officer: words.officer },
      welcome: partsOf(council.say(language, 'welcome').trim()),
      known: token !== null,
      embedded: place === 'frame',
      // Our own page has its cookie, which no script need know.
      token: place === 'frame' ? token : null,
      lines: shownLines(lines, { timezone, words: words.script, languageOf }),
      choices: offered,
      choicesIn: offered.length === 0 ? null : languageOf(last?.text ?? ''),
      wrong: wrong === undefined ? null : faultWords(words, wrong.body.error),
      text: form?.['text'] ?? '',
      // A form that is sent again after it failed brings the same message.
      id: form?.['id'] ?? ids.id(),
      session: form?.['session'] ?? ids.token(),
    });
  }

  /** The language the conversation was last answered in. */
  function spokenIn(lines: readonly ChatLine[]): Language | null {
    const said = lines.findLast(({ from }) => from === 'bot')?.text;
    return said === undefined ? null : askedIn(languageOf(said), council.facts);
  }

  /** The lines to show: none when the ledger does not answer, or when the session is gone, which is then forgotten. */
  async function conversation(request: FastifyRequest, reply: FastifyReply, { place, wrong }: Shown) {
    const none: { lines: ChatLine[]; token: string | null } = { lines: [], token: null };
    const token = cookieIn(request, place);
    if (token === null) return { ...none, wrong };
    try {
      const lines = await allLines(chat, token);
      keepToken(request, reply, token, place);
      return { lines, token, wrong };
    } catch (error) {
      if (refusalFor(error)?.code === 'ledger-down')
        return { ...none, token, wrong: wrong ?? faultReply(error) };
      if (!ifUnknown(error)) forgetToken(request, reply, place);
      return { ...none, wrong };
    }
  }

  return { post, fail };
}

/** The page's address, in the language chosen. */
function addressIn(chosen: Language | null): string {
  return chosen === null ? '/chat' : `/chat?lang=${chosen}`;
}

/** False for a session that nobody has; anything else is thrown on. */
function ifUnknown(error: unknown): false {
  if (refusalFor(error)?.code === 'not-signed-in') return false;
  throw error;
}
