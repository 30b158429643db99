-- CreateIndex
CREATE INDEX "message_stored_at_idx" ON "message" USING BRIN ("stored_at");
