import { createHash } from 'node:crypto';
import { canonicalize } from 'json-canonicalize';
import type { Actor, CaseEvent, Happening } from './case.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/**
 * Digest of something said or done, in hex. The salt keeps a short text from being guessed from its digest
 * once the text is erased; erasing throws both away and leaves the digest standing.
 */
export function digestOf(salt: string, content: unknown): string {
  return sha256(`${salt}\n${canonicalize(content)}`);
}

/** What the first event of a case points back to. */
export function rootOf(caseId: string): string {
  return sha256(`case ${caseId}`);
}

interface Link {
  readonly caseId: string;
  readonly number: number;
  readonly type: string;
  readonly at: Date;
  readonly actor: Actor;
  readonly digest: string;
  readonly previous: string;
}

/** Hash of one event: over its place in the case, its facts' digest, and the hash before it. */
export function hashOf(link: Link): string {
  return sha256(
    canonicalize({
      case: link.caseId,
      number: link.number,
      type: link.type,
      at: link.at.toISOString(),
      actor: link.actor,
      digest: link.digest,
      previous: link.previous,
    }),
  );
}

/** Add happenings to a chain that ends in `head` after `version` events. */
export function extend(
  chain: { readonly caseId: string; readonly version: number; readonly head: string },
  happenings: readonly Happening[],
  ids: { id(): string; salt(): string },
): CaseEvent[] {
  let previous = chain.head;
  return happenings.map((happening, i) => {
    const salt = ids.salt();
    const link = {
      caseId: chain.caseId,
      number: chain.version + i + 1,
      type: happening.type,
      at: happening.at,
      actor: happening.actor,
      digest: digestOf(salt, happening.data),
      previous,
    };
    const hash = hashOf(link);
    previous = hash;
    return { ...link, id: ids.id(), data: happening.data, salt, hash };
  });
}

/** What is wrong with a chain, at the first link that does not hold. */
export interface Break {
  readonly number: number;
  readonly fault: 'missing' | 'content altered' | 'hash altered' | 'cut off';
}

/** Walk a case's events in order. Null when every link holds and the end is where the case says it is. */
export function findBreak(
  file: { readonly caseId: string; readonly version: number; readonly head: string },
  events: readonly CaseEvent[],
): Break | null {
  let previous = rootOf(file.caseId);
  let number = 0;
  for (const event of events) {
    number += 1;
    if (event.number !== number) return { number, fault: 'missing' };
    if (number > file.version) return { number, fault: 'cut off' };
    const fault = faultOf(event, file.caseId, previous);
    if (fault !== null) return { number, fault };
    previous = event.hash;
  }
  if (number !== file.version) return { number: number + 1, fault: 'cut off' };
  // Every link holds, but to another end: the last one was made anew.
  return previous === file.head ? null : { number, fault: 'hash altered' };
}

function faultOf(event: CaseEvent, caseId: string, previous: string): Break['fault'] | null {
  // Erasing takes the salt and the facts together; facts without their salt were put there.
  const erased = event.salt === null && event.data === null;
  const told = event.salt === null ? null : digestOf(event.salt, event.data);
  if (!erased && told !== event.digest) return 'content altered';
  const linked = event.caseId === caseId && event.previous === previous && !Number.isNaN(event.at.getTime());
  return linked && hashOf(event) === event.hash ? null : 'hash altered';
}
