import type { PrismaClient } from '../generated/client.ts';

const facts = { select: { resolutionDue: true, pausedMinutes: true } } as const;

const wholeFile = {
  assignee: true,
  facts,
  events: { orderBy: { number: 'asc' } },
  deliveries: { orderBy: { position: 'asc' } },
  classifications: { orderBy: { at: 'asc' } },
  conversation: {
    select: {
      state: true,
      cases: {
        select: { id: true, reference: true, service: true, status: true, restricted: true },
        orderBy: { openedAt: 'asc' },
      },
    },
  },
  messages: {
    include: {
      message: {
        include: {
          officer: true,
          deliveries: true,
          files: true,
          classifications: { orderBy: { at: 'asc' } },
        },
      },
    },
  },
} as const;

const listed = {
  assignee: true,
  facts,
  conversation: { select: { state: true } },
  messages: {
    where: { message: { voice: 'resident', text: { not: '' } } },
    orderBy: { message: { seq: 'asc' } },
    take: 1,
    include: { message: { select: { text: true } } },
  },
} as const;

/** One case with all its rows; null when no case has the reference. */
export function findFile(prisma: PrismaClient, reference: string) {
  return prisma.case.findUnique({ where: { reference }, include: wholeFile });
}

/** Cases with what a list shows of them, in no particular order. */
export function findListed(prisma: PrismaClient, ids: string[]) {
  return prisma.case.findMany({ where: { id: { in: ids } }, include: listed });
}

export type FileRow = NonNullable<Awaited<ReturnType<typeof findFile>>>;
export type ListRow = Awaited<ReturnType<typeof findListed>>[number];
