-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "undoesRunId" TEXT;


