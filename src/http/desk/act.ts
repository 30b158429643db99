import type { Council } from '../../core/catalogue.ts';
import type { Act, DeskOutcome, Officer } from '../../core/desk.ts';
import { Refusal } from '../../core/errors.ts';
import type { CaseFile } from '../../core/record.ts';
import type { RecordDoor } from '../doors.ts';
import { type Draft, keyOf, versionIn } from './forms.ts';
import { type Moment, since } from './timeline.ts';

/** The case moved on since the page was made, and this is what happened. */
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

/**
 * Do one act as asked in a form. Throws MovedOn when somebody wrote or did something first, and any other
 * Refusal as it comes.
 */
export async function doAct(
  record: Pick<RecordDoor, 'act' | 'caseFile'>,
  council: Council,
  { reference, officer, draft, act }: Asked,
): Promise<DeskOutcome> {
  const key = keyOf(draft.fields['key'] ?? '', officer.id, act);
  const version = versionIn(draft);
  try {
    return await record.act({ reference, officer, act, key, ...(version === undefined ? {} : { version }) });
  } catch (refusal) {
    if (!(refusal instanceof Refusal) || refusal.code !== 'case-changed') throw refusal;
    const file = await record.caseFile(reference, officer);
    if (file === null) throw new Refusal('case-unknown', 'Check the reference.');
    throw new MovedOn(file, since(version ?? file.version, file.events, council));
  }
}
