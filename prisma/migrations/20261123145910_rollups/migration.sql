-- CreateTable
CREATE TABLE "rollup" (
    "stretch" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "keys" TEXT[],
    "cells" BYTEA[],
    "making" TEXT NOT NULL,

    CONSTRAINT "rollup_pkey" PRIMARY KEY ("stretch","kind","day")
);

-- CreateTable
CREATE TABLE "rollup_stale" (
    "id" BIGSERIAL NOT NULL,
    "day" DATE NOT NULL,

    CONSTRAINT "rollup_stale_pkey" PRIMARY KEY ("id")
);
