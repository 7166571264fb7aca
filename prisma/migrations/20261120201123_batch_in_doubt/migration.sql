-- AlterTable
ALTER TABLE "RunBatch" ADD COLUMN     "inDoubt" BOOLEAN NOT NULL DEFAULT false;


