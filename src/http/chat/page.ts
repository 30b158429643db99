import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../core/errors.ts';
import type { ChatLine, Doors } from '../doors.ts';
import { type FaultReply, faultReply, refusalFor, tell } from '../faults.ts';
import { contentPolicy, mustBeSameSite } from '../security.ts';
import { render } from '../views.ts';
import { sayAndWait } from './answer.ts';
import { allLines, partsOf, seqIn, shownLines } from './lines.ts';
import { cookieIn, forgetToken, keepToken, type Place, placeOf } from './session.ts';

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
export type ChatDoors = Pick<Doors, 'chat' | 'council' | 'log'>;

type Form = Readonly<Record<string, string>>;

/** What stands on the page beside the conversation. */
interface Shown {
  readonly place: Place;
  readonly wrong?: FaultReply;
  readonly form?: Form;
}

/**
 * The resident's page, drawn whole by the server; the script only makes it livelier. Nothing is stored and no
 * cookie set until a resident writes.
 */
export function chatPage(app: FastifyInstance, doors: ChatDoors, options: PageOptions) {
  const { chat, council, log } = doors;
  const { ids, embedOrigins, answerWithinMs } = options;
  const { timezone, shortName } = council.facts;
  const welcome = partsOf(council.say('en', 'welcome').trim());
  const names = {
    resident: 'You',
    bot: `${shortName} automated assistant`,
    officer: `${shortName} council officer`,
  };

  app.get<{ Querystring: { embed?: string } }>('/chat', async (request, reply) => {
    const place = placeOf(request);
    if (place === 'frame') reply.header('content-security-policy', contentPolicy(embedOrigins));
    return show(request, reply, { place });
  });

  app.post<{ Querystring: { embed?: string } }>('/chat/leave', async (request, reply) => {
    mustBeSameSite(request);
    forgetToken(request, reply, placeOf(request));
    return reply.redirect('/chat', 303);
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
    return reply.redirect('/chat#latest', 303);
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
    const opened = await chat.openSession(form['session']);
    await sayAndWait(chat, opened.token, said, wait);
    return opened.token;
  }

  /** The page again with what is wrong, and the form as it was filled in. */
  function fail(request: FastifyRequest, reply: FastifyReply, error: unknown, form: Form = {}) {
    const wrong = faultReply(error);
    if (wrong.status >= 500) tell(log, request.id, error);
    return show(request, reply, { place: 'page', wrong, form });
  }

  async function show(request: FastifyRequest, reply: FastifyReply, shown: Shown): Promise<FastifyReply> {
    const { place, form } = shown;
    const { lines, token, wrong } = await conversation(request, reply, shown);
    if (wrong !== undefined) reply.code(wrong.status).headers(wrong.headers);
    const last = lines.at(-1);
    return render(reply, 'chat/page.njk', {
      names,
      welcome,
      known: token !== null,
      embedded: place === 'frame',
      // Our own page has its cookie, which no script need know.
      token: place === 'frame' ? token : null,
      lines: shownLines(lines, timezone),
      choices: last === undefined || last.from === 'resident' ? [] : last.choices,
      wrong: wrong?.body.error ?? null,
      text: form?.['text'] ?? '',
      // A form that is sent again after it failed brings the same message.
      id: form?.['id'] ?? ids.id(),
      session: form?.['session'] ?? ids.token(),
    });
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

/** False for a session that nobody has; anything else is thrown on. */
function ifUnknown(error: unknown): false {
  if (refusalFor(error)?.code === 'not-signed-in') return false;
  throw error;
}
