import { randomBytes } from 'node:crypto';
import { type Command, Option } from 'commander';
import { type Role, roles } from '../core/desk.ts';
import { ids } from '../ids.ts';
import { withStore } from './ledger.ts';

/** Add `officer add|list|link|api-token|leave`. */
export function registerOfficer(program: Command): void {
  const officer = program.command('officer').description('who may come to the desk');

  officer
    .command('add')
    .description('add an officer')
    .argument('<name>', 'as residents and colleagues will read it')
    .addOption(new Option('--role <role...>', 'what they may do').choices(roles).default(['officer']))
    .option('--team <team>', 'the team whose cases they see first')
    .action((name: string, { role, team }: { role: Role[]; team?: string }) =>
      withStore(async ({ officers }) => {
        const id = ids.id();
        await officers.keep({ id, name, roles: role, team: team ?? null }, new Date());
        console.log(`${id}  ${name}\nMake a sign-in link with: npm run moothall -- officer link ${id}`);
      }),
    );

  officer
    .command('list')
    .description('list the officers and their ids')
    .action(() =>
      withStore(async ({ officers }) => {
        for (const each of await officers.all())
          console.log(`${each.id}  ${each.name}  (${each.roles.join(', ')})`);
      }),
    );

  officer
    .command('link')
    .description('print a link that signs an officer in; good for 12 hours')
    .argument('<id>', 'the officer')
    .action((id: string) =>
      withToken(id, 'link', 12 * 3_600_000, (token, address) => `${address}/desk/sign-in?token=${token}`),
    );

  officer
    .command('api-token')
    .description('print a bearer token for a script that acts as this officer; good for a year')
    .argument('<id>', 'the officer')
    .action((id: string) => withToken(id, 'api', 365 * 86_400_000, (token) => token));

  officer
    .command('leave')
    .description('an officer leaves: their sessions end at once, their name stays on the record')
    .argument('<id>', 'the officer')
    .action((id: string) =>
      withStore(async ({ officers }) => {
        if (await officers.leave(id, new Date())) console.log('Done.');
        else process.exitCode = unknown(id);
      }),
    );
}

function withToken(
  id: string,
  kind: 'link' | 'api',
  lasts: number,
  shown: (token: string, address: string) => string,
): Promise<void> {
  return withStore(async ({ officers }, env) => {
    if (!(await officers.all()).some((each) => each.id === id)) {
      process.exitCode = unknown(id);
      return;
    }
    const token = randomBytes(32).toString('base64url');
    const now = new Date();
    await officers.issue(id, token, kind, now, new Date(now.getTime() + lasts));
    console.log(shown(token, env.publicUrl ?? `http://${env.host}:${env.port}`));
  });
}

function unknown(id: string): number {
  console.error(`No officer has the id ${id}. "officer list" shows them.`);
  return 1;
}
