-- CreateTable
CREATE TABLE "desk_post" (
    "desk" TEXT NOT NULL,
    "case_id" UUID NOT NULL,
    "place" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "external_id" TEXT,
    "digest" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "desk_post_pkey" PRIMARY KEY ("desk","case_id","place","key")
);

-- CreateTable
CREATE TABLE "desk_officer" (
    "desk" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "officer_id" UUID NOT NULL,

    CONSTRAINT "desk_officer_pkey" PRIMARY KEY ("desk","identity")
);

-- CreateTable
CREATE TABLE "reminder" (
    "subject" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "due" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminder_pkey" PRIMARY KEY ("subject","kind","due")
);

-- CreateIndex
CREATE INDEX "desk_post_desk_place_external_id_idx" ON "desk_post"("desk", "place", "external_id");

-- CreateIndex
CREATE INDEX "desk_officer_officer_id_idx" ON "desk_officer"("officer_id");

-- AddForeignKey
ALTER TABLE "desk_post" ADD CONSTRAINT "desk_post_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "case_file"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk_officer" ADD CONSTRAINT "desk_officer_officer_id_fkey" FOREIGN KEY ("officer_id") REFERENCES "officer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
