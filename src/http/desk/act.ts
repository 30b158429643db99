import type { Council } from '../../core/catalogue.ts';
import type { Act, DeskOutcome, Officer } from '../../core/desk.ts';
import { Refusal } from '../../core/errors.ts';
import type { CaseFile, RecordDoor } from '../doors.ts';
import { type Draft, keyOf, versionIn } from './forms.ts';
import { type Moment, since } from './timeline.ts';

/** The case moved on, in ways that could change the officer's mind, since the page was made. */
export class MovedOn extends Error {
  readonly file: CaseFile;
  readonly moments: readonly Moment[];

  constructor(file: CaseFile, moments: readonly Moment[]) {
    super('The case changed meanwhile.');
    this.name = 'MovedOn';
    this.file = file;
    this.moments = moments;
  }
}

interface Asked {
  readonly reference: string;
  readonly officer: Officer;
  readonly draft: Draft;
  readonly act: Act;
}

/** A receipt may come in between twice at most: two replies under way is already rare. */
const tries = 3;

/**
 * Do one act as asked in a form. An act refused only because a receipt came in meanwhile is done all the same.
 * Throws MovedOn when somebody wrote or did something first, and any other Refusal as it comes.
 */
export async function doAct(
  record: Pick<RecordDoor, 'act' | 'caseFile'>,
  council: Council,
  { reference, officer, draft, act }: Asked,
): Promise<DeskOutcome> {
  const key = keyOf(draft.fields['key'] ?? '', officer.id, act);
  let version = versionIn(draft);
  for (let tried = 1; ; tried += 1) {
    try {
      return await record.act({
        reference,
        officer,
        act,
        key,
        ...(version === undefined ? {} : { version }),
      });
    } catch (refusal) {
      if (!(refusal instanceof Refusal) || refusal.code !== 'case-changed' || version === undefined)
        throw refusal;
      const file = await record.caseFile(reference, officer);
      if (file === null) throw new Refusal('case-unknown', 'Check the reference.');
      const moments = since(version, file.events, council);
      if (moments.length > 0 || tried === tries) throw new MovedOn(file, moments);
      version = file.version;
    }
  }
}
