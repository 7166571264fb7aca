-- AlterTable
ALTER TABLE "SyncVersion" ADD COLUMN     "split" TEXT;

-- CreateTable
CREATE TABLE "PrioritySet" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "audiences" JSONB NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PrioritySet_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "WorkspaceExclusion" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "audienceId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "WorkspaceExclusion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "PrioritySet_workspaceId_slug_key" ON "PrioritySet"("workspaceId", "slug");

-- CreateIndex
CREATE INDEX "WorkspaceExclusion_audienceId_idx" ON "WorkspaceExclusion"("audienceId");

-- CreateIndex
CREATE UNIQUE INDEX "WorkspaceExclusion_workspaceId_audienceId_key" ON "WorkspaceExclusion"("workspaceId", "audienceId");

-- AddForeignKey
ALTER TABLE "PrioritySet" ADD CONSTRAINT "PrioritySet_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WorkspaceExclusion" ADD CONSTRAINT "WorkspaceExclusion_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "WorkspaceExclusion" ADD CONSTRAINT "WorkspaceExclusion_audienceId_fkey" FOREIGN KEY ("audienceId") REFERENCES "Audience"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
