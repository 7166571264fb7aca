-- AlterEnum
ALTER TYPE "BatchState" ADD VALUE 'settling';

-- AlterEnum
ALTER TYPE "RunPhase" ADD VALUE 'settle';

-- AlterTable
ALTER TABLE "Destination" ADD COLUMN     "limits" JSONB;

-- AlterTable
ALTER TABLE "RunBatch" ADD COLUMN     "refusedReasons" JSONB,
ADD COLUMN     "tickets" JSONB;

-- CreateTable
CREATE TABLE "AccountRate" (
    "account" TEXT NOT NULL,
    "rate" TEXT NOT NULL,
    "nextAt" TIMESTAMPTZ(6) NOT NULL,
    "slowness" DOUBLE PRECISION NOT NULL DEFAULT 1,
    "slowedAt" TIMESTAMPTZ(6),

    CONSTRAINT "AccountRate_pkey" PRIMARY KEY ("account","rate")
);

-- CreateTable
CREATE TABLE "AccountSlot" (
    "account" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "holder" TEXT,
    "expiresAt" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "AccountSlot_pkey" PRIMARY KEY ("account","number")
);


