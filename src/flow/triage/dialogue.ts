import { factsOf, words } from '../words.ts';
import { addTo } from './add.ts';
import { open } from './open.ts';
import {
  caseInHand,
  currentCase,
  decide,
  flagged,
  happens,
  plain,
  type Reading,
  received,
  resident,
  type Turn,
} from './turn.ts';

/**
 * The resident changed or took back something said earlier: on the record of its cases, and no answer. A change to
 * something on no record is read as if it were said now.
 */
export const revision: Reading = (turn) => {
  const { revises } = turn.message;
  if (revises === null) return null;
  const happened = revised(turn);
  return happened.length === 0 && revises.kind === 'edit' ? null : decide(turn, {}, happened, null);
};

/** What this message changes, on the records of those cases still in this conversation. */
export function revised(turn: Turn): ReturnType<typeof happens>[] {
  const { revises, id, digest } = turn.message;
  if (revises === null) return [];
  return turn.conversation.cases
    .filter((file) => revises.caseIds.includes(file.id))
    .map((file) =>
      happens(
        turn,
        file.id,
        'message-revised',
        { messageId: id, digest, revises: revises.messageId, kind: revises.kind },
        resident,
      ),
    );
}

/** What we tell residents to write must work whatever a model makes of it, in either language. */
const person =
  /^\W*(please |can i |could i |i('d| would) like |i (want|need) |let me )?(to )?((speak|talk|chat)( to| with) )?((an?|the|some|your|real|actual|live) )*(person|people|human( being)?|someone|somebody|adviser|advisor|officer|operator)( please| pls| now)?\W*$/i;
const personInWelsh =
  /^\W*((plis|plîs|os gwelwch yn dda),? )?((a |ga' |ga )?(g?a i|gai|gaf i|alla i) |hoffwn( i)? |(dw i|dwi|rwy|rwyf|rydw i)( isio| isie| eisiau| moyn| am| angen| 'n dymuno)* |(eisiau|isio|isie|angen|moyn) )?(cael )?((siarad|sgwrsio)( (â|a|gyda|efo|hefo|da|'da))? )?(ph?erson|b[eo]d dynol|rhywun|swyddog)( (go iawn|dynol))?(,? (plis|plîs|nawr|rwan|rŵan|os gwelwch( chi)? yn dda|diolch))?\W*$/i;

/** "A person, please": on the record of the case in hand, or of a new one with customer services. */
export const personAskedFor: Reading = (turn) => {
  const { label, unsure, probability, model } = turn.understanding;
  if (
    !(label === 'human-handoff' && !unsure) &&
    !person.test(plain(turn)) &&
    !personInWelsh.test(plain(turn))
  )
    return null;
  const standing = caseInHand(turn);
  const { file, decisions } =
    standing === null
      ? open(turn, { label: 'other', probability, model })
      : {
          file: standing,
          decisions: decide(turn, {}, [received(turn, standing.id), ...flagged(turn, standing.id)], null),
        };
  const asked = happens(turn, file.id, 'person-asked-for', { messageId: turn.message.id }, resident);
  const said = decide(turn, { ...decisions.state, current: file.id, asking: null }, [asked], {
    text: words(turn, 'person', factsOf(turn, file)),
    about: [file.id],
  });
  return { ...said, opened: decisions.opened, happened: [...decisions.happened, ...said.happened] };
};

/** What a platform says for whoever opens the conversation with a button: a greeting, whatever a model makes of it. */
const beginning = /^start$/i;

/** Greetings, thanks and abuse: answered, and no case. What is said while a case is open goes on its record. */
export const courtesy: Reading = (turn) => {
  const begins = beginning.test(plain(turn));
  const label = begins ? 'greeting' : turn.understanding.label;
  if (turn.understanding.unsure && !begins) return null;
  const { withPerson } = turn.conversation.state;
  const current = currentCase(turn);
  switch (label) {
    case 'greeting':
      return withPerson !== null && withPerson.caseId === current?.id
        ? addTo(turn, current)
        : decide(turn, {}, [], { text: words(turn, 'greeting') });
    case 'thanks': {
      const thanked = current ?? turn.conversation.cases.find(({ id }) => id === withPerson?.caseId) ?? null;
      const onRecord = thanked === null ? [] : [received(turn, thanked.id)];
      if (withPerson !== null) return decide(turn, {}, onRecord, null);
      return decide(turn, {}, onRecord, {
        text: words(turn, 'thanks'),
        about: thanked === null ? [] : [thanked.id],
      });
    }
    case 'spam-or-abuse': {
      const flag = (caseId: string) =>
        happens(turn, caseId, 'flagged', { flag: 'abuse', messageId: turn.message.id });
      const onRecord = current === null ? [] : [received(turn, current.id), flag(current.id)];
      return decide(turn, {}, onRecord, {
        text: words(turn, 'abuse'),
        about: current === null ? [] : [current.id],
      });
    }
    default:
      return null;
  }
};
