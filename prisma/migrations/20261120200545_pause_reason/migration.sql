-- AlterTable
ALTER TABLE "Sync" ADD COLUMN     "pauseReason" TEXT,
ADD COLUMN     "pausedAt" TIMESTAMPTZ(3),
ADD COLUMN     "pausedById" TEXT;

-- AddForeignKey
ALTER TABLE "Sync" ADD CONSTRAINT "Sync_pausedById_fkey" FOREIGN KEY ("pausedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- Of syncs that are paused now, as the activity tells it.
UPDATE "Sync" SET "pausedAt" = paused."at", "pausedById" = paused."actorId",
  "pauseReason" = CASE WHEN "Sync"."pausedByRunId" IS NULL THEN paused."reason" END
FROM (
  SELECT DISTINCT ON ("workspaceId", "subject") "workspaceId", "subject", "at", "actorId", "reason"
  FROM "AuditEvent" WHERE "action" = 'sync.pause' ORDER BY "workspaceId", "subject", "sequence" DESC
) AS paused
WHERE "Sync"."paused" AND paused."workspaceId" = "Sync"."workspaceId" AND paused."subject" = 'sync:' || "Sync"."id";
