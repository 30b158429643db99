import { z } from 'zod';
import { maintainers } from './ground.ts';
import type { Place } from './place.ts';

const slug = z.string().regex(/^[a-z][a-z0-9-]*$/, 'use lower-case letters, digits and hyphens');

const rule = {
  /** Who takes a case of these services there. */
  team: slug,
  /** The services it changes; any other goes its usual way. */
  services: z.array(slug).min(1),
  /** Key under `whose` in the replies: what the resident is told. Left out, they are told no more than usual. */
  says: slug.optional(),
};

/** Who owns a matter where its place decides, and not the service alone. Of several rules that fit, the first holds. */
export const whoseSchema = z.strictObject({
  /** By the council whose area it lies in: its GSS code, or none for any other council and for nobody's. */
  councils: z
    .array(
      z.strictObject({
        council: z
          .string()
          .regex(/^[A-Z]\d{8}$/, 'a GSS code is a letter and eight digits')
          .optional(),
        ...rule,
      }),
    )
    .default([]),
  /** By the owner of a landmark the matter is in or at. */
  landmarks: z.array(z.strictObject({ owners: z.array(slug).min(1), ...rule })).default([]),
  /** By who maintains the street. */
  streets: z.array(z.strictObject({ maintainers: z.array(z.enum(maintainers)).min(1), ...rule })).default([]),
});

export type Whose = z.infer<typeof whoseSchema>;

/** Who takes a matter because of where it is. */
export interface Owner {
  readonly team: string;
  readonly says?: string | undefined;
}

export const nobodyElse: Whose = { councils: [], landmarks: [], streets: [] };

/** Whose a matter is by its place; null when its place changes nothing. Pure. */
export function ownerThere(whose: Whose, service: string, place: Place | null): Owner | null {
  if (place === null) return null;
  const { outside, council, owner, maintainer } = place;
  const named = (name: string | undefined, names: readonly string[]) =>
    name !== undefined && names.includes(name);
  const rules = [
    ...whose.councils.filter(
      (each) => outside === true && (each.council === undefined || each.council === council?.code),
    ),
    ...whose.landmarks.filter(({ owners }) => named(owner, owners)),
    ...whose.streets.filter(({ maintainers }) => named(maintainer, maintainers)),
  ];
  return rules.find(({ services }) => services.includes(service)) ?? null;
}
