import { z } from 'zod';

/** Where something is, as the resident told it and as far as we could read it. */
export const placeSchema = z.object({
  /** The resident's own words for the place. */
  words: z.string(),
  /** Street line, if one was found ("14 Larch Close"). */
  street: z.string().optional(),
  /** Normalised to upper case with one space. Shape checked only, not existence. */
  postcode: z.string().optional(),
  /** WGS 84 decimal degrees, from a shared pin or a typed pair. */
  point: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
  /** A street-light column or asset number. */
  asset: z.string().optional(),
});

export type Place = z.infer<typeof placeSchema>;
