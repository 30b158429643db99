import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // Only `prisma` on the command line reads this. At run time the address comes from config/env.ts.
  datasource: { url: process.env['DATABASE_URL'] ?? 'postgresql://127.0.0.1:5432/moothall' },
});
