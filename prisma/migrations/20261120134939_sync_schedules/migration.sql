-- CreateEnum
CREATE TYPE "RunKind" AS ENUM ('sync', 'resync', 'dry_run', 'undo', 'ramp', 'empty');

-- CreateEnum
CREATE TYPE "RunTrigger" AS ENUM ('person', 'api', 'schedule', 'after_sync', 'after_dbt', 'coterie');

-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "kind" "RunKind" NOT NULL DEFAULT 'sync',
ADD COLUMN     "missedSlots" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "slotAt" TIMESTAMPTZ(3),
ADD COLUMN     "trigger" "RunTrigger" NOT NULL DEFAULT 'person';

-- AlterTable
ALTER TABLE "Sync" ADD COLUMN     "afterSyncId" TEXT,
ADD COLUMN     "blackout" JSONB NOT NULL DEFAULT '{"windows":[],"zone":null}',
ADD COLUMN     "description" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "endingAt" TIMESTAMPTZ(3),
ADD COLUMN     "endsOn" TEXT,
ADD COLUMN     "hookSecret" TEXT,
ADD COLUMN     "labels" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "lookAt" TIMESTAMPTZ(3),
ADD COLUMN     "nextSlotAt" TIMESTAMPTZ(3),
ADD COLUMN     "ownerId" TEXT,
ADD COLUMN     "schedule" JSONB NOT NULL DEFAULT '{"kind":"none"}';

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "hash" TEXT NOT NULL,
    "start" TEXT NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_hash_key" ON "ApiToken"("hash");

-- CreateIndex
CREATE INDEX "ApiToken_workspaceId_idx" ON "ApiToken"("workspaceId");

-- CreateIndex
CREATE INDEX "ApiToken_createdById_idx" ON "ApiToken"("createdById");

-- CreateIndex
CREATE UNIQUE INDEX "Run_syncId_slotAt_key" ON "Run"("syncId", "slotAt");

-- CreateIndex
CREATE INDEX "Sync_lookAt_idx" ON "Sync"("lookAt");

-- CreateIndex
CREATE INDEX "Sync_afterSyncId_idx" ON "Sync"("afterSyncId");

-- AddForeignKey
ALTER TABLE "Sync" ADD CONSTRAINT "Sync_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Sync" ADD CONSTRAINT "Sync_afterSyncId_fkey" FOREIGN KEY ("afterSyncId") REFERENCES "Sync"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Who set a sync up answers for it until someone else does.
UPDATE "Sync" SET "ownerId" = "createdById";

-- Only the product itself started runs in nobody's name.
UPDATE "Run" SET "trigger" = 'coterie' WHERE "triggeredById" IS NULL;
