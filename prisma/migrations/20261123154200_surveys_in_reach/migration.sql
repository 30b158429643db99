-- What schema.prisma cannot say. Written by hand.

-- Among the dates that put a case in reach of a period is also when its survey was asked, so that nothing depends on a
-- close being dated no earlier; in the words of src/store/reader/figures/measured.ts.
DROP INDEX "case_facts_long";
DROP INDEX "case_facts_reach";
CREATE INDEX "case_facts_reach" ON "case_facts" (greatest("opened_at", "first_response_at", "first_response_due", "closed_at", "danger_at", "surveyed_at"));
CREATE INDEX "case_facts_long" ON "case_facts" (greatest("opened_at", "first_response_at", "first_response_due", "closed_at", "danger_at", "surveyed_at"))
  WHERE greatest("opened_at", "first_response_at", "first_response_due", "closed_at", "danger_at", "surveyed_at") - "opened_at" > interval '1440 hours';
