import type { types, webApi } from '@slack/bolt';
import type { Receipt } from '../../src/core/channel.ts';
import type { DeskNeeds, DigestItem } from '../../src/core/desk.ts';
import type { Digest } from '../../src/core/digest.ts';
import type { Period } from '../../src/core/periods.ts';
import { nameOf } from './acts.ts';
import { metadataOf, type Place } from './board.ts';
import { SlackFault } from './calls.ts';
import { aside, marked, plain, section } from './fields.ts';
import { escaped } from './markup.ts';
import type { Posting } from './posting.ts';
import { reader } from './reader.ts';
import { keptAtSlack, pictureBlock, withPicture } from './upload.ts';

const dayMs = 86_400_000;
const pictureWaitsMs = [0, 1_000, 2_000, 4_000];

/** Posts the week in brief where the council wants it, once: Slack is asked whether it stands before it is posted. */
export function digests(
  { record, council, publicUrl, now, log }: DeskNeeds,
  client: Pick<webApi.WebClient, 'files'>,
  posting: Posting,
  placeOf: (name: string) => Promise<Place>,
) {
  /** A chart is good to have; the words do not wait for it. */
  const drawn = async (period: Period): Promise<types.KnownBlock[]> => {
    try {
      const picture = await record.answersByWeek({ from: period.from, to: period.to }, reader, 'shared');
      return [pictureBlock(await keptAtSlack(client, picture), picture)];
    } catch (fault) {
      log.warn(
        { event: 'slack-digest', fault: nameOf(fault) },
        'The week in brief is told without its chart.',
      );
      return [];
    }
  };

  return async ({ day }: DigestItem): Promise<Receipt> => {
    const channel = council.facts.digestChannel;
    if (channel === undefined) return { externalId: 'no channel', at: now() };
    const place = await placeOf(channel);
    const metadata = metadataOf('', `digest:${day}`);
    const key = metadata.event_payload.key;
    const bare = { place, key, look: { blocks: [], text: '' }, thread: null, rank: 'thread' } as const;
    const there = await posting.find(metadata, now(), bare, dayMs);
    if (there !== null) return { externalId: `${place.id}:${there}`, at: now() };
    const { digest, period } = await record.digest(reader);
    const text = `The week in brief. ${digest.sentences[0] ?? ''}`;
    const words = digestBlocks(digest, period, publicUrl);
    const post = (more: readonly types.KnownBlock[]) =>
      posting.post(metadata, { ...bare, look: { text, blocks: [...words, ...more] } });
    const refused = (fault: unknown) => fault instanceof SlackFault && fault.code === 'invalid_blocks';
    const { posted } = await withPicture(await drawn(period), post, refused, pictureWaitsMs);
    return { externalId: `${place.id}:${posted}`, at: now() };
  };
}

/** Three numbers, three sentences, what changed, and the way to the page. Pure. */
export function digestBlocks(
  { numbers, sentences, changed }: Digest,
  { firstDay, lastDay }: Period,
  publicUrl: string | null,
): types.KnownBlock[] {
  const told = numbers.map(
    ({ title, value, of, before }) =>
      `*${escaped(title)}*: *${escaped(value)}*${of === null ? '' : ` of ${of}`}, ${escaped(before)}`,
  );
  const news = changed.map(({ text, move }) => `${move === 'better' ? 'Better' : 'Worse'}: ${escaped(text)}`);
  const page =
    publicUrl === null
      ? ''
      : ` <${publicUrl}/desk/stats/digest?week=${firstDay}|The same as a page, to open and to print>.`;
  return [
    { type: 'header', text: plain('The week in brief', 150) },
    section(marked(told.join('\n'))),
    section(marked(sentences.map(escaped).join('\n'))),
    section(
      marked(
        `*What changed*\n${news.length === 0 ? 'No team’s answers in time moved by ten points of a hundred or more, and by more than chance brings.' : news.join('\n')}`,
      ),
    ),
    aside(`${firstDay} to ${lastDay}. Times are working time.${page}`),
  ];
}
