import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { platform, platforms, switchedOn } from '../../adapters/index.ts';
import { readSettings } from '../../config/env.ts';
import { root } from '../../config/root.ts';
import type { Act } from '../../src/core/desk.ts';
import { totalsOf } from '../../src/core/loss.ts';
import { withClient } from '../../src/store/connection.ts';
import { makeFolder } from '../support/folder.ts';
import { aHouse, anOfficer } from '../support/moothall.ts';
import { afterwards, freshDatabase } from '../support/postgres.ts';
import { letterbox } from '../support/throwaway/index.ts';
import { read } from '../support/throwaway/read.ts';
import { letterboxSettings } from '../support/throwaway/settings.ts';
import { samplesIn } from './channel.ts';

/** The list of what we ship, and one line. */
const shipped = [
  ...platforms,
  platform('letterbox', letterboxSettings, 'LETTERBOX_FOLDER', async () => letterbox),
];

const soon = { timeout: 8_000, interval: 20 };

/** Moothall with the letterbox switched on by its setting, and residents who write letters. */
async function aHouseWithALetterbox() {
  const { folder, remove } = makeFolder();
  const url = await freshDatabase('ledger');
  const settings = { LETTERBOX_FOLDER: folder };
  const house = await aHouse(url, {
    adapters: await switchedOn((wanted) => readSettings(wanted, settings), shipped),
  });
  afterwards(async () => {
    await house.parts.channels.get('letterbox')?.stop();
    remove();
  });
  let posted = 0;
  const post = (payload: object): void => {
    posted += 1;
    mkdirSync(join(folder, 'in'), { recursive: true });
    const name = `${String(posted).padStart(4, '0')}.json`;
    // Put there whole: a letter half through the slot is no letter yet.
    writeFileSync(join(folder, name), JSON.stringify(payload));
    renameSync(join(folder, name), join(folder, 'in', name));
  };
  const seen = (resident: string): string[] => {
    if (!readdirSync(folder).includes(resident)) return [];
    const letters = readdirSync(join(folder, resident)).sort();
    return letters.map((name) => readFileSync(join(folder, resident, name), 'utf8'));
  };
  return {
    house,
    url,
    post,
    inTheBox: () => readdirSync(join(folder, 'in')),
    residents: () => readdirSync(folder).filter((name) => name !== 'in'),
    resident: (name: string) => ({
      write: (text: string, letter = `${name}-${posted + 1}`) =>
        post({ letter, from: name, posted: new Date().toISOString(), text }),
      sees: () => seen(name),
      /** The reference they were told, once they were. */
      reference: () =>
        vi.waitFor(() => {
          const told = /MB-\d{3}-\d{3}-\d{3}/.exec(seen(name).join('\n'))?.[0];
          if (told === undefined) throw new Error(`${name} was told no reference.`);
          return told;
        }, soon),
    }),
    act: (reference: string, act: Act) => house.parts.act({ reference, officer: anOfficer, act }),
  };
}

describe('A channel of one folder and one line', () => {
  test.each(samplesIn(join(root, 'test', 'support', 'throwaway', 'samples')))(
    'reads its samples into the noun beside each: $about',
    ({ payload, noun }) => {
      expect(JSON.parse(JSON.stringify(read(payload)))).toEqual(noun);
    },
  );

  test('is off until it is set, and then is one of the channels', async () => {
    const needsOf = () => {
      throw new Error('A channel that is off was made.');
    };
    const makeThoseOn = await switchedOn((wanted) => readSettings(wanted, {}), shipped);
    expect(makeThoseOn(needsOf)).toEqual([]);
    expect(shipped).toHaveLength(platforms.length + 1);
  });

  test('answers a resident, once however often the letter comes, and names what is no letter', async () => {
    const { house, post, resident, residents, inTheBox } = await aHouseWithALetterbox();
    const ann = resident('ann');
    const words = 'bins again?! third week running, 14 Larch Close';
    ann.write(words, 'the-same');
    ann.write(words, 'the-same');
    post({ leaflet: 'Two pizzas for one' });
    const reference = await ann.reference();
    await vi.waitFor(() => expect(inTheBox()).toEqual([]), soon);
    await house.settled();
    expect(ann.sees()).toEqual([expect.stringContaining(reference)]);
    expect(residents()).toEqual(['ann']);
    expect(
      (await house.store.channels.latestSetAside(5)).map(({ channel, what }) => [channel, what]),
    ).toEqual([['letterbox', 'no letter']]);
    await house.store.channels.flush();
    expect(totalsOf(await house.store.channels.hours(new Date(0)))).toMatchObject([
      {
        channel: 'letterbox',
        received: 3,
        repeated: 1,
        stored: 1,
        handled: 1,
        answered: 1,
        setAside: 1,
        lost: 0,
      },
    ]);
  });

  test('takes an officer’s answer to the right address and to no other, and says a danger’s number first', async () => {
    const { house, resident, residents, act } = await aHouseWithALetterbox();
    const [ann, bob] = [resident('ann'), resident('bob')];
    ann.write('missed bin at 14 Larch Close');
    bob.write('I can smell gas in my kitchen at 9 Abbey Road');
    // The same name on another channel is somebody else.
    await house.write('ann', 'missed bin at 3 Mill Lane');
    const reference = await ann.reference();
    await bob.reference();
    await house.settled();
    expect(bob.sees()[0]).toMatch(/^Call 0800 111 999/);
    const before = { bob: bob.sees(), page: await house.said('ann') };
    await act(reference, { type: 'reply', text: 'A crew comes on Tuesday.' });
    await house.settled();
    expect(ann.sees().at(-1)).toBe('A crew comes on Tuesday.');
    expect({ bob: bob.sees(), page: await house.said('ann') }).toEqual(before);
    expect(residents().sort()).toEqual(['ann', 'bob']);
  });

  test('keeps a case’s address while the case goes from team to team', async () => {
    const { house, url, resident, act } = await aHouseWithALetterbox();
    const ann = resident('ann');
    ann.write('missed bin at 14 Larch Close');
    const reference = await ann.reference();
    const rows = (query: string) => withClient(url, async (client) => (await client.query(query)).rows);
    const standing = () => rows('SELECT team, reply_to AS "replyTo" FROM case_file');
    const address = { channel: 'letterbox', resident: 'ann', thread: 'ann' };
    expect(await standing()).toEqual([{ team: 'waste', replyTo: address }]);
    for (const team of ['street-scene', 'customer-services', 'environmental-health']) {
      await act(reference, { type: 'route', team, reason: 'It is theirs.' });
      expect(await standing()).toEqual([{ team, replyTo: address }]);
      await act(reference, { type: 'reply', text: `Now with ${team}.` });
      await house.settled();
      expect(ann.sees().at(-1)).toBe(`Now with ${team}.`);
    }
    expect(await rows(`SELECT DISTINCT payload->'to' AS "to" FROM delivery WHERE kind = 'channel'`)).toEqual([
      { to: address },
    ]);
  });
});
