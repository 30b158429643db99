import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import {
  type Accept,
  type Channel,
  ChannelError,
  type InboundMessage,
  type Reply,
} from '../../src/core/channel.ts';
import { Refusal } from '../../src/core/errors.ts';

/** A recorded payload, and what must be read from it: the noun beside it, a refusal's code, or nothing. */
export interface Sample {
  readonly name: string;
  readonly about: string;
  /** What the channel knows besides the payload: whose it is, when it came. */
  readonly arrival: unknown;
  readonly payload: unknown;
  readonly noun?: unknown;
  readonly refusal?: string;
  readonly ignored?: true;
}

/** A channel that is open on a real ledger. */
export interface Opened {
  readonly channel: Channel;
  /** Do as the platform does when it delivers this payload: resolves when the channel acknowledges it. */
  deliver(payload: unknown): Promise<unknown>;
  /** Stores for real; counts what it is asked and what was new. */
  readonly accept: Accept;
  readonly address: Reply['to'];
}

/** How one channel is put to the test. */
export interface Subject {
  readonly name: string;
  readonly samples: string;
  /** The adapter's `read`: null for what it ignores. */
  read(payload: unknown, arrival: unknown): InboundMessage | null;
  /** The same arrival once more: later, by another way. */
  again(arrival: unknown): unknown;
  /** Whether the payload names itself, so that a repeat can be told. */
  namesItself(payload: unknown): boolean;
  /** The adapter's `write`: what the platform is sent for one reply, in order. */
  write(reply: Reply): readonly { readonly text: string; readonly choices: readonly string[] }[];
  open(): Promise<Opened>;
}

export function samplesIn(folder: string): Sample[] {
  return readdirSync(folder).map((file) => ({
    name: file.replace('.json', ''),
    ...JSON.parse(readFileSync(join(folder, file), 'utf8')),
  }));
}

