import { type CaseEventType, type CaseHappenings, type Outcome, type Status, statuses } from './case.ts';
import type { Happened } from './timeline.ts';
import type { DangerFamily } from './understanding.ts';

/** What an event says; nothing once it is erased. */
export function dataOf<T extends CaseEventType>(event: Happened, _type: T): Partial<CaseHappenings[T]> {
  return (event.data ?? {}) as Partial<CaseHappenings[T]>;
}

/** What of a case its events changed since it was opened, and when it was with another body. Pure, never throws. */
export function standingOf(events: readonly Happened[]) {
  const now: { status: Status } = { status: 'new' };
  let outcome: Outcome | null = null;
  let service: string | undefined;
  let team: string | undefined;
  let restricted: boolean | undefined;
  let resolutionDue: string | null | undefined;
  let ward: string | null = null;
  let routes = 0;
  let looked = false;
  let moved = false;
  const danger = new Set<DangerFamily>();
  const partner: { from: Date; to: Date | null }[] = [];
  const becomes = (to: Status, at: Date) => {
    const stretch = partner.at(-1);
    if (now.status === 'waiting-on-partner' && to !== now.status && stretch !== undefined)
      partner.splice(-1, 1, { from: stretch.from, to: at });
    if (to === 'waiting-on-partner' && to !== now.status) partner.push({ from: at, to: null });
    now.status = to;
  };
  for (const event of events) {
    switch (event.type) {
      case 'reply-sent':
        if (event.actor.kind !== 'officer') break;
        looked = true;
        if (dataOf(event, 'reply-sent').question === true) becomes('waiting-on-resident', event.at);
        else if (now.status === 'new') becomes('in-progress', event.at);
        break;
      case 'message-received':
        if (now.status === 'waiting-on-resident') becomes('in-progress', event.at);
        break;
      case 'status-changed': {
        const { to, outcome: how } = dataOf(event, 'status-changed');
        becomes(statuses.find((each) => each === to) ?? now.status, event.at);
        outcome = how ?? null;
        looked ||= event.actor.kind === 'officer';
        break;
      }
      case 'reopened':
        becomes('in-progress', event.at);
        outcome = null;
        break;
      case 'routed': {
        const route = dataOf(event, 'routed');
        team = route.to ?? team;
        restricted = route.restricted ?? restricted;
        if (route.from !== route.to) routes += 1;
        moved ||= route.from === undefined || route.from !== route.to;
        break;
      }
      case 'reclassified': {
        const changed = dataOf(event, 'reclassified');
        service = changed.to ?? service;
        resolutionDue = changed.resolutionDue;
        moved ||= changed.from === undefined || changed.from !== changed.to;
        break;
      }
      case 'place-given':
        ward = dataOf(event, 'place-given').place?.ward?.code ?? ward;
        break;
      case 'danger-raised':
        for (const { family } of dataOf(event, 'danger-raised').signs ?? []) danger.add(family);
        break;
    }
  }
  return {
    status: now.status,
    outcome,
    service,
    team,
    restricted,
    resolutionDue,
    ward,
    routes,
    looked,
    moved,
    danger: [...danger],
    partner,
  };
}
