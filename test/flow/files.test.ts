import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { describe, expect, test, vi } from 'vitest';
import {
  type Accept,
  type Attachment,
  type Channel,
  ChannelError,
  type FetchesFiles,
  type Reply,
} from '../../src/core/channel.ts';
import { recordDoor } from '../../src/reception.ts';
import { aHouse, anOfficer } from '../support/moothall.ts';
import { freshLedger } from '../support/postgres.ts';

const photo = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#663399' } })
  .withExif({ IFD0: { Artist: 'Ann Onymous' } })
  .jpeg()
  .toBuffer();

/** A channel on which residents send photos; what each file's bytes are, or why they cannot be had. */
function aPhotoChannel(bytesOf: (file: Attachment, asked: number) => Buffer) {
  const sent: Reply[] = [];
  const asked = new Map<string, number>();
  const channel: Channel & FetchesFiles = {
    name: 'postcards',
    limits: { text: 1000, buttons: 0, attachments: 10, edits: false },
    start: async (_accept: Accept) => {},
    stop: async () => {},
    async send(reply) {
      sent.push(reply);
      return { externalId: reply.key, at: new Date() };
    },
    async fetchFile(file) {
      const times = (asked.get(file.externalId) ?? 0) + 1;
      asked.set(file.externalId, times);
      const bytes = bytesOf(file, times);
      return (async function* () {
        yield bytes.subarray(0, 100);
        yield bytes.subarray(100);
      })();
    },
  };
  return { channel, sent };
}

let edits = 0;
/** A message, `m`; or another one, for a change of it. */
const said = (text: string) => ({
  externalId: edits++ === 0 ? 'm' : `m${edits}`,
  from: { channel: 'postcards', resident: 'ann', thread: 'ann' },
  text,
  sentAt: new Date(),
});

async function aHouseWithPhotos(bytesOf: (file: Attachment, asked: number) => Buffer) {
  edits = 0;
  const { url } = await freshLedger();
  const { channel, sent } = aPhotoChannel(bytesOf);
  const house = await aHouse(url, { adapters: () => [channel] });
  const door = recordDoor(house.parts, house.store, () => new Date());
  return {
    ...house,
    sent,
    door,
    send: (text: string, ...attachments: Attachment[]) => house.parts.accept({ ...said(text), attachments }),
    /** Change the words of the message `m`, as platforms tell it: the files are told of again. */
    edit: (text: string, ...attachments: Attachment[]) =>
      house.parts.accept({ ...said(text), attachments, revises: { externalId: 'm', kind: 'edit' } }),
    /** The only case, once it is there. */
    async file() {
      const reference = await vi.waitFor(
        async () => {
          const { cases } = await door.cases({}, anOfficer);
          expect(cases).toHaveLength(1);
          return cases[0]?.reference as string;
        },
        { timeout: 8_000 },
      );
      const file = await door.caseFile(reference, anOfficer);
      if (file === null) throw new Error('The case is gone.');
      return file;
    },
  };
}

const filesOf = (file: Awaited<ReturnType<Awaited<ReturnType<typeof aHouseWithPhotos>>['file']>>) =>
  file.messages.flatMap(({ files }) => files);

const aFile = (externalId: string, change: Partial<Attachment> = {}): Attachment => ({
  externalId,
  kind: 'photo',
  ...change,
});

