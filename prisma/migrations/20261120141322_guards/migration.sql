-- CreateEnum
CREATE TYPE "RunPassStatus" AS ENUM ('waiting', 'approved', 'refused', 'withdrawn');

-- AlterTable
ALTER TABLE "Run" ADD COLUMN     "findings" JSONB,
ADD COLUMN     "withheldPlan" JSONB;

-- AlterTable
ALTER TABLE "SyncVersion" ADD COLUMN     "guards" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "RunPass" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "runId" TEXT NOT NULL,
    "findings" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "status" "RunPassStatus" NOT NULL DEFAULT 'waiting',
    "requestedById" TEXT NOT NULL,
    "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decidedById" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "decisionReason" TEXT,

    CONSTRAINT "RunPass_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "RunPass_workspaceId_status_idx" ON "RunPass"("workspaceId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "RunPass_one_waiting_per_run" ON "RunPass"("runId") WHERE (status = 'waiting'::"RunPassStatus");

-- AddForeignKey
ALTER TABLE "RunPass" ADD CONSTRAINT "RunPass_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunPass" ADD CONSTRAINT "RunPass_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunPass" ADD CONSTRAINT "RunPass_requestedById_fkey" FOREIGN KEY ("requestedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RunPass" ADD CONSTRAINT "RunPass_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;


