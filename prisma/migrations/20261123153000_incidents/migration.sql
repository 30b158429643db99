-- CreateTable
CREATE TABLE "incident" (
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "first_day" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "team" TEXT,
    "service" TEXT,
    "taken_back" BOOLEAN NOT NULL,
    "officer_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id","number")
);

-- CreateIndex
CREATE INDEX "incident_officer_id_idx" ON "incident"("officer_id");

-- AddForeignKey
ALTER TABLE "incident" ADD CONSTRAINT "incident_officer_id_fkey" FOREIGN KEY ("officer_id") REFERENCES "officer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What schema.prisma cannot say. Written by hand.

-- What was noted stays on the record: a change is a row more, and so is taking one back.
CREATE TRIGGER "incident_unchanged" BEFORE UPDATE ON "incident" FOR EACH ROW
  EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "incident_kept" BEFORE DELETE OR TRUNCATE ON "incident" FOR EACH STATEMENT
  EXECUTE FUNCTION "refuse_removal"();
