-- CreateTable
CREATE TABLE "case_facts" (
    "case_id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "opened_service" TEXT NOT NULL,
    "team" TEXT NOT NULL,
    "opened_team" TEXT NOT NULL,
    "ward" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "urgent" BOOLEAN NOT NULL,
    "restricted" BOOLEAN NOT NULL,
    "danger" TEXT[],
    "status" TEXT NOT NULL,
    "outcome" TEXT,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "clock" INTEGER NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledgement_seconds" INTEGER,
    "first_response_at" TIMESTAMPTZ(3),
    "first_response_minutes" INTEGER,
    "first_response_due" TIMESTAMPTZ(3),
    "next_responses" INTEGER[],
    "waiting_since" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "resolution_minutes" INTEGER,
    "resolution_due" TIMESTAMPTZ(3),
    "paused_minutes" INTEGER NOT NULL,
    "partner_minutes" INTEGER NOT NULL,
    "own_minutes" INTEGER,
    "closed_at" TIMESTAMPTZ(3),
    "reopenings" INTEGER NOT NULL,
    "routes" INTEGER NOT NULL,
    "chasers" INTEGER NOT NULL,
    "messages" INTEGER NOT NULL,
    "replies" INTEGER NOT NULL,
    "repeat_of" UUID,
    "repeated_at" TIMESTAMPTZ(3),
    "danger_at" TIMESTAMPTZ(3),
    "advice_seconds" INTEGER,
    "person_minutes" INTEGER,

    CONSTRAINT "case_facts_pkey" PRIMARY KEY ("case_id")
);

-- CreateIndex
CREATE INDEX "case_facts_conversation_id_idx" ON "case_facts"("conversation_id");

-- CreateIndex
CREATE INDEX "case_facts_opened_at_idx" ON "case_facts"("opened_at");

-- CreateIndex
CREATE INDEX "case_facts_first_response_at_idx" ON "case_facts"("first_response_at");

-- CreateIndex
CREATE INDEX "case_facts_first_response_due_idx" ON "case_facts"("first_response_due");

-- CreateIndex
CREATE INDEX "case_facts_closed_at_idx" ON "case_facts"("closed_at");

-- CreateIndex
CREATE INDEX "case_facts_resolution_due_idx" ON "case_facts"("resolution_due");

-- AddForeignKey
ALTER TABLE "case_facts" ADD CONSTRAINT "case_facts_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What schema.prisma cannot say. Written by hand.

-- Open cases, for the backlog; danger, for its own page; both stay small however old the ledger is.
CREATE INDEX "case_facts_open" ON "case_facts" ("started_at") WHERE "resolved_at" IS NULL;
CREATE INDEX "case_facts_danger" ON "case_facts" ("danger_at") WHERE "danger_at" IS NOT NULL;

-- What we answered at once and no case followed from: the measures of self-service.
CREATE INDEX "classification_no_case" ON "classification" ("at") WHERE "case_id" IS NULL AND "decided_by" IS NULL;
