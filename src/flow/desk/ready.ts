import type { Council } from '../../core/catalogue.ts';
import type { ChannelLimits } from '../../core/channel.ts';
import type { CannedReply, ReplyPreview } from '../../core/desk.ts';
import { nameInWords } from '../../core/officer-words.ts';
import type { PersonalDetail } from '../../core/personal.ts';
import type { CaseFile } from '../../core/record.ts';
import { splitText } from '../../core/split.ts';
import { factsOf } from '../words.ts';

/** The council's ready-made replies with the case's facts in them, in the language the resident is answered in. Pure. */
export function readyReplies(council: Council, file: CaseFile, now: Date): CannedReply[] {
  const language = file.language === 'cy' && council.facts.languages.includes('cy') ? 'cy' : 'en';
  const facts = factsOf({ council, conversation: { state: { language } }, at: now }, file);
  return council.canned.map((id) => ({
    id,
    title: nameInWords(id),
    text: council.say(language, `canned.${id}`, facts).trim(),
  }));
}

/** A reply as a channel of these limits will show it: its parts, and the personal details in it that are not the council's own. Pure. */
export function previewOf(
  text: string,
  limits: Pick<ChannelLimits, 'text'> | undefined,
  personal: (text: string) => readonly PersonalDetail[],
  council: Pick<Council, 'facts' | 'teams'>,
): ReplyPreview {
  const typed = text.trim();
  const parts = limits === undefined ? [typed] : splitText(typed, limits.text);
  const ours = ownNumbers(council);
  const details = personal(typed).filter(({ start, end }) => !ours.has(digitsOf(typed.slice(start, end))));
  return { parts: typed === '' ? [] : parts, personal: details };
}

function ownNumbers({ facts, teams }: Pick<Council, 'facts' | 'teams'>): ReadonlySet<string> {
  const numbers = [
    facts.phone,
    facts.outOfHoursPhone,
    ...[...teams.values()].map(({ phone }) => phone ?? ''),
  ];
  return new Set(numbers.map(digitsOf).filter((digits) => digits !== ''));
}

const digitsOf = (words: string): string => words.replace(/\D/g, '');