describe('A file a resident sends', () => {
  test('is copied, free of what the camera wrote into it, and officers can open it', async () => {
    const house = await aHouseWithPhotos(() => photo);
    await house.send('our bin was not emptied, see photo', aFile('p1', { name: 'bin.jpg' }));
    const [kept] = await vi.waitFor(
      async () => {
        const files = filesOf(await house.file());
        expect(files[0]?.status).toBe('kept');
        return files;
      },
      { timeout: 8_000 },
    );
    expect(kept).toMatchObject({ type: 'image/jpeg', name: 'bin.jpg' });
    const open = await house.door.file(kept?.id as string, anOfficer);
    const bytes = await buffer(open?.bytes as NodeJS.ReadableStream);
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 30, height: 20 });
    expect(bytes.includes('Ann Onymous')).toBe(false);
  });

  test('does not hold the answer back while it cannot be had', async () => {
    const house = await aHouseWithPhotos(() => {
      throw new ChannelError('The platform is slow.', 'later', 60_000);
    });
    await house.send('our bin was not emptied, see photo', aFile('p1'));
    await vi.waitFor(() => expect(house.sent).toHaveLength(1), { timeout: 5_000 });
    expect(filesOf(await house.file())).toMatchObject([{ status: 'wanted' }]);
  });

  test('is tried again when the platform fails', async () => {
    const house = await aHouseWithPhotos((_, asked) => {
      if (asked < 3) throw new ChannelError('Not now.', 'later', 10);
      return photo;
    });
    await house.send('our bin was not emptied, see photo', aFile('p1'));
    await vi.waitFor(async () => expect(filesOf(await house.file())).toMatchObject([{ status: 'kept' }]), {
      timeout: 8_000,
    });
  });

  test.each([
    ['too large', aFile('p1', { bytes: 2_000_000 }), photo, 'refused', 'could not take a file'],
    ['larger than it said', aFile('p1'), Buffer.alloc(1_200_000), 'refused', 'could not take a file'],
    [
      'of a kind we do not take',
      aFile('p1'),
      Buffer.from('7f454c46020101', 'hex'),
      'refused',
      'could not take',
    ],
  ])('that is %s is not kept, and the resident is told', async (_, attachment, bytes, status, told) => {
    const house = await aHouseWithPhotos(() => bytes);
    await house.send('our bin was not emptied, see photo', attachment);
    await vi.waitFor(() => expect(house.sent.map(({ text }) => text).join('\n')).toContain(told), {
      timeout: 8_000,
    });
    const [file] = filesOf(await house.file());
    expect(file).toMatchObject({ status });
    expect(await house.door.file(file?.id as string, anOfficer)).toBeNull();
  });

  test('that is gone for good is told of, and the words stay', async () => {
    const house = await aHouseWithPhotos(() => {
      throw new ChannelError('It is gone.', 'never');
    });
    await house.send('our bin was not emptied, see photo', aFile('p1'));
    await vi.waitFor(
      () => expect(house.sent.map(({ text }) => text).join('\n')).toContain('did not reach us'),
      { timeout: 8_000 },
    );
    expect((await house.file()).messages[0]?.text).toContain('our bin was not emptied');
  });

  test('is fetched once when its caption is changed', async () => {
    let asked = 0;
    const house = await aHouseWithPhotos(() => {
      asked += 1;
      return photo;
    });
    await house.send('our bin was not emptied, see photo', aFile('p1'));
    await vi.waitFor(async () => expect(filesOf(await house.file())).toMatchObject([{ status: 'kept' }]), {
      timeout: 8_000,
    });
    await house.edit('our brown bin was not emptied, see photo', aFile('p1'));
    await house.settled();
    await house.parts.fetchFiles();
    expect(filesOf(await house.file())).toHaveLength(1);
    expect(asked).toBe(1);
  });

  test('with somebody at risk is only for those who may see the case', async () => {
    const house = await aHouseWithPhotos(() => photo);
    await house.send('he hits me every night and now he has hurt the baby, see photo', aFile('p1'));
    const [kept] = await vi.waitFor(
      async () => {
        const files = filesOf(await house.file());
        expect(files[0]?.status).toBe('kept');
        return files;
      },
      { timeout: 8_000 },
    );
    expect((await house.file()).restricted).toBe(true);
    expect(await house.door.file(kept?.id as string, { ...anOfficer, roles: ['officer'] })).toBeNull();
    expect(await house.door.file(kept?.id as string, anOfficer)).not.toBeNull();
  });
});
