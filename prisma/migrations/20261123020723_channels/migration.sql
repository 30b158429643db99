-- AlterTable
ALTER TABLE "message" ADD COLUMN     "publicly" JSONB;

-- CreateTable
CREATE TABLE "file" (
    "id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT,
    "status" TEXT NOT NULL DEFAULT 'wanted',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "not_before" TIMESTAMPTZ(3) NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "bytes" INTEGER,
    "type" TEXT,
    "sha256" TEXT,
    "position" JSONB,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lease" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lease_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "channel_cursor" (
    "channel" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channel_cursor_pkey" PRIMARY KEY ("channel","name")
);

-- CreateTable
CREATE TABLE "set_aside" (
    "channel" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "set_aside_pkey" PRIMARY KEY ("channel","external_id")
);

-- CreateTable
CREATE TABLE "channel_hour" (
    "channel" TEXT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "received" INTEGER NOT NULL DEFAULT 0,
    "repeated" INTEGER NOT NULL DEFAULT 0,
    "repaired" INTEGER NOT NULL DEFAULT 0,
    "gaps" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "channel_hour_pkey" PRIMARY KEY ("channel","hour")
);

-- CreateIndex
CREATE UNIQUE INDEX "file_message_id_external_id_key" ON "file"("message_id", "external_id");

-- CreateIndex
CREATE INDEX "set_aside_at_idx" ON "set_aside"("at");

-- AddForeignKey
ALTER TABLE "file" ADD CONSTRAINT "file_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "message"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Written by hand: the files still to be fetched, so that the list stays small however old the ledger is.
CREATE INDEX "file_wanted" ON "file" ("not_before") WHERE "status" = 'wanted';
