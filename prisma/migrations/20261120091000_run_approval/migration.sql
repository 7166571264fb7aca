-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "approvedHash" TEXT;

-- A run under way rests on what its sync rests on; older ones rest on what nobody can tell any more.
UPDATE "Run" SET "approvedHash" = "Sync"."approvedHash" FROM "Sync"
WHERE "Sync"."id" = "Run"."syncId" AND "Run"."status" IN ('queued', 'running');
