import type { Council } from '../core/catalogue.ts';
import type { Conversation } from '../core/conversation.ts';
import type { Decisions } from '../core/decision.ts';
import type { Ids } from '../core/ids.ts';
import { reply } from './triage/turn.ts';
import { words } from './words.ts';

/** Tell the resident that a file did not reach us, on the record of the cases it was sent with. Pure. */
export function fileLost(
  {
    status,
    caseIds,
    at,
  }: { readonly status: 'refused' | 'failed'; readonly caseIds: readonly string[]; readonly at: Date },
  { council, ids }: { readonly council: Council; readonly ids: Ids },
): (conversation: Conversation) => Decisions {
  return (conversation) => {
    const speaking = { council, ids, at, conversation };
    const here = conversation.cases.filter(({ id }) => caseIds.includes(id)).map(({ id }) => id);
    return reply(speaking, words(speaking, status === 'refused' ? 'file-refused' : 'file-failed'), here);
  };
}
