import { StartFault } from '../../core/errors.ts';

const ownServer = 'or set DATABASE_URL to a PostgreSQL server';

/** What went wrong, in a person's words, from what PostgreSQL or the file system said. */
export function explain(said: string, folder: string, cause?: unknown): StartFault {
  const known = faults.find(([sign]) => sign.test(said));
  if (known !== undefined) return new StartFault(known[1](folder), known[2](folder), { cause });
  const last = said
    .trim()
    .split('\n')
    .findLast((line) => /FATAL|PANIC|error:/.test(line));
  return new StartFault(
    `The built-in PostgreSQL did not start in ${folder}: ${last ?? (said.trim() || 'it gave no reason')}`,
    `Look into that folder, ${ownServer}.`,
    { cause },
  );
}

const faults: readonly [RegExp, (folder: string) => string, (folder: string) => string][] = [
  [
    /No space left on device|ENOSPC|Disk quota exceeded|EDQUOT/,
    (folder) => `There is no room left on the disk that holds ${folder}.`,
    () => `Free some space, set DATA_DIR to a folder on another disk, ${ownServer}.`,
  ],
  [
    /incompatible with server|not compatible with this version/,
    (folder) => `The data in ${folder} was made by another version of PostgreSQL.`,
    () => `Start the Moothall that made it, set DATA_DIR to another folder, ${ownServer}.`,
  ],
  [
    /Read-only file system|EROFS/,
    (folder) => `The disk that holds ${folder} can only be read.`,
    () => `Set DATA_DIR to a folder that can be written to, ${ownServer}.`,
  ],
  [
    /has wrong ownership|must be owned by|Permission denied|EACCES|EPERM|Operation not permitted/,
    (folder) => `We may not write to ${folder}: it belongs to another OS user.`,
    () => 'Start Moothall as the OS user it belongs to, or set DATA_DIR to another folder.',
  ],
  [
    /ENOTDIR|EEXIST|Not a directory/,
    (folder) => `${folder} is not a folder.`,
    () => 'Set DATA_DIR to a folder.',
  ],
  [
    /could not find the database system|could not locate a valid checkpoint|invalid (primary )?checkpoint|is not a valid data directory|is missing or erroneous|could not open file "(base|global|pg_)/,
    (folder) => `The data in ${folder} is damaged.`,
    () => 'Put that folder back from a backup.',
  ],
  [
    /could not map anonymous shared memory|could not create shared memory|Cannot allocate memory/,
    () => 'There is not enough memory for the built-in PostgreSQL.',
    () => `Give this machine more memory, ${ownServer}.`,
  ],
];
