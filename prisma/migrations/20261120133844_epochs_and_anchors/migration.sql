-- AlterTable
ALTER TABLE "Sync" ADD COLUMN     "epoch" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "objectGoneAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "AuditAnchor" (
    "workspaceId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AuditAnchor_pkey" PRIMARY KEY ("workspaceId")
);

-- AddForeignKey
ALTER TABLE "AuditAnchor" ADD CONSTRAINT "AuditAnchor_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Chains that were begun before there were anchors.
INSERT INTO "AuditAnchor" ("workspaceId", "sequence", "hash", "at")
SELECT DISTINCT ON ("workspaceId") "workspaceId", "sequence", "hash", "at" FROM "AuditEvent" ORDER BY "workspaceId", "sequence" DESC;

-- An anchor only moves on.
CREATE TRIGGER onwards BEFORE UPDATE ON "AuditAnchor" FOR EACH ROW WHEN (NEW."sequence" <= OLD."sequence") EXECUTE FUNCTION refuse_change();
CREATE TRIGGER kept BEFORE DELETE ON "AuditAnchor" FOR EACH ROW EXECUTE FUNCTION refuse_change();
