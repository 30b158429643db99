-- CreateTable
CREATE TABLE "reading_week" (
    "week" DATE NOT NULL,
    "read" JSON NOT NULL,
    "making" TEXT NOT NULL,

    CONSTRAINT "reading_week_pkey" PRIMARY KEY ("week")
);

-- CreateTable
CREATE TABLE "reading_stale" (
    "id" BIGSERIAL NOT NULL,
    "week" DATE NOT NULL,

    CONSTRAINT "reading_stale_pkey" PRIMARY KEY ("id")
);
