-- DropIndex
DROP INDEX "message_stored_at_idx";

-- CreateIndex
CREATE INDEX "message_stored_at_idx" ON "message"("stored_at");
