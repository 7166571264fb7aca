-- AlterTable
ALTER TABLE "Sync" ADD COLUMN     "pausedByRunId" TEXT;


