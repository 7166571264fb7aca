-- AlterTable
ALTER TABLE "RunBatch" DROP CONSTRAINT "RunBatch_pkey",
ADD COLUMN     "plan" INTEGER NOT NULL DEFAULT 0,
ADD CONSTRAINT "RunBatch_pkey" PRIMARY KEY ("runId", "plan", "number");


