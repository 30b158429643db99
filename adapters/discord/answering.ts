import type { ChannelNeeds } from '../../src/core/channel.ts';
import { type Calls, DiscordFault } from './calls.ts';
import type { Awaited } from './read.ts';

const shownToOneAlone = 1 << 6;

/** Discord's names for the ways to answer. */
const say = 4;
const sayLater = 5;
const changeLater = 6;
const change = 7;

type Council = ChannelNeeds['council'];

/** What whoever gives a command is shown, to them alone. The answer itself comes in direct messages. */
export function taken(
  { language, onServer }: Pick<Awaited, 'language' | 'onServer'>,
  council: Council,
): string {
  const { phone, website } = council;
  const ways = [phone, website].filter((way): way is string => typeof way === 'string' && way !== '');
  const here = language === 'cy' ? 'Mae eich neges gennym.' : 'We have your message.';
  if (!onServer) return here;
  const reach = ways.join(language === 'cy' ? ' neu ' : ' or ');
  if (language === 'cy') return `${here} Byddwn yn ateb mewn neges uniongyrchol. Os na ddaw un: ${reach}`;
  return `${here} We answer in a direct message. If none comes: ${reach}`;
}

export function notTaken(language: 'en' | 'cy', { phone }: Council): string {
  return language === 'cy'
    ? `Ni allem gymryd hynny. Rhowch gynnig arall arni, neu ffoniwch ${phone}.`
    : `We could not take that. Please try again, or call ${phone}.`;
}

/**
 * Tell Discord that we know, once what was said is stored. It waits 3 seconds: when storing takes longer, it is told
 * first that we heard, and of the rest afterwards. Throws nothing but DiscordFault; no answer is harmless to the message.
 */
export async function answer(
  calls: Calls,
  awaited: Awaited,
  council: Council,
  stored: Promise<boolean>,
  answerMs: number,
): Promise<void> {
  const { kind, id, token, application, language } = awaited;
  const callback = (type: number, data?: object) =>
    calls.post(`/interactions/${id}/${token}/callback`, {
      body: { type, ...(data === undefined ? {} : { data }) },
      open: true,
    });
  const shown = (is: boolean) =>
    kind === 'press'
      ? { components: [] }
      : {
          content: is ? taken(awaited, council) : notTaken(language, council),
          flags: shownToOneAlone,
          allowed_mentions: { parse: [] },
        };
  const timer = new AbortController();
  const soon = await Promise.race([stored, elapsed(answerMs, timer.signal)]);
  timer.abort();
  if (soon !== null) {
    await twice(() => callback(kind === 'press' ? change : say, shown(soon)));
    return;
  }
  await twice(() =>
    kind === 'press' ? callback(changeLater) : callback(sayLater, { flags: shownToOneAlone }),
  );
  const { flags: _, ...body } = { flags: 0, ...shown(await stored) };
  await twice(() =>
    calls.patch(`/webhooks/${application}/${token}/messages/@original`, { body, open: true }),
  );
}

function elapsed(ms: number, signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), ms);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}

const alreadyAnswered = 40060;

async function twice(act: () => Promise<unknown>): Promise<void> {
  const unlessAnswered = (fault: unknown): void => {
    if (!(fault instanceof DiscordFault && fault.code === alreadyAnswered)) throw fault;
  };
  await act().catch(async (fault: unknown) => {
    unlessAnswered(fault);
    await act().catch(unlessAnswered);
  });
}
