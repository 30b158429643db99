import { beforeAll, describe, expect, test } from 'vitest';
import type { Act, Officer } from '../../src/core/desk.ts';
import { aDesk, signedIn, type TestDesk } from '../support/desk.ts';
import { aHouse, type House } from '../support/moothall.ts';
import { freshDatabase } from '../support/postgres.ts';

let house: House;
let desk: TestDesk;
let priya: { officer: Officer; token: string };
beforeAll(async () => {
  house = await aHouse(await freshDatabase('ledger'));
  desk = await aDesk(house, { hold: 10 });
  priya = await signedIn(house, { name: 'Priya Nair', team: 'waste' });
}, 120_000);

const act = (reference: string, what: Act, key?: string) =>
  house.parts.act({ reference, officer: priya.officer, act: what, ...(key === undefined ? {} : { key }) });
const read = async (reference: string) => {
  const file = await house.store.reader.caseFile(reference, { restricted: true }, new Date());
  if (file === null) throw new Error('There is no such case.');
  return file;
};
const heard = async (resident: string) =>
  (await house.said(resident)).filter(({ voice }) => voice === 'officer').map(({ text }) => text);
const wrote = async (reference: string, what: Act): Promise<string> => {
  const { messageId } = await act(reference, what);
  if (messageId === null) throw new Error('Nothing was written.');
  return messageId;
};

describe('A reply that is held back', () => {
  test('is not to be read by the resident, and is taken back unseen: the case is not answered', async () => {
    const { reference, resident } = await desk.aCase('they missed my bin again at 3 Mill Lane');
    const messageId = await wrote(reference, { type: 'reply', text: 'Wrong case!', hold: 30 });
    expect(await heard(resident)).toEqual([]);
    expect((await read(reference)).firstRespondedAt).not.toBeNull();

    await act(reference, { type: 'withdraw', messageId });
    await house.settled();
    expect(await heard(resident)).toEqual([]);
    const file = await read(reference);
    expect(file.firstRespondedAt).toBeNull();
    expect(file.clocks.firstResponse.met).toBeNull();
    const [reply] = file.messages.filter(({ voice }) => voice === 'officer');
    expect([reply?.text, reply?.delivery?.status]).toEqual(['Wrong case!', 'withdrawn']);
  });

  test('is let go at once when anything else is said in its thread: danger waits behind nothing', async () => {
    const { reference, resident } = await desk.aCase('my bin was missed at 4 Mill Lane');
    await act(reference, { type: 'reply', text: 'A crew comes on Tuesday.', hold: 60 });
    await house.write(resident, 'HELP there is a fire in the house and we are trapped inside');
    await house.settled();
    const said = (await house.said(resident)).map(({ text }) => text ?? '');
    expect(said.findIndex((text) => text.includes('999'))).toBeGreaterThan(
      said.indexOf('A crew comes on Tuesday.'),
    );
  });

  test('goes out in its new words when it is put right meanwhile, once', async () => {
    const { reference, resident } = await desk.aCase('my bin was missed at 5 Mill Lane');
    const messageId = await wrote(reference, { type: 'reply', text: 'A crew comes on Tusday.', hold: 30 });
    await act(reference, { type: 'correct', messageId, text: 'A crew comes on Tuesday.' });
    expect(await heard(resident)).toEqual([]);
    await act(reference, { type: 'reply', text: 'Put it out by 6.' });
    await house.settled();
    expect(await heard(resident)).toEqual(['A crew comes on Tuesday.', 'Put it out by 6.']);
  });

  test('goes or is taken back, never both, whoever is first', async () => {
    for (let i = 0; i < 8; i += 1) {
      const { reference, resident } = await desk.aCase(`my bin was missed at ${10 + i} Mill Lane`);
      const messageId = await wrote(reference, { type: 'reply', text: 'On our way.', hold: 1 });
      await new Promise((resolve) => setTimeout(resolve, 960 + i * 12));
      const taken = await act(reference, { type: 'withdraw', messageId }).then(
        () => true,
        (refusal: unknown) => {
          expect(refusal).toMatchObject({ code: 'too-late' });
          return false;
        },
      );
      await house.settled();
      const [reply] = (await read(reference)).messages.filter(({ voice }) => voice === 'officer');
      expect(reply?.delivery?.status).toBe(taken ? 'withdrawn' : 'sent');
      expect(await heard(resident)).toEqual(taken ? [] : ['On our way.']);
    }
  }, 60_000);
});

