-- What schema.prisma cannot say. Written by hand.

-- The few cases that went on for more than sixty days, by the last date of them that a measure reads; in the words of
-- src/store/reader/figures/measured.ts. With it a period long ago costs no more than one of late.
CREATE INDEX "case_facts_long" ON "case_facts" (greatest("opened_at", "first_response_at", "first_response_due", "closed_at", "danger_at"))
  WHERE greatest("opened_at", "first_response_at", "first_response_due", "closed_at", "danger_at") - "opened_at" > interval '1440 hours';
