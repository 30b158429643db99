import { createHash } from 'node:crypto';
import type { Officer, Role } from '../core/desk.ts';
import type { PrismaClient } from './generated/client.ts';

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

type OfficerRow = { id: string; name: string; roles: string[]; team: string | null };

const officerFrom = ({ id, name, roles, team }: OfficerRow): Officer => ({
  id,
  name,
  roles: roles as Role[],
  team,
});

/** Officers, and the tokens they come in with. Only digests of tokens are kept. */
export function officers(prisma: PrismaClient) {
  const find = async (token: string, kinds: string[], now: Date): Promise<Officer | null> => {
    const session = await prisma.officerSession.findFirst({
      where: {
        digest: digest(token),
        kind: { in: kinds },
        expiresAt: { gt: now },
        officer: { leftAt: null },
      },
      include: { officer: true },
    });
    return session === null ? null : officerFrom(session.officer);
  };

  return {
    /** Officers who have not left, by name. */
    async all(): Promise<Officer[]> {
      return (await prisma.officer.findMany({ where: { leftAt: null }, orderBy: { name: 'asc' } })).map(
        officerFrom,
      );
    },

    /** Make sure an officer with this id exists, with this name and these roles. */
    async keep(officer: Officer, now: Date): Promise<void> {
      const { id, name, team } = officer;
      const roles = [...officer.roles];
      await prisma.officer.upsert({
        where: { id },
        create: { id, name, roles, team, createdAt: now },
        update: { name, roles, team, leftAt: null },
      });
    },

    /** An officer leaves: their tokens stop working at once, their name stays on the record. False when unknown. */
    async leave(id: string, now: Date): Promise<boolean> {
      const { count } = await prisma.officer.updateMany({
        where: { id, leftAt: null },
        data: { leftAt: now },
      });
      await prisma.officerSession.deleteMany({ where: { officerId: id } });
      return count === 1;
    },

    /** Let a token stand for an officer until it expires. A `link` is good for signing in only. */
    async issue(
      officerId: string,
      token: string,
      kind: 'link' | 'browser' | 'api',
      now: Date,
      expiresAt: Date,
    ): Promise<void> {
      await prisma.officerSession.create({
        data: { digest: digest(token), officerId, kind, createdAt: now, expiresAt },
      });
    },

    /** The officer a browser's or a script's token stands for; null when none does. */
    async behind(token: string, now: Date): Promise<Officer | null> {
      return find(token, ['browser', 'api'], now);
    },

    /** The officer a sign-in link was made for; null when it has expired or never was. */
    async behindLink(token: string, now: Date): Promise<Officer | null> {
      return find(token, ['link'], now);
    },

    async end(token: string): Promise<void> {
      await prisma.officerSession.deleteMany({ where: { digest: digest(token) } });
    },
  };
}

export type Officers = ReturnType<typeof officers>;
