import sharp from 'sharp';
import { describe, expect, test, vi } from 'vitest';
import { sayCount, sayValue } from '../../src/core/figure-words.ts';
import { periodNamed } from '../../src/core/periods.ts';
import { soon } from '../support/listening.ts';
import { marlcombe } from '../support/moothall.ts';
import { aSlackDesk } from '../support/slack-desk.ts';

const desk = await aSlackDesk();
const { server } = desk;
const ann = desk.officer('Ann Bell');
const mara = desk.officer('Mara Lane');
server.group('managers', [mara]);
const sara = desk.officer('Sara Noor', { in: ['desk-safeguarding'], group: 'safeguarding-officers' });
const ben = desk.officer('Ben Cole', { group: 'team-streets' });

const eventually = (check: () => Promise<void> | void) => vi.waitFor(check, soon);

describe('An officer in the thread of a case', () => {
  test('writes a note that stands there once, and is on the record', async () => {
    const { card, file, thread, heard } = await desk.aCase();
    ann.posts('desk-waste', 'Rang the depot, they know', { thread: card });
    await eventually(async () =>
      expect((await file()).messages.at(-1)).toMatchObject({
        voice: 'note',
        text: 'Rang the depot, they know',
      }),
    );
    await desk.house.parts.act({
      reference: (await file()).reference,
      officer: {
        id: '00000000-0000-7000-8000-00000000000a',
        name: 'Priya Shah',
        roles: ['officer'],
        team: null,
      },
      act: { type: 'note', text: 'from the web desk' },
    });
    await eventually(() => expect(thread(card).at(-1)?.text).toContain('from the web desk'));
    expect(thread(card).filter(({ text }) => text.includes('Rang the depot'))).toHaveLength(1);
    expect(await heard()).toEqual([]);
  });

  test('answers with >>, is offered to undo it, and sees that it arrived', async () => {
    const { card, thread, heard } = await desk.aCase();
    const post = ann.posts('desk-waste', '>> We come on Tuesday', { thread: card });
    await eventually(() => expect(ann.whispers().at(-1)?.text).toContain('in 10 seconds'));
    await eventually(async () => expect(await heard()).toEqual(['We come on Tuesday']));
    await eventually(() =>
      expect(
        thread(card)
          .find(({ ts }) => ts === post.ts)
          ?.reactions.join(),
      ).toContain('white_check_mark'),
    );
    expect(thread(card).filter(({ text }) => text.includes('We come on Tuesday'))).toHaveLength(1);
  });

  test('takes it back by the button only they see', async () => {
    const { card, heard, file } = await desk.aCase();
    ann.posts('desk-waste', '>> To the wrong person', { thread: card });
    const offer = await eventuallyWhispered(ann, 'in 10 seconds', card.ts);
    expect(await ann.clicks(offer, 'moothall:undo')).toMatchObject({ acked: true });
    await eventually(async () => expect((await file()).events.at(-1)?.type).toBe('withdrawn'));
    await desk.house.settled();
    expect(await heard()).toEqual([]);
  });

  test('is told, and nothing else happens, when they may do nothing', async () => {
    const { card, file } = await desk.aCase();
    const guest = desk.officer('Gus Guest', { guest: true });
    const nobody = desk.officer('Nora Newcomer', { group: null });
    guest.posts('desk-waste', '>> hello', { thread: card });
    nobody.posts('desk-waste', '>> hello', { thread: card });
    await eventually(() => expect(guest.whispers().at(-1)?.text).toContain('Guests'));
    await eventually(() => expect(nobody.whispers().at(-1)?.text).toContain('user groups'));
    expect((await nobody.clicks(card, 'moothall:take')).acked).toBe(true);
    expect((await file()).assignee).toBeNull();
    expect((await file()).messages.filter(({ voice }) => voice === 'officer' || voice === 'note')).toEqual(
      [],
    );
  });
});

