import { factsOf, paragraphs, words } from '../words.ts';
import { adviceOn } from './danger.ts';
import { unfiledNow } from './matter.ts';
import { offerOf } from './open.ts';
import { asksLanguageAlone } from './speaking.ts';
import { caseInHand, decide, openCase, type Reading, received, type Turn } from './turn.ts';
import { whereQuestion } from './where.ts';

/** "Cymraeg os gwelwch yn dda": said back in that language, with what the resident was last told or asked. */
export const wish: Reading = (turn) => {
  if (!asksLanguageAlone(turn)) return null;
  const file = caseInHand(turn);
  const again = file === null ? null : saidAgain(turn, file.id);
  const text = paragraphs(words(turn, 'language-chosen'), again?.text ?? null);
  return file === null
    ? decide(turn, { unfiled: unfiledNow(turn) }, [], {
        text,
      })
    : decide(turn, {}, [received(turn, file.id)], { text, about: [file.id], choices: again?.choices ?? [] });
};

/** What matters most of what was said about a case: advice on danger, where it stands, what we asked. */
function saidAgain(turn: Turn, caseId: string): { text: string; choices: readonly string[] } | null {
  const file = openCase(turn, caseId);
  const { asking, withPerson } = turn.conversation.state;
  if (file === null || withPerson?.caseId === caseId) return null;
  const facts = factsOf(turn, file);
  if (file.danger.length > 0)
    return {
      text: paragraphs(...adviceOn(turn, file.danger), words(turn, 'danger-follow-up', facts)),
      choices: [],
    };
  const stands = words(turn, 'status-one', facts);
  if (asking?.caseId !== caseId) return { text: stands, choices: [] };
  if (asking.about === 'service') {
    const { list, choices } = offerOf(turn, asking.options);
    return { text: words(turn, 'opened-unsure', { ...facts, list, count: choices.length }), choices };
  }
  const question = asking.about === 'detail' ? null : whereQuestion(turn, [file]);
  return { text: paragraphs(stands, question?.text ?? null), choices: question?.choices ?? [] };
}
