-- CreateTable
CREATE TABLE "resident" (
    "id" UUID NOT NULL,
    "name" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "resident_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "address" (
    "id" UUID NOT NULL,
    "resident_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "address_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation" (
    "id" UUID NOT NULL,
    "address_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "thread" TEXT NOT NULL,
    "state" JSONB NOT NULL,
    "last_seq" INTEGER NOT NULL DEFAULT 0,
    "last_inbound_seq" INTEGER NOT NULL DEFAULT 0,
    "handled_seq" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "pending_since" TIMESTAMPTZ(3),

    CONSTRAINT "conversation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "conversation_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "voice" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "text" TEXT,
    "attachments" JSONB NOT NULL DEFAULT '[]',
    "place" JSONB,
    "choices" JSONB NOT NULL DEFAULT '[]',
    "revises_id" UUID,
    "revision_kind" TEXT,
    "officer_id" UUID,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "stored_at" TIMESTAMPTZ(3) NOT NULL,
    "salt" TEXT,
    "digest" TEXT NOT NULL,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "classification" (
    "id" UUID NOT NULL,
    "message_id" UUID,
    "case_id" UUID,
    "label" TEXT NOT NULL,
    "probability" DOUBLE PRECISION,
    "alternatives" JSONB NOT NULL DEFAULT '[]',
    "flags" JSONB NOT NULL DEFAULT '{}',
    "danger" JSONB NOT NULL DEFAULT '[]',
    "language" TEXT NOT NULL,
    "model" TEXT,
    "decided_by" TEXT,
    "reason" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "classification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_file" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "conversation_id" UUID NOT NULL,
    "reply_to" JSONB NOT NULL,
    "service" TEXT NOT NULL,
    "team" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "outcome" TEXT,
    "assignee_id" UUID,
    "urgent" BOOLEAN NOT NULL,
    "danger" JSONB NOT NULL DEFAULT '[]',
    "restricted" BOOLEAN NOT NULL DEFAULT false,
    "place" JSONB,
    "details" JSONB NOT NULL DEFAULT '{}',
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "first_response_due" TIMESTAMPTZ(3),
    "resolution_due" TIMESTAMPTZ(3),
    "first_responded_at" TIMESTAMPTZ(3),
    "resolved_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL,
    "head" TEXT NOT NULL,

    CONSTRAINT "case_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "case_message" (
    "case_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,

    CONSTRAINT "case_message_pkey" PRIMARY KEY ("case_id","message_id")
);

-- CreateTable
CREATE TABLE "case_event" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" JSONB NOT NULL,
    "data" JSONB,
    "salt" TEXT,
    "digest" TEXT NOT NULL,
    "previous" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "case_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "id" UUID NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "thread" TEXT NOT NULL,
    "conversation_id" UUID,
    "message_id" UUID,
    "case_id" UUID,
    "payload" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "external_id" TEXT,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "officer" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "roles" TEXT[],
    "team" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "officer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "officer_session" (
    "digest" TEXT NOT NULL,
    "officer_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "officer_session_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "desk_thread" (
    "desk" TEXT NOT NULL,
    "case_id" UUID NOT NULL,
    "thread" TEXT NOT NULL,
    "shown_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "desk_thread_pkey" PRIMARY KEY ("desk","case_id")
);

-- CreateTable
CREATE TABLE "act_done" (
    "case_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "outcome" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "act_done_pkey" PRIMARY KEY ("case_id","key")
);

-- CreateIndex
CREATE INDEX "address_resident_id_idx" ON "address"("resident_id");

-- CreateIndex
CREATE UNIQUE INDEX "address_channel_address_key" ON "address"("channel", "address");

-- CreateIndex
CREATE INDEX "conversation_address_id_idx" ON "conversation"("address_id");

-- CreateIndex
CREATE UNIQUE INDEX "conversation_channel_thread_key" ON "conversation"("channel", "thread");

-- CreateIndex
CREATE INDEX "message_revises_id_idx" ON "message"("revises_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_channel_external_id_key" ON "message"("channel", "external_id");

-- CreateIndex
CREATE UNIQUE INDEX "message_conversation_id_seq_key" ON "message"("conversation_id", "seq");

-- CreateIndex
CREATE INDEX "classification_message_id_idx" ON "classification"("message_id");

-- CreateIndex
CREATE INDEX "classification_case_id_idx" ON "classification"("case_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_file_reference_key" ON "case_file"("reference");

-- CreateIndex
CREATE INDEX "case_file_conversation_id_idx" ON "case_file"("conversation_id");

-- CreateIndex
CREATE INDEX "case_file_team_status_opened_at_idx" ON "case_file"("team", "status", "opened_at");

-- CreateIndex
CREATE INDEX "case_file_opened_at_idx" ON "case_file"("opened_at");

-- CreateIndex
CREATE INDEX "case_message_message_id_idx" ON "case_message"("message_id");

-- CreateIndex
CREATE UNIQUE INDEX "case_event_case_id_number_key" ON "case_event"("case_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "delivery_position_key" ON "delivery"("position");

-- CreateIndex
CREATE INDEX "delivery_message_id_idx" ON "delivery"("message_id");

-- CreateIndex
CREATE INDEX "delivery_case_id_idx" ON "delivery"("case_id");

-- CreateIndex
CREATE INDEX "delivery_conversation_id_idx" ON "delivery"("conversation_id");

-- CreateIndex
CREATE INDEX "officer_session_officer_id_idx" ON "officer_session"("officer_id");

-- AddForeignKey
ALTER TABLE "address" ADD CONSTRAINT "address_resident_id_fkey" FOREIGN KEY ("resident_id") REFERENCES "resident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_address_id_fkey" FOREIGN KEY ("address_id") REFERENCES "address"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_revises_id_fkey" FOREIGN KEY ("revises_id") REFERENCES "message"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "message" ADD CONSTRAINT "message_officer_id_fkey" FOREIGN KEY ("officer_id") REFERENCES "officer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "classification" ADD CONSTRAINT "classification_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "classification" ADD CONSTRAINT "classification_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_file" ADD CONSTRAINT "case_file_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "officer"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_message" ADD CONSTRAINT "case_message_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_message" ADD CONSTRAINT "case_message_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "case_event" ADD CONSTRAINT "case_event_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_conversation_id_fkey" FOREIGN KEY ("conversation_id") REFERENCES "conversation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "officer_session" ADD CONSTRAINT "officer_session_officer_id_fkey" FOREIGN KEY ("officer_id") REFERENCES "officer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk_thread" ADD CONSTRAINT "desk_thread_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