describe('An officer at the card', () => {
  test('takes it, and the card says so', async () => {
    const { card, file } = await desk.aCase();
    await ann.clicks(card, 'moothall:take');
    await eventually(async () => expect((await file()).assignee?.name).toBe('Ann Bell'));
    await eventually(() => {
      const now = server.inChannel('desk-waste').find(({ ts }) => ts === card.ts);
      expect(now?.text).toContain('Ann Bell');
    });
  });

  test('who presses it together with another is told who was first', async () => {
    const { card, file } = await desk.aCase();
    await Promise.all([ann, ben].map((officer) => officer.clicks(card, 'moothall:take')));
    await eventually(async () => expect((await file()).assignee).not.toBeNull());
    const first = (await file()).assignee?.name;
    const second = first === 'Ann Bell' ? ben : ann;
    const told = await eventuallyWhispered(second, 'meanwhile', card.ts);
    expect(told.text).toContain(first);
    expect((await file()).events.filter(({ type }) => type === 'assigned')).toHaveLength(1);
  });

  test('replies from a modal, with a ready-made reply and a preview', async () => {
    const { card, heard, thread } = await desk.aCase();
    await ann.clicks(card, 'moothall:reply');
    const modal = await eventuallyModal(ann);
    const ready = ann.reads(modal).buttons.find(({ action }) => action === 'moothall:canned');
    expect(ready).toBeDefined();
    ann.fills(modal, { text: 'We come on *Tuesday*, ring 07700 900123' });
    await ann.clicks(modal, 'moothall:preview');
    await eventually(() => expect(ann.reads(ann.modal() ?? modal).text).toContain('a phone number'));
    expect(ann.reads(ann.modal() ?? modal).text).toContain('39 characters');
    const done = await ann.submits(ann.modal() ?? modal);
    expect(done).toMatchObject({ trouble: null, errors: null, answered: 'close' });
    await eventually(async () => expect(await heard()).toEqual(['We come on *Tuesday*, ring 07700 900123']));
    expect(thread(card).filter(({ text }) => text.includes('We come on'))).toHaveLength(1);
  });

  test('fills a reply in from the ready-made ones', async () => {
    const { card, reference } = await desk.aCase();
    await ann.clicks(card, 'moothall:reply');
    const modal = await eventuallyModal(ann);
    const first = desk.house.parts.record.canned(
      await ((await desk.house.parts.record.caseFile(reference, {
        id: '',
        name: '',
        roles: ['admin'],
        team: null,
      })) ?? Promise.reject(new Error('gone'))),
    )[0];
    await ann.picks(modal, 'moothall:canned', first?.id ?? '');
    await eventually(() => expect(JSON.stringify(ann.modal()?.told['blocks'])).toContain('"initial_value"'));
    await ann.closes();
  });

  test('passes it to another team, where its service is changed', async () => {
    const { card, cardIn, file } = await desk.aCase();
    await ann.clicks(card, 'moothall:route');
    expect(
      await ann.submits(await eventuallyModal(ann), { team: 'street-scene', reason: 'a road' }),
    ).toMatchObject({ trouble: null, answered: 'close' });
    const there = await cardIn('desk-streets');
    await ben.clicks(there, 'moothall:service');
    const changed = await ben.submits(await eventuallyModal(ben), { service: 'pothole', reason: 'a hole' });
    expect(changed).toMatchObject({ trouble: null, errors: null });
    if (changed.view !== null) await ben.submits(changed.view);
    expect((await file()).service).toBe('pothole');
  });

  test('passes a restricted one on, which stays restricted until they say that everybody may see it', async () => {
    const { reference, card, cardIn, file } = await desk.aCase();
    await ann.clicks(card, 'moothall:route');
    const plain = await eventuallyModal(ann);
    expect(ann.reads(plain).text).not.toContain('Lift the restriction');
    await ann.submits(plain, { team: 'safeguarding-hub' });
    const safe = await cardIn('desk-safeguarding');
    await sara.clicks(safe, 'moothall:route');
    await sara.submits(await eventuallyModal(sara), { team: 'street-scene' });
    expect(await file()).toMatchObject({ team: 'street-scene', restricted: true });
    await desk.house.settled();
    const stub = server.inChannel('desk-streets').find(({ text }) => text.includes(reference));
    expect(stub?.text).toContain('restricted');
    expect(stub?.text).not.toContain('Larch Close');
    await sara.clicks(safe, 'moothall:route');
    await sara.submits(await eventuallyModal(sara), { team: 'waste', lift: ['yes'] });
    expect(await file()).toMatchObject({ team: 'waste', restricted: false });
    expect((await file()).events.at(-1)).toMatchObject({ type: 'routed', data: { lifted: true } });
  });

  test('closes it with an outcome', async () => {
    const { card, file } = await desk.aCase();
    await ann.clicks(card, 'moothall:close');
    expect(await ann.submits(await eventuallyModal(ann), { outcome: 'fixed' })).toMatchObject({
      trouble: null,
      answered: 'close',
    });
    expect(await file()).toMatchObject({ status: 'resolved', outcome: 'fixed' });
  });
});

