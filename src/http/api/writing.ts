import type { z } from 'zod';

/** How the rest of the document writes shapes. */
export interface Writing {
  json(schema: z.ZodType, description: string): object;
  inQuery(schema: z.ZodType): object[];
  readonly refused: Readonly<Record<string, object>>;
  readonly security: readonly object[];
}
