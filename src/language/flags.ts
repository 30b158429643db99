import { type DangerSign, type Flags, type Label, safeguardingFamilies } from '../core/understanding.ts';
import { isImmediate } from './danger/screen.ts';
import { abuses } from './flags/abuse.ts';
import { complains } from './flags/complaint.ts';
import { asksForInformation } from './flags/information.ts';

/**
 * What holds of a message beside its label: danger now, safeguarding, a complaint in substance if not in name,
 * a request for information however worded, abuse aimed at a person. Pure; never throws.
 */
export function flagsOf(text: string, label: Label, danger: readonly DangerSign[]): Flags {
  const plain = text
    .slice(0, 8000)
    .normalize('NFKC')
    .replace(/[‘’`´]/g, "'");
  const safeguarding = danger.some((sign) => safeguardingFamilies.includes(sign.family));
  return {
    emergency: danger.some(isImmediate),
    safeguarding: safeguarding || label === 'safeguarding',
    complaint: label === 'complaint' || complains(plain),
    informationRequest: label === 'foi-request' || asksForInformation(plain),
    abuse: abuses(plain),
  };
}
