import { RespondError, type types } from '@slack/bolt';
import type { Officer } from '../../src/core/desk.ts';
import type { Picture } from '../../src/core/picture.ts';
import { type Ground, nameOf } from './acts.ts';
import { aside } from './fields.ts';
import { type FiguresAsked, figuresBlocks, filtersOf, shareButton, titleOf } from './figures.ts';
import { keptAtSlack, pictureBlock, withPicture } from './upload.ts';

/** What is said to whoever asked: to them alone, to the channel, or in the place of what was said before. */
export interface Telling {
  readonly response_type: 'ephemeral' | 'in_channel';
  readonly replace_original?: boolean;
  readonly text: string;
  readonly blocks: types.KnownBlock[];
}
/** Say it where it was asked. Slack takes five of them within half an hour, and throws after. */
export type Say = (telling: Telling) => Promise<unknown>;

/** Slack looks at a picture for a moment. With what is said before and after these make five. */
const waitsMs = [0, 1_000, 2_000];
/** Slack said no, so nothing is shown. Of a breakdown nobody knows. */
const refused = (fault: unknown): boolean => codeOf(fault) >= 400 && codeOf(fault) < 500;
const codeOf = (fault: unknown): number => (fault instanceof RespondError ? fault.statusCode : 0);

/** The teams whose channel this is. None while Slack does not say. */
export async function teamsAt({ needs, channel }: Ground, place: string): Promise<string[]> {
  const found = await Promise.all(
    [...needs.council.teams.values()].map(async ({ id, slackChannel }) => {
      if (slackChannel === undefined) return [];
      const at = await channel(slackChannel).catch(() => null);
      return at === place ? [id] : [];
    }),
  );
  return found.flat();
}

async function toldOf({ needs: { record } }: Ground, asked: FiguresAsked, officer: Officer) {
  const { from: _, to: __, ...whose } = filtersOf(asked);
  const [measured, [open]] = await Promise.all([
    record.figures(filtersOf(asked), officer),
    record.backlog(whose, officer),
  ]);
  return { measured, open };
}

/** The figures in words, for one officer, who may share them. Throws Refusal to whoever may not see them. */
export async function figuresFor(
  ground: Ground,
  officer: Officer,
  asked: FiguresAsked,
): Promise<types.KnownBlock[]> {
  const words = figuresBlocks(asked, await toldOf(ground, asked, officer), ground.needs);
  return [...words, shareButton(asked)];
}

/** How fast people answered, drawn, for the officer who was told the figures. Says so where it cannot be shown. Never throws. */
export async function drawFor(
  ground: Ground,
  officer: Officer,
  asked: FiguresAsked,
  say: Say,
): Promise<void> {
  const whisper = (blocks: readonly types.KnownBlock[]) =>
    say({
      response_type: 'ephemeral',
      text: 'Moothall',
      blocks: blocks.length === 0 ? [aside(undrawn)] : [...blocks],
    });
  const picture = await drawn(ground, () => ground.needs.record.answersByWeek(filtersOf(asked), officer));
  // What only they see does no harm twice.
  await withPicture(picture, whisper, () => true, waitsMs).catch((fault: unknown) => {
    ground.needs.log.warn({ event: 'slack-stats', fault: nameOf(fault) }, 'A picture could not be shown.');
  });
}

const undrawn =
  'The chart could not be shown just now. The figures above are whole; the web desk draws them too.';

/**
 * The figures to everybody in the channel, with their chart, by an officer who may see them; of fewer than five cases
 * nothing is told. `asker` is the post with the button, which is taken from it. Throws Refusal to whoever may not see the
 * figures, and what `say` throws where Slack took nothing.
 */
export async function shareFigures(
  ground: Ground,
  officer: Officer,
  asked: FiguresAsked,
  say: Say,
  asker: 'button' | 'command',
): Promise<void> {
  const { needs } = ground;
  const told = await toldOf(ground, asked, officer);
  const words = figuresBlocks(asked, told, needs, officer.name);
  const picture = await drawn(ground, () => needs.record.answersByWeek(filtersOf(asked), officer, 'shared'));
  const post = (more: readonly types.KnownBlock[]) =>
    say({
      response_type: 'in_channel',
      replace_original: false,
      text: titleOf(asked),
      blocks: [...words, ...more],
    });
  const { pictured } = await withPicture(picture, post, refused, waitsMs);
  const done = pictured
    ? 'Shared in the channel.'
    : 'Shared in the channel, without the chart: Slack would not show it.';
  if (asker === 'button')
    await say({
      response_type: 'ephemeral',
      replace_original: true,
      text: done,
      blocks: [...figuresBlocks(asked, told, needs), aside(done)],
    });
  else if (!pictured) await say({ response_type: 'ephemeral', text: done, blocks: [aside(done)] });
}

/** A picture that Slack has, as a block; nothing where there is none to be had. */
async function drawn({ client, needs }: Ground, draw: () => Promise<Picture>): Promise<types.KnownBlock[]> {
  try {
    const picture = await draw();
    return [pictureBlock(await keptAtSlack(client, picture), picture)];
  } catch (fault) {
    needs.log.warn(
      { event: 'slack-stats', fault: nameOf(fault) },
      'A chart could not be drawn or given to Slack.',
    );
    return [];
  }
}
