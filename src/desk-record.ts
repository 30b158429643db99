import type { DeskRecord, Officer } from './core/desk.ts';
import { Refusal } from './core/errors.ts';
import type { Storage } from './files/storage.ts';
import type { Store } from './store/store.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What reading the record for officers needs of the rooms around it. */
export interface DeskRecordNeeds extends Pick<DeskRecord, 'open' | 'canned' | 'preview' | 'personal'> {
  readonly store: Pick<Store, 'reader' | 'officers' | 'outbox' | 'files'>;
  readonly storage: Storage;
  ring(deliveryId: string): Promise<unknown>;
  readonly now: () => Date;
}

/** Which cases an officer may see. */
export const sees = ({ roles }: Officer) => ({
  restricted: roles.some((role) => role === 'safeguarding' || role === 'admin'),
});

/** The record as officers see it, the same at every desk. */
export function deskRecord(needs: DeskRecordNeeds): DeskRecord {
  const { store, storage, ring, now, open, canned, preview, personal } = needs;
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
    async file(id, officer) {
      const found = uuid.test(id) ? await store.files.kept(id) : null;
      if (found === null || (found.restricted && !sees(officer).restricted)) return null;
      const bytes = await storage.open(found.sha256);
      return bytes && { type: found.type, name: found.name, bytes };
    },
  };
}