describe('An officer who looks for a case', () => {
  test('finds it by command and in the app’s home', async () => {
    const { card, reference, file } = await desk.aCase();
    await ann.clicks(card, 'moothall:take');
    await eventually(async () => expect((await file()).assignee?.name).toBe('Ann Bell'));
    const found = await ann.runs('/moothall', reference);
    expect(found.text).toContain(reference);
    expect(found.links.some(({ url }) => url.includes('/archives/'))).toBe(true);
    expect((await ann.runs('/moothall', 'mine')).text).toContain(reference);
    await ann.opensHome();
    await eventually(() => {
      const home = ann.home();
      if (home === null) throw new Error('There is no home yet.');
      expect(ann.reads(home).text).toContain(reference);
      expect(ann.reads(home).text).toContain('opened this week');
    });
  });

  test('who is a manager reads the figures of their team, the same as everywhere, and sees them drawn', async () => {
    await desk.aCase('My green bin was not emptied at 9 Larch Close');
    const answer = await mara.runs('/moothall', 'stats this month');
    expect(answer.text).toContain('Waste and recycling: this month');
    const period = periodNamed('this-month', new Date(), marlcombe.facts.timezone);
    const filters = { from: period.from, to: period.to, team: 'waste' };
    const { all } = await desk.house.store.statistics.figures(filters, null, new Date());
    expect(all.opened.count).toBeGreaterThan(0);
    expect(answer.text).toContain(`*Cases opened*: ${sayValue('opened', all.opened.value)}`);
    const answered = all['first-response-in-time'];
    if (answered.count > 0)
      expect(answer.text).toContain(
        `*First responses in time*: ${sayValue('first-response-in-time', answered.value)} of ${sayCount('first-response-in-time', answered)}`,
      );
    await eventually(() => {
      const drawn = mara.whispers().find(({ text }) => text.includes('Waste and recycling. Week by week, '));
      expect(drawn).toBeDefined();
    });
    const [picture] = [...server.workspace.files.values()].filter(({ name }) => name === 'figures.png');
    expect(picture?.title).toBe('First response by a person, Marlcombe Borough Council: Waste and recycling');
    expect((await sharp(picture?.bytes ?? undefined).metadata()).width).toBe(1280);
  });

  test('who is a manager asks in a team’s channel for that team, and shares it with everybody there by the button', async () => {
    server.joins('desk-streets', mara.id);
    const answer = await mara.runs('/moothall', 'stats', 'desk-streets');
    expect(answer.text).toContain('Street cleaning and enforcement: this week');
    expect((await mara.runs('/moothall', 'stats here last month', 'desk-streets')).text).toContain(
      'Street cleaning and enforcement: last month',
    );
    expect((await mara.runs('/moothall', 'stats here')).text).toContain('no team’s');
    expect(server.inChannel('desk-streets').filter(({ text }) => text.includes('Shared by'))).toEqual([]);
    await mara.clicks(answer.ts, 'moothall:share');
    const [post] = await eventuallyPosted('desk-streets', 'Shared by Mara Lane');
    expect(post?.text).toContain('Street cleaning and enforcement: this week');
    expect(post?.text).toContain('Street cleaning and enforcement. Week by week, ');
    expect(post?.text).toContain('nothing is told of fewer than five cases');
    await eventually(() => {
      const left = mara.whispers().find(({ ts }) => ts === answer.ts);
      expect(left?.text).toContain('Shared in the channel.');
      expect(left?.buttons.map(({ action }) => action)).not.toContain('moothall:share');
    });
    expect(await eventuallyPosted('desk-streets', 'Shared by Mara Lane')).toHaveLength(1);
  });

  test('who is a manager shares figures by a word, and is told when Slack would not have the chart', async () => {
    await desk.aCase();
    server.joins('desk-waste', mara.id);
    server.fails({ on: 'files.getUploadURLExternal', status: 503, times: 2 });
    const answer = await mara.runs('/moothall', 'stats waste week share', 'desk-waste');
    expect(answer).toMatchObject({ acked: true, text: '' });
    const [post] = await eventuallyPosted('desk-waste', 'Shared by Mara Lane');
    expect(post?.text).toContain('Waste and recycling: this week');
    expect(post?.text).not.toContain('Week by week');
    await eventually(() => expect(mara.whispers().at(-1)?.text).toContain('without the chart'));
    await mara.runs('/moothall', 'stats waste', 'desk-waste');
    await eventually(() =>
      expect(mara.whispers().at(-1)?.text).toContain('The chart could not be shown just now.'),
    );
  });

  test('who is no manager shares nothing, neither by a word nor by a manager’s button', async () => {
    const before = server.everythingIn('desk-streets').length;
    const told = await ben.runs('/moothall', 'stats week share', 'desk-streets');
    expect(told.text).toContain('The figures are for managers');
    const { ts } = await mara.runs('/moothall', 'stats', 'desk-streets');
    const offer = server.ephemerals.find((each) => each.ts === ts);
    if (offer === undefined) throw new Error('Nothing was said.');
    server.ephemerals.push({ ...offer, user: ben.id });
    await ben.clicks(ts, 'moothall:share');
    await eventually(() => expect(ben.whispers().at(-1)?.text).toContain('The figures are for managers'));
    expect(server.everythingIn('desk-streets')).toHaveLength(before);
  });

  test('asks for figures in vain who is no manager, and is told what could be asked instead of a team there is not', async () => {
    expect((await ann.runs('/moothall', 'stats')).text).toContain('The figures are for managers');
    expect((await mara.runs('/moothall', 'stats bins last week')).text).toMatch(
      /“bins” is no team and no period\. Teams: all, here, customer-services/,
    );
  });

  test('makes one of what a resident told them elsewhere', async () => {
    server.channel('general');
    server.joins('general', ann.id);
    const post = ann.posts('general', 'Mrs Jones rang: pothole outside 3 High Street');
    await ann.usesShortcut('moothall:make-case', post);
    const modal = await eventuallyModal(ann);
    const made = await ann.submits(modal, {});
    expect(made).toMatchObject({ trouble: null, answered: 'update' });
    const words = made.view === null ? '' : ann.reads(made.view).text;
    expect(words).toMatch(/MB-\d{3}-\d{3}-\d{3} is open/);
    await ann.closes();
  });
});

async function eventuallyModal(officer: typeof ann) {
  return await vi.waitFor(() => {
    const view = officer.modal();
    if (view === null) throw new Error('No modal is open.');
    return view;
  }, soon);
}

async function eventuallyPosted(channel: string, words: string) {
  return await vi.waitFor(() => {
    const found = server.inChannel(channel).filter(({ text }) => text.includes(words));
    if (found.length === 0) throw new Error(`Nobody said "${words}" in ${channel}.`);
    return found;
  }, soon);
}

async function eventuallyWhispered(officer: typeof ann, words: string, thread: string) {
  return await vi.waitFor(() => {
    const found = officer.whispers().findLast((each) => each.text.includes(words) && each.thread === thread);
    if (found === undefined) throw new Error(`Nobody told them "${words}".`);
    return found;
  }, soon);
}