describe('What an officer wrote', () => {
  test('is put right once sent: both wordings are on the record, and the case stays answered when it was', async () => {
    const { reference, resident } = await desk.aCase('huge pothole outside 5 Station Road');
    const messageId = await wrote(reference, { type: 'reply', text: 'It is fixed.' });
    await house.settled();
    const before = await read(reference);
    await act(reference, { type: 'correct', messageId, text: 'It is booked for Tuesday.' });
    await house.settled();
    expect((await heard(resident)).join(' ')).toContain('It is booked for Tuesday.');
    const file = await read(reference);
    expect(file.firstRespondedAt).toEqual(before.firstRespondedAt);
    const texts = file.messages.filter(({ voice }) => voice === 'officer').map(({ text }) => text ?? '');
    expect(texts[0]).toBe('It is fixed.');
    expect(texts[1]).toContain('It is booked for Tuesday.');
    expect(file.events.at(-1)).toMatchObject({ type: 'corrected', actor: { name: 'Priya Nair' } });
    const { body } = await desk.look(priya.token, `/desk/cases/${reference}`);
    expect(body).toContain('see what it said before');
    expect(body).toContain('Priya Nair put right a reply');
  });

  test('as a note is put right and taken back, and no word of it leaves', async () => {
    const { reference, resident } = await desk.aCase('dead fox on Abbey Road');
    const messageId = await wrote(reference, { type: 'note', text: 'He is a nuisance.' });
    await act(reference, { type: 'correct', messageId, text: 'He rang three times.' });
    await act(reference, { type: 'withdraw', messageId });
    await house.settled();
    expect(await heard(resident)).toEqual([]);
    const file = await read(reference);
    expect(file.deliveries.filter(({ messageId: of }) => of === messageId)).toEqual([]);
    expect(file.events.slice(-3).map(({ type }) => type)).toEqual(['noted', 'corrected', 'withdrawn']);
    await expect(act(reference, { type: 'correct', messageId, text: 'Again.' })).rejects.toMatchObject({
      code: 'too-late',
    });
  });

  test('cannot be put right from another case, nor by an id nobody gave', async () => {
    const { reference } = await desk.aCase('graffiti on the wall of Abbey Road');
    const { reference: other } = await desk.aCase('graffiti on the bridge of Abbey Road');
    const messageId = await wrote(other, { type: 'note', text: 'Ours.' });
    for (const id of [messageId, 'x', '01a20597-2f2a-750c-a244-3e1d1906bf58'])
      await expect(act(reference, { type: 'correct', messageId: id, text: 'T' })).rejects.toMatchObject({
        code: 'not-found',
      });
  });

  test('stands in a record that proves itself, whatever was changed', async () => {
    const { reference } = await desk.aCase('fly-tipping behind the shops on Mill Lane');
    const messageId = await wrote(reference, { type: 'note', text: 'One.' });
    await act(reference, { type: 'correct', messageId, text: 'Two.' }, 'k');
    await act(reference, { type: 'correct', messageId, text: 'Two.' }, 'k');
    await act(reference, { type: 'escalate', reason: 'Asbestos.' });
    expect(await house.store.reader.fault(reference)).toBeNull();
    expect((await read(reference)).messages.filter(({ voice }) => voice === 'note')).toHaveLength(2);
  });
});

