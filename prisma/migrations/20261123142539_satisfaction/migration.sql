-- AlterTable
ALTER TABLE "case_facts" ADD COLUMN     "rated_at" TIMESTAMPTZ(3),
ADD COLUMN     "rating" INTEGER,
ADD COLUMN     "surveyed_at" TIMESTAMPTZ(3);
