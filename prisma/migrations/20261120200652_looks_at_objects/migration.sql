-- AlterTable
ALTER TABLE "Sync" ADD COLUMN     "objectLookedAt" TIMESTAMPTZ(3);


