import { describe, expect, test } from 'vitest';
import type { InboundMessage } from '../../../src/core/channel.ts';
import type { Understander } from '../../../src/core/understanding.ts';
import { handleConversation } from '../../../src/flow/handle.ts';
import { findPlace, together } from '../../../src/language/place/find.ts';
import { gazetteerOf } from '../../../src/language/place/gazetteer.ts';
import { minutes, tenOnTuesday } from '../../support/builders.ts';
import { aGround, aStreet, aWard, spot } from '../../support/ground.ts';
import { keepLog } from '../../support/log.ts';
import { MemoryLedger } from '../../support/memory.ts';
import { aCouncil, annsAddress, anUnderstanding, countedIds } from '../../support/turns.ts';

const ours = aStreet('Church Lane', [0, 0]);
const private_ = aStreet('Church Lane', [3_000, 0], { locality: 'Oxmoor', maintainer: 'private' });
const gazetteer = gazetteerOf(
  aGround({
    streets: [ours, private_, aStreet('Larch Close', [300, 0])],
    wards: [aWard('E05999001', 'Abbey', [-500, -500], 5_000)],
    columns: [{ column: '4', usrn: ours.usrn, point: spot(0, 40) }],
  }),
);

/** Reads everything as a pothole, and places by a gazetteer. */
const reader: Understander = {
  screen: () => [],
  understand: (text) =>
    anUnderstanding(/hole|light/.test(text) ? 'pothole' : 'other', {
      unsure: !/hole|light/.test(text),
      place: findPlace(text, gazetteer),
    }),
  together: (tellings) => together(tellings, gazetteer),
};

async function told(messages: readonly (Partial<InboundMessage> & { text: string })[], language = reader) {
  const ledger = new MemoryLedger();
  const { log, lines } = keepLog();
  const handle = handleConversation({
    handlePending: ledger.handlePending,
    ring: async () => true,
    language,
    council: aCouncil(),
    ids: countedIds(),
    now: () => minutes(1),
    log,
  });
  for (const [i, message] of messages.entries()) {
    await ledger.accept({
      externalId: `m${i}`,
      from: annsAddress,
      attachments: [],
      sentAt: tenOnTuesday,
      ...message,
    });
    await handle('conversation-1');
  }
  const [file] = ledger.conversation.cases;
  return { file, lines, said: ledger.decided.flatMap(({ said }) => said.map(({ text }) => text)) };
}

const pin = (north: number, east: number) => ({ words: 'a pin', point: spot(north, east) });

describe('Where a matter is', () => {
  test('is what its words and its pin tell together, the pin kept as it was shared', async () => {
    const { file } = await told([{ text: 'hole outside 14 larch close', place: pin(302, 30) }]);
    expect(file?.place).toMatchObject({
      words: 'outside 14 larch close',
      street: '14 Larch Close',
      point: spot(302, 30),
      pointFrom: 'pin',
      ward: { name: 'Abbey' },
    });
  });

  test('told by a pin alone is the street nearest to it, said apart', async () => {
    const { file } = await told([{ text: 'hole' }, { text: '', place: pin(302, 30) }]);
    expect(file?.place).toMatchObject({ pointFrom: 'pin', near: { street: 'Larch Close' } });
    expect(file?.place?.street).toBeUndefined();
  });

  test('half told is asked for, and the answer put together with it', async () => {
    const { file, said } = await told([
      { text: 'light 4 on all day, lamp post 4' },
      { text: 'church lane marlcombe' },
    ]);
    expect(said[0]).toContain('Where is it?');
    expect(file?.place).toMatchObject({
      usrn: ours.usrn,
      asset: '4',
      pointFrom: 'column',
      point: spot(0, 40),
    });
  });

  test('that could be two is settled by the town said then, and goes to whoever owns it there', async () => {
    const { file, said } = await told([{ text: 'hole on 12 church lane' }, { text: 'oxmoor' }]);
    expect(said[0]).toContain('1. 12 Church Lane, Marlcombe\n2. 12 Church Lane, Oxmoor');
    expect(file).toMatchObject({
      team: 'landowner',
      place: { street: '12 Church Lane', usrn: private_.usrn },
    });
    expect(said[1]).toContain('Whoever owns it looks after it');
  });

  test('that could be two is settled by a pin', async () => {
    const { file } = await told([{ text: 'hole on church lane' }, { text: '', place: pin(3_000, 50) }]);
    expect(file?.place).toMatchObject({ usrn: private_.usrn, pointFrom: 'pin' });
  });

  test('that cannot be made out stays as it was sent, and the log says so without a word of it', async () => {
    const broken: Understander = {
      ...reader,
      together: () => {
        throw new Error('Broken.');
      },
    };
    const { file, lines } = await told([{ text: 'hole', place: pin(0, 0) }], broken);
    expect(file?.place).toEqual(pin(0, 0));
    expect(JSON.stringify(lines)).not.toContain('hole');
    expect(lines).toMatchObject([{ level: 'error' }]);
  });
});
