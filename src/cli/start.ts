import { type Command, InvalidArgumentError } from 'commander';
import { adapterVariables } from '../../adapters/index.ts';
import { misspeltVariables, readEnv } from '../../config/env.ts';
import { type Role, roles, start } from '../main.ts';
import { onTerminal } from './language.ts';
import { openLog } from './log.ts';

/** Add `start`. Runs until SIGINT or SIGTERM, then stops in good order; a second signal stops at once. */
export function registerStart(program: Command): void {
  program
    .command('start')
    .description('run Moothall: the pages, the workers and the channels')
    .option('--role <roles>', `what this process does: ${roles.join(', ')}; several with commas`, rolesFrom, [
      'all',
    ] as Role[])
    .action(async ({ role }: { role: Role[] }) => {
      const env = readEnv();
      const log = openLog(env.logLevel);
      for (const sentence of misspeltVariables(undefined, adapterVariables)) log.warn({}, sentence);
      const running = await start({ env, roles: role, log, onTraining: onTerminal });
      process.stdout.write(greeting(running.address, running.signInLink, role));
      let asked = false;
      const stop = (): void => {
        if (asked) process.exit(1);
        asked = true;
        log.info({}, 'stopping');
        void running.stop().then(() => process.exit(0));
      };
      process.on('SIGINT', stop);
      process.on('SIGTERM', stop);
    });
}

function rolesFrom(text: string): Role[] {
  const named = text.split(',').map((each) => each.trim());
  const wrong = named.find((each) => !roles.some((role) => role === each));
  if (wrong !== undefined)
    throw new InvalidArgumentError(`"${wrong}" is not a role. Roles are ${roles.join(', ')}.`);
  return named as Role[];
}

function greeting(address: string, signInLink: string | null, role: readonly Role[]): string {
  if (signInLink === null) return `Moothall runs as ${role.join(', ')}. Health is at ${address}/readyz\n`;
  return [
    '',
    'Moothall is open.',
    `  Residents write at   ${address}/chat`,
    `  Officers sign in at  ${signInLink}`,
    `  The API is told at   ${address}/api/openapi.json`,
    '',
    'The sign-in link is good for 12 hours. Press Ctrl+C to stop; nothing is lost.',
    '',
    '',
  ].join('\n');
}