/** What every channel promises, asked of one. */
export function keepsTheContract(subject: Subject): void {
  const samples = samplesIn(subject.samples);
  const messages = samples.filter(({ noun }) => noun !== undefined);
  const read = ({ payload, arrival }: Sample) => subject.read(payload, arrival);

  describe(`${subject.name} reads what its platform sends`, () => {
    test('from 15 recorded samples or more', () => {
      expect(samples.length).toBeGreaterThanOrEqual(15);
      expect(messages.length).toBeGreaterThan(0);
    });

    test.each(messages)('$name: $about', (sample) => {
      expect(JSON.parse(JSON.stringify(read(sample)))).toEqual(sample.noun);
    });

    test.each(samples.filter(({ refusal }) => refusal !== undefined))('$name, refused: $about', (sample) => {
      expect(() => read(sample)).toThrow(expect.objectContaining({ name: 'Refusal', code: sample.refusal }));
    });

    test('and ignores what is not for it', () => {
      for (const sample of samples.filter(({ ignored }) => ignored)) expect(read(sample)).toBeNull();
    });

    test.each(messages.filter(({ payload }) => subject.namesItself(payload)))(
      'the same event gives the same external id, whenever it comes: $name',
      ({ payload, arrival }) => {
        const first = subject.read(payload, arrival);
        const second = subject.read(payload, subject.again(arrival));
        expect(second?.externalId).toBe(first?.externalId);
      },
    );

    test('different events give different external ids', () => {
      const ids = messages.map((sample) => read(sample)?.externalId);
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  describe(`${subject.name} takes messages in`, () => {
    const sample = messages.find(({ payload }) => subject.namesItself(payload));
    const payload = sample?.payload;

    test('a payload replayed five times at once is stored once', async () => {
      const { channel, deliver, accept } = await subject.open();
      const fresh: boolean[] = [];
      await channel.start(async (message) => {
        const accepted = await accept(message);
        fresh.push(!accepted.duplicate);
        return accepted;
      });
      await Promise.all(Array.from({ length: 5 }, () => deliver(payload)));
      expect(fresh).toHaveLength(5);
      expect(fresh.filter(Boolean)).toHaveLength(1);
      await channel.stop();
    });

    test('the platform is told only once the message is stored', async () => {
      const { channel, deliver, accept } = await subject.open();
      let store: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => {
        store = resolve;
      });
      const asked = vi.fn();
      await channel.start(async (message) => {
        asked();
        await gate;
        return accept(message);
      });
      let told = false;
      const delivery = deliver(payload).then(() => {
        told = true;
      });
      await vi.waitFor(() => expect(asked).toHaveBeenCalled());
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(told).toBe(false);
      store();
      await delivery;
      expect(told).toBe(true);
      await channel.stop();
    });

    test('what could not be stored is not acknowledged', async () => {
      const { channel, deliver } = await subject.open();
      const fault = new Error('The ledger is away.');
      await channel.start(async () => {
        throw fault;
      });
      await expect(deliver(payload)).rejects.toThrow(fault);
      await channel.stop();
    });

    test('once stopped it takes nothing in, and says so', async () => {
      const { channel, deliver, accept } = await subject.open();
      const asked = vi.fn(accept);
      await channel.start(asked);
      await channel.stop();
      await expect(deliver(payload)).rejects.toThrow(Refusal);
      expect(asked).not.toHaveBeenCalled();
    });

    test('stopping leaves no open handle: started and stopped 30 times, it holds no more than before', async () => {
      const { channel, deliver, accept } = await subject.open();
      const round = async () => {
        await channel.start(accept);
        await deliver(payload);
        await channel.stop();
      };
      await round();
      const before = handles();
      for (let i = 0; i < 30; i += 1) await round();
      // The ledger's pool of 10 comes and goes meanwhile.
      await vi.waitFor(() => expect(grownBy(before, handles())).toBeLessThan(15));
    });
  });

  describe(`${subject.name} says things`, () => {
    const reply = (text: string, choices: readonly string[], to: Reply['to']): Reply => ({
      key: '01a20597-2f2a-750c-a244-3e1d1906bf58',
      to,
      conversationId: '01a20597-2ef4-7670-84d0-d732bf09e786',
      text,
      choices,
    });

    test('within its limits, and without losing a word', async () => {
      const { channel, address } = await subject.open();
      const { text: longest, buttons } = channel.limits;
      const long =
        'A word of Welsh: dŵr. An emoji: 👩‍🚒. A link: https://www.council.example/a?b=c#d. '.repeat(
          Math.ceil(Math.min(longest, 20_000) / 40),
        );
      const choices = Array.from({ length: 30 }, (_, i) => `choice ${i}`);
      const sent = subject.write(reply(long, choices, address));
      const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');
      expect(sent.flatMap(({ text }) => words(text)).slice(0, words(long).length)).toEqual(words(long));
      for (const each of sent) {
        expect(each.text.length).toBeLessThanOrEqual(longest);
        expect(each.choices.length).toBeLessThanOrEqual(buttons);
        expect(each.text).not.toMatch(/\p{Surrogate}/u);
      }
    });

    test('a reply sent gives a receipt', async () => {
      const { channel, address, accept } = await subject.open();
      await channel.start(accept);
      const receipt = await channel.send(reply('Hello', [], address));
      expect(receipt.externalId).not.toBe('');
      expect(receipt.at).toBeInstanceOf(Date);
      await channel.stop();
    });

    test('an address of another channel is refused for ever', async () => {
      const { channel, address } = await subject.open();
      const wrong = reply('Hello', [], { ...address, channel: 'carrier-pigeon' });
      const fault = await channel.send(wrong).catch((error: unknown) => error);
      expect(fault).toBeInstanceOf(ChannelError);
      expect(fault).toMatchObject({ retry: 'never' });
    });
  });
}

/** What keeps a process alive, counted by kind. */
function handles(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** How many more there are of the kind that grew most. */
function grownBy(before: Map<string, number>, after: Map<string, number>): number {
  return Math.max(...[...after].map(([kind, count]) => count - (before.get(kind) ?? 0)));
}
