/** A chart as a picture, for where there is no page. */
export interface Picture {
  /** PNG, on white: it is looked at in the dark too. */
  readonly png: Uint8Array;
  /** What it is of, in a few words: "First response by a person, Marlcombe Council: all teams". */
  readonly title: string;
  /** What it shows, for whoever cannot see it. */
  readonly alt: string;
}
