import type { Language } from '../../core/catalogue.ts';
import type { ReplyAddress } from '../../core/channel.ts';
import { namesOf, teamOf } from '../../core/council.ts';
import type { Place } from '../../core/place.ts';
import type { DangerSign } from '../../core/understanding.ts';
import { newCase, route } from '../../flow/route.ts';
import { idAt } from './chance.ts';
import type { Demand } from './demand.ts';
import { modelAt, readingOf } from './reading.ts';
import { bot, resident, type Telling, telling } from './telling.ts';
import { somewhere, type World } from './world.ts';

/** Where a resident of the demonstration lives and writes. */
export interface DemoResident {
  readonly conversationId: string;
  readonly replyTo: ReplyAddress;
  readonly language: Language;
  readonly place: Place | null;
}

/** A case is opened as the triage would, by the same route; as far as the model understands it. */
export function opening(
  world: World,
  demand: Demand,
  reference: string,
  who: DemoResident,
): { readonly told: Telling; readonly stored: Date; readonly label: string } {
  const { council, chance, words } = world;
  const { at } = demand;
  const read = demand.danger ? { label: demand.service, probability: 0.9 } : readingOf(world, demand.service);
  const label = read.probability < council.facts.askBelow ? 'other' : read.label;
  const home = council.services.get(demand.service)?.location === 'no' ? null : who.place;
  const place = home !== null && !demand.danger && chance.happens(0.4) ? somewhere(world) : home;
  const where = place?.words ?? '';
  const danger = demand.danger ? words.danger(where) : null;
  const signs: DangerSign[] = danger === null ? [] : [{ family: danger.family, rule: 'demo' }];
  const to = route(council, label, signs, at, place);
  const id = idAt(chance, at);
  const { conversationId, replyTo } = who;
  const file = newCase(to, { id, reference, conversationId, replyTo, openedAt: at });
  const told = telling(chance, file);
  const text = danger?.text ?? words.first(demand.service, where, who.language);
  const { line, stored } = told.resident(text, at, read);
  told.happens(
    'opened',
    {
      reference,
      channel: who.replyTo.channel,
      language: who.language,
      service: file.service,
      team: file.team,
      urgent: file.urgent,
      restricted: file.restricted,
      guess: { ...read, label },
      model: modelAt(at),
      messageId: line.id,
      openedAt: at.toISOString(),
      firstResponseDue: file.firstResponseDue?.toISOString() ?? null,
      resolutionDue: file.resolutionDue?.toISOString() ?? null,
    },
    bot,
    stored,
  );
  told.received(line, stored);
  if (place !== null) told.happens('place-given', { place, messageId: line.id }, resident, stored);
  if (danger !== null) told.happens('danger-raised', { signs, messageId: line.id }, bot, stored);
  const { name } = namesOf(council, teamOf(council, file.team), who.language);
  told.bot(
    danger === null ? words.opened(file.service, reference, name, who.language) : words.advice(danger.family),
    stored,
  );
  return { told, stored, label };
}
