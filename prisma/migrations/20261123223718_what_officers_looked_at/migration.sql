-- AlterTable
ALTER TABLE "case_facts" ADD COLUMN     "looked" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "moved" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "opened_by_message" UUID;

-- CreateIndex
CREATE INDEX "case_facts_opened_by_message_idx" ON "case_facts"("opened_by_message");

-- What the events of the cases there are say of it; in the words of src/core/facts.ts.
UPDATE "case_facts" AS f
   SET "opened_by_message" = e.message, "looked" = e.looked, "moved" = e.moved
  FROM (SELECT case_id,
               (max(data->>'messageId') FILTER (WHERE number = 1))::uuid AS message,
               bool_or(type IN ('reply-sent', 'status-changed') AND actor->>'kind' = 'officer') AS looked,
               bool_or(type IN ('routed', 'reclassified') AND (data->>'from' = data->>'to') IS NOT TRUE) AS moved
          FROM "case_event" GROUP BY case_id) AS e
 WHERE e.case_id = f.case_id;
