import type { Waits } from '../../adapters/slack/calls.ts';
import { slack } from '../../adapters/slack/index.ts';
import type { Pace } from '../../adapters/slack/pace.ts';
import { slackSettings } from '../../adapters/slack/settings.ts';
import type { Council } from '../../src/core/catalogue.ts';
import { type Channel, ChannelError, type Receipt } from '../../src/core/channel.ts';
import type { Act, CaseItem, Desk, DeskAlert, DeskNeeds, DeskOutcome } from '../../src/core/desk.ts';
import type { CaseFile } from '../../src/core/record.ts';
import { deskRecord } from '../../src/desk-record.ts';
import { ids } from '../../src/ids.ts';
import { findPersonal } from '../../src/language/personal.ts';
import { openLedger } from '../../src/store/connection.ts';
import { deskKeeping } from '../../src/store/desk-keeping.ts';
import { openStore } from '../../src/store/store.ts';
import { keepLog } from './log.ts';
import { aHouse, anOfficer, marlcombe } from './moothall.ts';
import { afterwards, freshDatabase } from './postgres.ts';

/** As quick as a test may be. */
export const quickWaits: Waits = { badTokenMs: 100, badChannelMs: 100 };
const plenty = { burst: 10_000, aSecond: 1_000 };
export const unhurried: Pace = { posts: plenty, changes: plenty, keptForCards: 0, longestMs: 15_000 };

export type Shows = ReturnType<typeof slack>;

/** A working council with cases of residents, whose Slack is at `apiRoot`. Ends with the test. */
export async function aSlackHouse(
  slackAt: { apiRoot: string; botToken: string; appToken: string },
  adapters: () => readonly Channel[] = () => [],
) {
  const url = await freshDatabase('ledger');
  const house = await aHouse(url, { adapters });
  const all = await house.store.officers.all();
  if (!all.some(({ id }) => id === anOfficer.id)) throw new Error('The house has no officer.');

  /** The desk as one process has it: with a ledger of its own. */
  const open = (
    more: { pace?: Pace; waits?: Waits; council?: Council; act?: Parameters<Desk['start']>[0] } = {},
  ): Shows => {
    const { log } = keepLog();
    const now = () => new Date();
    const store = openStore({ url, council: marlcombe, ids, desks: [], now, log, poolSize: 3 });
    const ledger = openLedger(url, { max: 3, log });
    const refused = () => {
      throw new Error('Nobody asks this of the record when a case is shown.');
    };
    const needs: DeskNeeds = {
      record: deskRecord({
        store,
        storage: house.parts.storage,
        council: more.council ?? marlcombe,
        ring: house.parts.ringOutbound,
        now,
        open: refused,
        canned: refused,
        preview: refused,
        personal: findPersonal,
      }),
      keeping: deskKeeping(ledger.pool, ids, now)('slack'),
      council: more.council ?? marlcombe,
      publicUrl: 'https://moothall.example',
      now,
      log,
    };
    const settings = slackSettings.parse({
      SLACK_BOT_TOKEN: slackAt.botToken,
      SLACK_APP_TOKEN: slackAt.appToken,
      SLACK_API_ROOT: slackAt.apiRoot,
    });
    const token = settings.SLACK_BOT_TOKEN ?? '';
    const { waits = quickWaits, pace = unhurried } = more;
    const desk = slack(needs, { ...settings, SLACK_BOT_TOKEN: token }, { waits, pace });
    afterwards(async () => {
      await desk.stop();
      await store.close();
      await ledger.close();
    });
    return desk;
  };

  let residents = 0;
  const file = async (reference: string): Promise<CaseFile> => {
    const found = await house.store.reader.caseFile(reference, { restricted: true }, new Date());
    if (found === null) throw new Error(`There is no case ${reference}.`);
    return found;
  };

  return {
    house,
    open,
    file,
    /** A case opened from a resident's words. */
    async aCase(text: string): Promise<{ reference: string; resident: string; id: string }> {
      residents += 1;
      const resident = `resident-${residents}`;
      await house.write(resident, text);
      await house.settled();
      const said = (await house.said(resident)).map((line) => line.text).join(' ');
      const reference = /MB-\d{3}-\d{3}-\d{3}/.exec(said)?.[0];
      if (reference === undefined) throw new Error(`No case was opened from "${text}".`);
      return { reference, resident, id: (await file(reference)).id };
    },
    /** A resident writes on. */
    async writes(resident: string, text: string): Promise<void> {
      await house.write(resident, text);
      await house.settled();
    },
    /** An officer does something at another desk. */
    does: (reference: string, act: Act): Promise<DeskOutcome> =>
      house.parts.act({ reference, officer: anOfficer, act }),
  };
}

export type SlackHouse = Awaited<ReturnType<typeof aSlackHouse>>;

let shows = 0;

/** A case as the outbox asks a desk to show it. */
export function anItem(
  of: { reference: string; id: string },
  alert: DeskAlert = 'none',
  calls: string[] = [],
): CaseItem {
  shows += 1;
  return { key: `delivery-${shows}`, kind: 'case', caseId: of.id, reference: of.reference, alert, calls };
}

/** Show it as the outbox does: again, for as long as the desk asks to come later. */
export async function shown(desk: Desk, item: CaseItem, seconds = 30): Promise<Receipt> {
  const giveUp = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await desk.show(item);
    } catch (fault) {
      if (!(fault instanceof ChannelError) || fault.retry !== 'later' || Date.now() > giveUp) throw fault;
      await new Promise((resolve) => setTimeout(resolve, Math.min(fault.afterMs ?? 50, 1_000)));
    }
  }
}
