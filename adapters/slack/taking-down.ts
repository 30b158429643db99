import { setTimeout as sleep } from 'node:timers/promises';
import type { DeskPost, Officer } from '../../src/core/desk.ts';
import type { CaseFile, ThreadMessage } from '../../src/core/record.ts';
import { carryOut, type Ground, noWords, tell, unseen } from './acts.ts';
import { actionOf, pressValue } from './buttons.ts';
import { button, plain } from './fields.ts';
import type { Deletion, Heard, Post } from './heard.ts';
import { hearingPost, isOwn, ownDigest } from './hearing.ts';
import { mentionedIn, plainText } from './markup.ts';
import {
  actOf,
  type Decided,
  decideDeletion,
  decideEdit,
  decidePost,
  type Hint,
  isForResident,
  undoSeconds,
} from './posts.ts';

/**
 * What an officer does in a case's thread goes on the case's record:
 *
 * 1. Is it the thread of a case, and somebody who may act? Else nothing.
 * 2. What does it come to: words for the resident, a note, a correction, taking back? `posts.ts` decides.
 * 3. That we are at it is kept, so that the record's own showing waits.
 * 4. The act, under the post's own name: however often Slack tells of it, it is done once.
 * 5. The post is kept as what shows the message, and the officer is told what they could not see.
 *
 * May run twice. Throws when something could not be stored: Slack then tells again.
 */
export async function takeDown(ground: Ground, heard: Post | Deletion): Promise<void> {
  const { keeping } = ground.needs;
  const root = await rootOf(ground, heard);
  if (root === null) return;
  const officer = await officerOf(ground, heard);
  if (officer === null) return;
  if (heard.is === 'post') return takePost(ground, heard, root, officer);
  const own = await keeping.at(heard.place, heard.ts);
  if (own === null) return unknownPost(ground, heard);
  if (isOwn(own)) await takeChange(ground, heard, own, officer);
}

/** A card stands in Slack a moment before the ledger has it. */
const youngSeconds = 60;
const looks = [50, 100, 200, 400];

/**
 * What the thread began with; null when it is none of ours. When the app began it just now and we do not know it
 * yet, this throws, so that Slack tells again.
 */
async function rootOf({ needs, ourUser }: Ground, heard: Post | Deletion): Promise<DeskPost | null> {
  const { place, thread, parent } = heard;
  if (thread === null) return null;
  const isYoung = needs.now().getTime() / 1000 - Number(thread) < youngSeconds;
  for (const waitMs of isYoung ? looks : []) {
    const root = await needs.keeping.at(place, thread);
    if (root !== null) return root;
    await sleep(waitMs);
  }
  const root = await needs.keeping.at(place, thread);
  if (root === null && isYoung && parent !== null && parent === (await ourUser()))
    throw new Error('A thread of ours is not kept yet: Slack is asked to tell again.');
  return root;
}

/** The officer who did it; null, and told where we speak to them, when they are none. */
async function officerOf(ground: Ground, heard: Post | Deletion): Promise<Officer | null> {
  const known = await ground.officers.know(heard.who);
  if ('officer' in known) return known.officer;
  const words = noWords(known.no);
  if (words !== null && heard.is === 'post')
    await tell(ground, heard, `${words} What you wrote went nowhere.`);
  return null;
}

async function takePost(ground: Ground, post: Post, root: DeskPost, officer: Officer): Promise<void> {
  const decided = decidePost(post.markup, post.files, ground.replies);
  const messageId = await act(ground, post, root, officer, decided, null);
  if (messageId !== null) await keepAs(ground, post, root, messageId, post.ts);
  if (messageId !== null && decided.act === 'reply') await offerUndo(ground, post, root.reference, messageId);
  if (decided.hint !== null) await tell(ground, post, hints[decided.hint]);
}

async function takeChange(
  ground: Ground,
  heard: Post | Deletion,
  own: DeskPost,
  officer: Officer,
): Promise<void> {
  const file = await ground.needs.record.caseFile(own.reference, officer);
  if (file === null) return tell(ground, heard, unseen);
  const standing = standingMessage(file, own.key.slice('message:'.length));
  if (standing === null) return;
  const was = standing.voice === 'note' ? 'note' : 'reply';
  const decided = heard.is === 'deletion' ? decideDeletion : decideEdit(heard.markup, was, ground.replies);
  const messageId = await act(ground, heard, own, officer, decided, standing);
  if (decided.act === 'correct' && messageId !== null) await keepAs(ground, heard, own, messageId, heard.key);
  // The resident has it still: what their officer took out of the thread is shown there again.
  if (decided.act === 'withdraw' && messageId === null)
    await ground.needs.keeping.keep({ ...own, externalId: null, digest: '' });
  if (decided.hint !== null) await tell(ground, heard, hints[decided.hint]);
}

