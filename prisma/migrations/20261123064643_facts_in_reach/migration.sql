-- DropIndex
DROP INDEX "case_facts_first_response_at_idx";

-- DropIndex
DROP INDEX "case_facts_first_response_due_idx";

-- DropIndex
DROP INDEX "case_facts_closed_at_idx";

-- DropIndex
DROP INDEX "case_facts_resolution_due_idx";

-- What schema.prisma cannot say. Written by hand.

-- The last date of a case that a measure reads, in the words of src/store/reader/figures/measured.ts: one index for
-- all of them, so that a change of a case has one to keep.
CREATE INDEX "case_facts_reach" ON "case_facts" (greatest("opened_at", "first_response_at", "first_response_due", "closed_at", "resolution_due", "danger_at"));
