import type { ChatDoor, ChatLine } from '../doors.ts';

/**
 * Say something, then wait until there is an answer to it or `ms` have passed. Throws only what receiving throws:
 * once the message is stored, a wait that fails is over.
 */
export async function sayAndWait(
  chat: ChatDoor,
  token: string,
  said: { readonly text: string; readonly id?: string },
  { after, ms }: { readonly after: number; readonly ms: number },
): Promise<void> {
  const { messageId } = await chat.receive(token, said);
  await answerTo(messageId, chat, token, after, ms).catch(() => undefined);
}

async function answerTo(messageId: string, chat: ChatDoor, token: string, after: number, ms: number) {
  let go: () => void = () => undefined;
  let late = false;
  const unlisten = await chat.listen(token, () => go());
  const timer = setTimeout(() => {
    late = true;
    go();
  }, ms);
  try {
    while (!late) {
      const rung = new Promise<void>((resolve) => {
        go = resolve;
      });
      if (answered(await chat.lines(token, after), messageId)) return;
      await rung;
    }
  } finally {
    clearTimeout(timer);
    unlisten();
  }
}

function answered(lines: readonly ChatLine[], messageId: string): boolean {
  const at = lines.findIndex(({ id }) => id === messageId);
  return at >= 0 && lines.slice(at + 1).some(({ from }) => from !== 'resident');
}