/** The message as it stands after every correction; null once it is taken back, or is nowhere on the record. */
function standingMessage({ messages }: Pick<CaseFile, 'messages'>, id: string): ThreadMessage | null {
  const found = messages.find((message) => message.id === id);
  if (found === undefined) return null;
  const next = messages.findLast(({ revises }) => revises?.messageId === id);
  if (next === undefined) return found;
  return next.revises?.kind === 'deletion' ? null : standingMessage({ messages }, next.id);
}

/** Do it, once. The id of the message that came of it; null when none did. */
async function act(
  ground: Ground,
  heard: Post | Deletion,
  of: DeskPost,
  officer: Officer,
  decided: Decided,
  about: ThreadMessage | null,
): Promise<string | null> {
  const { keeping, now } = ground.needs;
  const words = await wordsOf(ground, heard, decided);
  const wanted = actOf(decided, words, about?.id ?? '');
  // An edit that only made a word bold changes nothing on the record.
  if (wanted === null || (wanted.type === 'correct' && words === about?.text)) return null;
  const hearing = (state: 'awaited' | 'settled') =>
    keeping.keep(hearingPost({ ...of, place: heard.place }, heard.key, state, now()));
  await hearing('awaited');
  const carried = await carryOut(ground, officer, of.reference, wanted, { key: heard.key });
  if ('no' in carried) {
    await hearing('settled');
    await tell(ground, heard, carried.no);
    return null;
  }
  return carried.outcome.messageId;
}

async function wordsOf({ officers }: Ground, heard: Post | Deletion, { markup }: Decided): Promise<string> {
  if (heard.is === 'deletion' || markup === '') return '';
  const people = await officers.names(mentionedIn(markup));
  return plainText(markup, { people, emoji: heard.emoji });
}

/** The officer's own post shows this message; only now may the record be shown on. */
async function keepAs(
  { needs: { keeping, now } }: Ground,
  { place, ts, key }: Post | Deletion,
  { caseId, reference }: DeskPost,
  messageId: string,
  externalId: string,
): Promise<void> {
  const at = now();
  const of = { caseId, reference, place };
  await keeping.keep({ ...of, key: `message:${messageId}`, externalId, digest: ownDigest(ts), at });
  await keeping.keep(hearingPost(of, key, 'settled', at));
}

async function offerUndo(ground: Ground, post: Post, reference: string, messageId: string): Promise<void> {
  const words = `It goes to the resident in ${undoSeconds} seconds.`;
  await tell(ground, post, words, undoBlocks(words, reference, messageId));
}

/** What takes a reply back while it is held. */
export function undoBlocks(words: string, reference: string, messageId: string) {
  const value = pressValue({ deed: 'undo', reference, version: 0, of: messageId });
  return [
    { type: 'section' as const, text: plain(words), accessory: button(actionOf('undo'), 'Undo', value) },
  ];
}

/** Soon after a post, its change may overtake it. */
const overtakenSeconds = 60;

/** A post changed that is not on the record: ours not to know, or it is just being taken down elsewhere. */
async function unknownPost(ground: Ground, heard: Post | Deletion): Promise<void> {
  const age = ground.needs.now().getTime() / 1000 - Number(heard.ts);
  if (age < overtakenSeconds && !(await isRefused(ground, heard)))
    throw new Error('A post was changed before it was taken down: Slack is asked to tell again.');
  if (heard.is !== 'deletion' && isForResident(heard.markup, ground.replies))
    await tell(ground, heard, hints['nothing-sent']);
}

/** Whether the post was heard, and came to nothing. */
async function isRefused({ needs: { keeping } }: Ground, { place, ts }: Post | Deletion): Promise<boolean> {
  const hearing = await keeping.at(place, `hearing:slack:${place}:${ts}`);
  return hearing?.digest === 'settled';
}

const hints: Readonly<Record<Hint, string>> = {
  'stayed-inside':
    'This stayed with officers. For the resident, post it again and begin with >> without a space between.',
  'nothing-sent':
    'Nothing was sent to the resident: what was written for officers stays with officers. Post it again as a message of its own.',
  'still-with-resident':
    'The resident still has what you sent first. Mark the change as for them to correct it there, or delete the post to take it back.',
  'files-stay': 'Residents cannot be sent files yet: the file stayed with officers.',
  empty: 'There was nothing to send.',
};

/** Posted in the channel besides: it is not taken down, and its officer should know. */
export async function takeBroadcast(ground: Ground, heard: Heard & { is: 'broadcast' }): Promise<void> {
  if ((await ground.needs.keeping.at(heard.place, heard.thread)) === null) return;
  if (!('officer' in (await ground.officers.know(heard.who)))) return;
  await tell(
    ground,
    heard,
    'This was sent to the channel too, so it is not on the case’s record. Post it in the thread alone.',
  );
}
