import { z } from 'zod';

/** What may be set about the letterbox. Without a folder the channel is off. */
export const letterboxSettings = z.object({
  /** Where letters are put: residents' in `in`, ours in a folder for each resident. */
  LETTERBOX_FOLDER: z.string().optional(),
});

/** The settings with which the channel is on. */
export type LetterboxSettings = z.infer<typeof letterboxSettings> & { readonly LETTERBOX_FOLDER: string };
