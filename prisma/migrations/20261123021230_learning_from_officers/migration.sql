-- CreateIndex
CREATE INDEX "classification_at_idx" ON "classification" USING BRIN ("at");

-- Written by hand: what people corrected, so that what is learnt from them is found however old the ledger is.
CREATE INDEX "classification_corrected" ON "classification" ("case_id", "at") WHERE "decided_by" IS NOT NULL;

-- Written by hand: why a label was corrected may be in words about a person, and an erasure takes those.
DROP TRIGGER "classification_unchanged" ON "classification";
CREATE TRIGGER "classification_unchanged" BEFORE UPDATE ON "classification" FOR EACH ROW
  EXECUTE FUNCTION "refuse_change"('{"reason": null}');
