-- AlterTable
ALTER TABLE "ChangeSet" ADD COLUMN     "standingApprovalId" TEXT,
ADD COLUMN     "unreviewed" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "selfApprovalHours" INTEGER;

-- CreateTable
CREATE TABLE "StandingApproval" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "envelope" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "withdrawnById" TEXT,
    "withdrawnAt" TIMESTAMPTZ(3),

    CONSTRAINT "StandingApproval_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "StandingApproval_workspaceId_idx" ON "StandingApproval"("workspaceId");

-- CreateIndex
CREATE INDEX "ChangeSet_standingApprovalId_idx" ON "ChangeSet"("standingApprovalId");

-- AddForeignKey
ALTER TABLE "ChangeSet" ADD CONSTRAINT "ChangeSet_standingApprovalId_fkey" FOREIGN KEY ("standingApprovalId") REFERENCES "StandingApproval"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StandingApproval" ADD CONSTRAINT "StandingApproval_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StandingApproval" ADD CONSTRAINT "StandingApproval_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StandingApproval" ADD CONSTRAINT "StandingApproval_withdrawnById_fkey" FOREIGN KEY ("withdrawnById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;


