import { describe, expect, test } from 'vitest';
import { joined, rememberAlbums } from '../../../adapters/telegram/albums.ts';
import { TelegramFault } from '../../../adapters/telegram/calls.ts';
import {
  detailsOf,
  hearing,
  NotStored,
  pauseAfter,
  usualWaits,
  whyOf,
} from '../../../adapters/telegram/hearing.ts';
import { type Came, lanesOf } from '../../../adapters/telegram/lanes.ts';
import type { Said } from '../../../adapters/telegram/read.ts';

/** Something said by somebody, perhaps as part of an album. */
function said(id: number, { by = '11', album = '', text = '', revises = 0, forUs = true } = {}): Said {
  return {
    is: 'said',
    message: {
      externalId: revises === 0 ? `${by}:${id}` : `${by}:${revises}:edit:1:${id}`,
      from: { channel: 'telegram', resident: by, thread: by },
      text,
      attachments: album === '' || revises > 0 ? [] : [{ externalId: `file-${id}`, kind: 'photo' }],
      sentAt: new Date(0),
      ...(revises === 0 ? {} : { revises: { externalId: `${by}:${revises}`, kind: 'edit' as const } }),
    },
    forUs,
    ...(album === '' ? {} : { album: `${by}:${album}` }),
  };
}

const came = (...readings: Said[]): Came[] => readings.map((reading, id) => ({ id, reading, at: id * 10 }));
const shape = (...readings: Said[]) =>
  lanesOf(came(...readings)).map((lane) => lane.map(({ ids, openSince }) => [ids, openSince]));

describe('Lanes', () => {
  test('keep what one resident said in order, apart from what others said', () => {
    expect(shape(said(1), said(2, { by: '12' }), said(3))).toEqual([
      [
        [[0], null],
        [[2], null],
      ],
      [[[1], null]],
    ]);
  });

  test('keep an album together over what others said meanwhile, open until something else follows', () => {
    const parts = [said(1, { album: 'a' }), said(2, { by: '12' }), said(3, { album: 'a' })];
    expect(shape(...parts)[0]).toEqual([[[0, 2], 20]]);
    expect(shape(...parts, said(4))[0]).toEqual([
      [[0, 2], null],
      [[3], null],
    ]);
    expect(shape(...parts, said(4, { album: 'b' }))[0]).toEqual([
      [[0, 2], null],
      [[3], 30],
    ]);
  });

  test('keep a change of an album apart from it', () => {
    expect(shape(said(1, { album: 'a' }), said(2, { album: 'a', revises: 1 }))[0]).toEqual([
      [[0], null],
      [[1], null],
    ]);
  });
});

describe('An album', () => {
  test('says each thing once, and has each file once', () => {
    const parts = [
      said(1, { album: 'a', text: 'Same' }),
      said(2, { album: 'a', text: 'Same' }),
      said(1, { album: 'a' }),
    ];
    const message = joined(parts);
    expect(message?.text).toBe('Same');
    expect(message?.attachments.map(({ externalId }) => externalId)).toEqual(['file-1', 'file-2']);
    expect(joined([said(1, { album: 'a', forUs: false })])).toBeNull();
  });

  test('is changed as one as long as it is remembered, and part by part after that', () => {
    const albums = rememberAlbums();
    const parts = [said(1, { album: 'a', text: 'One' }), said(2, { album: 'a', text: 'Two' })];
    const change = said(3, { album: 'a', text: 'Three', revises: 2 });
    expect(albums.changed(change)).toMatchObject({ text: 'Three', revises: { externalId: '11:2' } });
    albums.remember(parts, '11:1');
    expect(parts.map(albums.has)).toEqual([true, true]);
    expect(albums.has(change)).toBe(false);
    expect(albums.changed(change)).toMatchObject({ text: 'One\n\nThree', revises: { externalId: '11:1' } });
    for (let i = 0; i < 500; i += 1) albums.remember([said(i, { album: `later ${i}` })], `11:${i}`);
    expect(parts.map(albums.has)).toEqual([false, false]);
  });
});

describe('After a fault', () => {
  const refused = (code: number, afterMs?: number) =>
    new TelegramFault('refused', `Telegram said no: ${code}`, { code, afterMs });

  test('the pause grows to half a minute, and is never the same for all', () => {
    const pauses = (random: number) =>
      [1, 2, 3, 7, 40].map((count) => pauseAfter(refused(502), count, usualWaits, () => random));
    expect(pauses(1)).toEqual([500, 1_000, 2_000, 30_000, 30_000]);
    expect(pauses(0)).toEqual([250, 500, 1_000, 15_000, 15_000]);
  });

  test('the pause is as long as Telegram asks, or a minute while the token is bad', () => {
    expect(pauseAfter(refused(429, 1_800_000), 1, usualWaits, () => 0)).toBe(1_800_000);
    for (const code of [401, 404]) expect(pauseAfter(refused(code), 9, usualWaits, () => 0)).toBe(60_000);
  });

  test('the operator is told what to do, and no word of a resident', () => {
    expect(whyOf(refused(401))).toContain('TELEGRAM_BOT_TOKEN');
    expect(whyOf(refused(409))).toContain('Another program');
    expect(whyOf(new Error('bin at 14 Larch Close'))).not.toContain('Larch');
    const cause = Object.assign(new Error('Key (text)=(bin at 14 Larch Close)'), { code: '22001' });
    const fault = new NotStored(cause);
    expect(whyOf(fault)).toContain('cannot be stored');
    expect(detailsOf(fault)).toMatchObject({ cause: 'Error', code: '22001' });
    expect(JSON.stringify(detailsOf(fault))).not.toContain('Larch');
  });

  test('a gap is told for a day, and trouble before it', () => {
    let at = 0;
    const hears = hearing(() => new Date(at));
    expect(hears.health()).toEqual({ well: true, why: null });
    hears.gap('Some may be missed.');
    expect(hears.health()).toEqual({ well: true, why: 'Some may be missed.' });
    hears.unwell('Not heard.');
    expect(hears.health()).toEqual({ well: false, why: 'Not heard.' });
    hears.well();
    at = 24 * 3_600_000;
    expect(hears.health()).toEqual({ well: true, why: null });
  });
});
