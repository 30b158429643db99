import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The bearer token that has every role: ADMIN_TOKEN if it is set, else the one kept in `DATA_DIR/admin-token`,
 * made at the first start and readable by its owner alone.
 */
export function adminToken({
  adminToken,
  dataDir,
}: {
  readonly adminToken: string | null;
  readonly dataDir: string;
}): string {
  if (adminToken !== null) return adminToken;
  const file = join(dataDir, 'admin-token');
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    // Another process may make it at the same moment; then its token is the one.
    try {
      writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  return readFileSync(file, 'utf8').trim();
}
