import { type Case, type Outcome, type Rating, ratings } from '../core/case.ts';
import type { Council, Language } from '../core/catalogue.ts';
import type { ConversationState } from '../core/conversation.ts';

const dayMs = 86_400_000;

/**
 * Whether the resident is asked how satisfied they are as a case is closed: never where somebody was in danger or at
 * risk, where `abused` says the resident was abusive, of a duplicate, or of a service that asks nobody; and no sooner
 * than the council lets one resident be asked again.
 */
export function mayAsk(
  { facts, services }: Council,
  file: Pick<Case, 'service' | 'restricted' | 'urgent' | 'danger'>,
  outcome: Outcome,
  { survey }: Pick<ConversationState, 'survey'>,
  { abused, at }: { readonly abused: boolean; readonly at: Date },
): boolean {
  if (facts.surveyEvery === 0 || services.get(file.service)?.survey === false) return false;
  if (file.restricted || file.urgent || file.danger.length > 0 || abused || outcome === 'duplicate')
    return false;
  return survey === null || at.getTime() - Date.parse(survey.at) >= facts.surveyEvery * dayMs;
}

/** What stands on the buttons, the best first, so that no thumb rests on the worst. */
export function ratingChoices({ say }: Council, language: Language): string[] {
  return ratings.map((rating) => ratingTitle(say, language, rating)).reverse();
}

export function ratingTitle(say: Council['say'], language: Language, rating: Rating): string {
  return say(language, `ratings.${rating}`).trim();
}