describe('At the web desk', () => {
  test('a reply is held back for ten seconds, and one press takes it back', async () => {
    const { reference, resident } = await desk.aCase('street light out on Harbour Way');
    const address = `/desk/cases/${reference}`;
    const reply = { ...(await desk.formOf(priya.token, reference, 'reply')), text: 'To the wrong person' };
    await desk.send(priya.token, `${address}/act`, reply);
    expect(await heard(resident)).toEqual([]);
    const { body } = await desk.look(priya.token, `${address}?done=reply`);
    expect(body).toContain('Until then you can take it back');
    const [message] = (await read(reference)).messages.filter(({ voice }) => voice === 'officer');
    const form = {
      ...(await desk.formOf(priya.token, reference, 'withdraw')),
      message: message?.id ?? '',
    };
    expect((await desk.send(priya.token, `${address}/act`, form)).statusCode).toBe(303);
    await house.settled();
    expect(await heard(resident)).toEqual([]);
    const after = (await desk.look(priya.token, address)).body;
    expect(after).toContain('Priya Nair took this back');
    expect(after).toContain('Not sent: it was taken back in time.');
  });

  test('a ready-made reply is put in with the facts of the case, and previewed, without being sent', async () => {
    const { reference } = await desk.aCase('my street light is out at 5 Station Road');
    const form = await desk.formOf(priya.token, reference, 'reply');
    const ready = await desk.send(priya.token, `/desk/cases/${reference}/act`, {
      ...form,
      do: 'ready',
      ready: 'ring-us',
      text: 'Hello.',
    });
    expect(ready.statusCode).toBe(200);
    expect(ready.body).toContain(`give your reference, ${reference}`);
    const preview = await desk.send(priya.token, `/desk/cases/${reference}/act`, {
      ...form,
      do: 'preview',
      text: 'Ring Ann on 07700 900123.',
    });
    expect(preview.body).toContain('As the resident will see it');
    expect(preview.body).toContain('25 characters');
    expect(preview.body).toContain('Telephone number: 07700 900123');
    const own = { ...form, do: 'preview', text: 'Ring us on 01632 960100.' };
    const ours = await desk.send(priya.token, `/desk/cases/${reference}/act`, own);
    expect(ours.body).not.toContain('Telephone number');
    expect((await read(reference)).messages.filter(({ voice }) => voice === 'officer')).toEqual([]);
  });

  test('a danger asks for a person to say that they have it, until one does', async () => {
    const { reference } = await desk.aCase('I can smell gas in the stairwell of Mill House');
    const address = `/desk/cases/${reference}`;
    expect((await desk.look(priya.token, address)).body).toContain('I have it');
    await desk.send(priya.token, `${address}/act`, await desk.formOf(priya.token, reference, 'confirm'));
    const { body } = await desk.look(priya.token, address);
    expect(body).not.toContain('I have it');
    expect(body).toContain('Priya Nair has the danger in hand');
  });

  test('a case is closed without a word to the resident, when the officer says so', async () => {
    const { reference, resident } = await desk.aCase('dog mess on Harbour Way');
    const before = (await house.said(resident)).length;
    const form = { ...(await desk.formOf(priya.token, reference, 'status')), status: 'resolved' };
    await desk.send(priya.token, `/desk/cases/${reference}/act`, {
      ...form,
      outcome: 'duplicate',
      quiet: 'yes',
    });
    await house.settled();
    expect((await read(reference)).status).toBe('resolved');
    expect(await house.said(resident)).toHaveLength(before);
  });
});

describe('A case made of what a resident told an officer', () => {
  const made = async (fields: Record<string, string>) => {
    const answer = await desk.send(priya.token, '/desk/new', { key: `k-${Math.random()}`, ...fields });
    return { answer, reference: /MB-\d{3}-\d{3}-\d{3}/.exec(answer.headers.location ?? '')?.[0] ?? '' };
  };

  test('is read, routed and clocked as any other, and nobody is written to', async () => {
    const { answer, reference } = await made({
      text: 'Mr Jones rang: his bin was missed again at 3 Mill Lane',
    });
    expect(answer.statusCode).toBe(303);
    await house.settled();
    const file = await read(reference);
    expect(file).toMatchObject({ service: 'missed-bin', team: 'waste', channel: 'desk' });
    expect(file.firstResponseDue).not.toBeNull();
    expect(file.messages.filter(({ voice }) => voice === 'bot')).toEqual([]);
    expect(file.deliveries.filter(({ via }) => via !== 'web')).toEqual([]);
    await expect(act(reference, { type: 'reply', text: 'Hello' })).rejects.toMatchObject({
      code: 'no-way-back',
    });
    const { body } = await desk.look(priya.token, `/desk/cases/${reference}`);
    expect(body).toContain('nobody can be written to here');
    await act(reference, { type: 'status', status: 'resolved', outcome: 'fixed' });
    expect((await read(reference)).status).toBe('resolved');
  });

  test('has the service the officer named, whatever the words say', async () => {
    const { reference } = await made({ text: 'bin missed at 3 Mill Lane', service: 'litter' });
    expect((await read(reference)).service).toBe('litter');
  });

  test('is one case, however often the form is sent', async () => {
    const first = await made({ text: 'A pothole on Abbey Road', key: 'once' });
    const second = await made({ text: 'A pothole on Abbey Road', key: 'once' });
    expect(second.reference).toBe(first.reference);
  });

  test('with danger in it is danger', async () => {
    const { reference } = await made({ text: 'A caller says she can smell gas at 9 Mill Lane' });
    const file = await read(reference);
    expect(file.urgent).toBe(true);
    expect(file.danger.map(({ family }) => family)).toContain('gas');
  });

  test.each([
    [{ text: ' ' }, 'new-text'],
    [{ text: 'A pothole', service: 'dragons' }, 'new-service'],
  ])('is refused when it will not do, and what was typed is kept: %j', async (fields, field) => {
    const { answer } = await made(fields);
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.body).toContain(`href="#${field}"`);
    expect(answer.body).toContain(fields.text.trim());
  });
});
