-- AlterTable
ALTER TABLE "Membership" ADD COLUMN     "rowScope" JSONB;


