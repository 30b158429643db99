-- AlterTable
ALTER TABLE "set_aside" ADD COLUMN     "lost" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "channel_hour" DROP COLUMN "received";
