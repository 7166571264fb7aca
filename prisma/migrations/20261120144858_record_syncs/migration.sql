-- CreateEnum
CREATE TYPE "SyncKind" AS ENUM ('set', 'record');

-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "rampKey" TEXT,
ADD COLUMN     "rampRows" INTEGER;

-- AlterTable
ALTER TABLE "Sync" ADD COLUMN     "kind" "SyncKind" NOT NULL DEFAULT 'set',
ALTER COLUMN "objectKey" DROP NOT NULL;

-- AlterTable
ALTER TABLE "SyncVersion" ADD COLUMN     "record" JSONB;

-- CreateTable
CREATE TABLE "FieldClaim" (
    "objectKey" TEXT NOT NULL,
    "field" TEXT NOT NULL,
    "syncId" TEXT NOT NULL,

    CONSTRAINT "FieldClaim_pkey" PRIMARY KEY ("objectKey","field")
);

-- CreateIndex
CREATE INDEX "FieldClaim_syncId_idx" ON "FieldClaim"("syncId");

-- AddForeignKey
ALTER TABLE "FieldClaim" ADD CONSTRAINT "FieldClaim_syncId_fkey" FOREIGN KEY ("syncId") REFERENCES "Sync"("id") ON DELETE CASCADE ON UPDATE CASCADE;


