import type { Council } from './core/catalogue.ts';
import type { DeskRecord, Officer } from './core/desk.ts';
import { digestOf } from './core/digest.ts';
import { Refusal } from './core/errors.ts';
import { groupName } from './core/figure-words.ts';
import { teamName } from './core/officer-words.ts';
import { leadingUpTo, periodNamed, stretchesOf } from './core/periods.ts';
import { fewestShared, groupings } from './core/statistics.ts';
import type { Storage } from './files/storage.ts';
import { explained } from './http/stats/explained.ts';
import { pictureOfLine } from './http/stats/picture.ts';
import type { Store } from './store/store.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What reading the record for officers needs of the rooms around it. */
export interface DeskRecordNeeds extends Pick<DeskRecord, 'open' | 'canned' | 'preview' | 'personal'> {
  readonly store: Pick<Store, 'reader' | 'officers' | 'outbox' | 'files' | 'statistics' | 'incidents'>;
  readonly council: Council;
  readonly storage: Storage;
  ring(deliveryId: string): Promise<unknown>;
  readonly now: () => Date;
}

/** Which cases an officer may see. */
export const sees = ({ roles }: Officer) => ({
  restricted: roles.some((role) => role === 'safeguarding' || role === 'admin'),
});

const figuresAreFor = 'The figures are for managers.';

/** Throws Refusal to whoever is no manager. `hint` says what is kept from them. */
export function mustManage({ roles }: Officer, hint = figuresAreFor): void {
  if (!roles.some((role) => role === 'manager' || role === 'admin')) throw new Refusal('not-allowed', hint);
}

const weeksDrawn = 13;

/** The record as officers see it, the same at every desk. */
export function deskRecord(needs: DeskRecordNeeds): DeskRecord {
  const { store, storage, ring, now, council, open, canned, preview, personal } = needs;
  const caseFile: DeskRecord['caseFile'] = (reference, officer) =>
    store.reader.caseFile(reference, sees(officer), now());
  return {
    open,
    canned,
    preview,
    personal,
    caseFile,
    cases: (filters, officer) => store.reader.cases(filters, sees(officer), now()),
    officers: store.officers.all,
    async retry(reference, deliveryId, officer) {
      const delivery = (await caseFile(reference, officer))?.deliveries.find(({ id }) => id === deliveryId);
      if (delivery === undefined) throw new Refusal('not-found', 'The case has no such delivery.');
      if (!(await store.outbox.retry(deliveryId, now())))
        throw new Refusal(
          'status-impossible',
          `It is ${delivery.status}: only a failed or doubtful one is sent again.`,
        );
      await ring(deliveryId);
    },
    async figures(filters, officer) {
      mustManage(officer);
      return store.statistics.figures(filters, null, now());
    },
    async digest(officer) {
      mustManage(officer);
      const at = now();
      const period = periodNamed('last-week', at, council.facts.timezone);
      const [week, before, [open = { open: 0, overdue: 0 }]] = await Promise.all([
        store.statistics.figures({ from: period.from, to: period.to }, 'team', at),
        store.statistics.figures(period.before, 'team', at),
        store.statistics.backlog({}, null, at),
      ]);
      const nameOf = (team: string) => teamName(council, team);
      return { digest: digestOf({ week, before, open, nameOf }), period };
    },
    async backlog(filters, officer) {
      mustManage(officer);
      return store.statistics.backlog(filters, null, now());
    },
    async answersByWeek(filters, officer, readBy = 'managers') {
      mustManage(officer);
      const at = now();
      const { timezone } = council.facts;
      const reach = leadingUpTo(filters, 'week', weeksDrawn, at, timezone);
      const told = await store.statistics.series('first-response', { ...filters, ...reach }, 'week', at);
      const stretches = stretchesOf(reach, 'week', timezone);
      const incidents = await store.incidents.all();
      const points = stretches.map((day) => {
        return { day, figure: told.find((point) => point.day === day)?.figure ?? null };
      });
      const whose = groupings.flatMap((by) =>
        filters[by] === undefined ? [] : [groupName(by, filters[by], council)],
      );
      return pictureOfLine({
        measure: 'first-response',
        step: 'week',
        points,
        of: `${council.facts.name}: ${whose.length === 0 ? 'all teams' : whose.join(', ')}`,
        ...reach,
        now: at,
        timezone,
        why: explained(stretches, 'week', { council, incidents, filters }),
        fewest: readBy === 'shared' ? fewestShared : 1,
      });
    },
    async file(id, officer) {
      const found = uuid.test(id) ? await store.files.kept(id) : null;
      if (found === null || (found.restricted && !sees(officer).restricted)) return null;
      const bytes = await storage.open(found.sha256);
      return bytes && { type: found.type, name: found.name, bytes };
    },
  };
}
