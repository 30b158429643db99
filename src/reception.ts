import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Officer } from './core/desk.ts';
import { Refusal } from './core/errors.ts';
import { totalsOf } from './core/loss.ts';
import type { Shared } from './core/open-data.ts';
import { mustManage, sees } from './desk-record.ts';
import type { Doors } from './http/doors.ts';
import { healthOf } from './listening.ts';
import { scorecardOf } from './stats/scorecard.ts';
import { troubleOf } from './stats/trouble.ts';
import type { Store } from './store/store.ts';
import type { Parts } from './wiring.ts';

const linkHours = 12;
const administrator: Officer = {
  id: '00000000-0000-7000-8000-000000000001',
  name: 'Administrator',
  roles: ['officer', 'manager', 'safeguarding', 'admin'],
  team: null,
};

/** The record, for those who may see it. */
export function recordDoor(parts: Parts, store: Store, now: () => Date): Doors['record'] {
  return {
    ...parts.record,
    act: parts.act,
    async channels(hours, officer) {
      mustManage(officer, 'The figures of the channels are for managers.');
      const since = hoursOn(now(), -hours);
      await store.channels.flush();
      const counted = await store.channels.hours(since);
      return {
        since,
        hours: counted,
        totals: totalsOf(counted),
        health: healthOf([...parts.channels.values(), ...desksBeside(parts)]),
        setAside: await store.channels.latestSetAside(20),
      };
    },
    unwell() {
      const health = healthOf([...parts.channels.values(), ...desksBeside(parts)]);
      return Object.entries(health).flatMap(([name, { well, why }]) => (well ? [] : [{ name, why }]));
    },
    async scorecard(weeks, officer) {
      mustManage(officer, 'The scorecard is for managers.');
      return scorecardOf(await store.statistics.readings(weeks, now()));
    },
    async casesRead(asked, page, officer) {
      mustManage(officer, 'The scorecard is for managers.');
      return store.statistics.casesRead(asked, { ...page, ...sees(officer) }, now());
    },
    listen: (changed) => store.bells.listenAll('case:', (topic) => changed(topic.slice('case:'.length))),
  };
}

/** Desks that a platform may keep from us. */
const desksBeside = ({ desks }: Pick<Parts, 'desks'>) =>
  [...desks.values()].filter(({ name }) => name !== 'web');

/** What managers are shown of the record as a whole. */
export function statsDoor(
  { reader, statistics, incidents }: Store,
  now: () => Date,
  shared: () => Shared,
): Doors['stats'] {
  return {
    async shared(officer) {
      mustManage(officer);
      return shared();
    },
    async trouble(officer) {
      mustManage(officer, 'What to look at now is for managers.');
      const at = now();
      const counts = await reader.countsNow(sees(officer), at);
      return troubleOf(at, counts, (asked) => reader.latestOf({ ...asked, ...sees(officer) }));
    },
    async figures(filters, by, officer) {
      mustManage(officer);
      return statistics.figures(filters, by, now());
    },
    async series(measure, filters, step, officer) {
      mustManage(officer);
      return statistics.series(measure, filters, step, now());
    },
    async ratings(filters, officer) {
      mustManage(officer);
      return statistics.ratings(filters, now());
    },
    async hoursOfWeek(filters, officer) {
      mustManage(officer);
      return statistics.hoursOfWeek(filters, now());
    },
    async channels(officer) {
      mustManage(officer);
      return statistics.channels();
    },
    async backlog(filters, by, officer) {
      mustManage(officer);
      return statistics.backlog(filters, by, now());
    },
    async cases(asked, page, officer) {
      mustManage(officer);
      return statistics.cases(asked, { ...page, ...sees(officer) }, now());
    },
    allCases(asked, officer) {
      mustManage(officer);
      return statistics.allCases(asked, sees(officer), now());
    },
    async incidents(officer) {
      mustManage(officer);
      return incidents.all();
    },
    async noteIncident({ id, seen, note }, officer) {
      mustManage(officer, 'Incidents are noted by managers.');
      const stands = note === null ? (await incidents.all()).find((each) => each.id === id) : undefined;
      const kept = note ?? stands;
      // Taken back already: a form sent twice.
      if (kept === undefined) return;
      const entry = { id, number: seen + 1, note: kept, takenBack: note === null, officerId: officer.id };
      if (!(await incidents.enter({ ...entry, at: now() })))
        throw new Refusal('incident-changed', 'Look at it again, then decide.');
    },
    caseLines(filters, officer) {
      mustManage(officer);
      return statistics.caseLines(filters, sees(officer), now());
    },
  };
}

/** Who comes in, by link, session or token. */
export function signInDoor({ officers }: Store, admin: string, now: () => Date): Doors['signIn'] {
  const isAdmin = (token: string) => {
    const [given, right] = [Buffer.from(token), Buffer.from(admin)];
    return given.length === right.length && timingSafeEqual(given, right);
  };
  return {
    async signIn(linkToken) {
      const officer = isAdmin(linkToken) ? administrator : await officers.behindLink(linkToken, now());
      if (officer === null) return null;
      if (officer === administrator) await officers.keep(administrator, now());
      const session = randomBytes(32).toString('base64url');
      await officers.issue(officer.id, session, 'browser', now(), hoursOn(now(), linkHours));
      return { session, officer };
    },
    async officer(token) {
      if (!isAdmin(token)) return officers.behind(token, now());
      return administrator;
    },
    signOut: (session) => officers.end(session),
  };
}

const hoursOn = (at: Date, hours: number) => new Date(at.getTime() + hours * 3_600_000);

/** A link that signs an officer with every role in, good for twelve hours. */
export async function makeLink({ officers }: Store, address: string, now: Date): Promise<string> {
  await officers.keep(administrator, now);
  const token = randomBytes(32).toString('base64url');
  await officers.issue(administrator.id, token, 'link', now, hoursOn(now, linkHours));
  return `${address}/desk/sign-in?token=${token}`;
}
