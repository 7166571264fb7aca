-- AlterTable
ALTER TABLE "User" ADD COLUMN     "sessionsFrom" TIMESTAMPTZ(3);
