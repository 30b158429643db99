-- CreateIndex
CREATE INDEX "case_facts_resolution_due_idx" ON "case_facts"("resolution_due");

-- What schema.prisma cannot say. Written by hand.

-- The last date of a case that a measure reads but for when it was to be resolved, which may lie far ahead; in the
-- words of src/store/reader/figures/measured.ts.
DROP INDEX "case_facts_reach";
CREATE INDEX "case_facts_reach" ON "case_facts" (greatest("opened_at", "first_response_at", "first_response_due", "closed_at", "danger_at"));
