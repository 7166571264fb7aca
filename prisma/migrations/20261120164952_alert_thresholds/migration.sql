-- AlterEnum
ALTER TYPE "AlertKind" ADD VALUE 'privacy';

-- AlterTable
ALTER TABLE "Sync" ADD COLUMN     "alertChannelIds" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "alertRules" JSONB;


