/** The SQL that would make this database what the schema says; null when they agree. */
export function missingFrom(url: string, schemaFile?: string): Promise<string | null>;
/** What `prisma migrate deploy` makes of this database: what it finds, and what it then applies. */
export function deployWithPrisma(
  url: string,
  names: readonly string[],
): Promise<{ history: unknown; failed: string[]; edited: string[]; applied: string[] }>;
export const schemaFile: string;
export const migrationsFolder: string;
