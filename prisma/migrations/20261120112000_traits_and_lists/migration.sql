-- CreateEnum
CREATE TYPE "ListForm" AS ENUM ('exact', 'lower_trimmed');

-- CreateTable
CREATE TABLE "Trait" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Trait_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "TraitVersion" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "traitId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "definition" JSONB NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TraitVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HeldList" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "form" "ListForm" NOT NULL,
    "entity" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    "entries" INTEGER NOT NULL DEFAULT 0,
    "content" TEXT NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedById" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "HeldList_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Trait_one_of_a_name" ON "Trait"("workspaceId", "entity", "name") WHERE ("deletedAt" IS NULL);

-- CreateIndex
CREATE INDEX "TraitVersion_workspaceId_idx" ON "TraitVersion"("workspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "TraitVersion_traitId_version_key" ON "TraitVersion"("traitId", "version");

-- CreateIndex
CREATE UNIQUE INDEX "HeldList_workspaceId_slug_key" ON "HeldList"("workspaceId", "slug");

-- AddForeignKey
ALTER TABLE "Trait" ADD CONSTRAINT "Trait_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TraitVersion" ADD CONSTRAINT "TraitVersion_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TraitVersion" ADD CONSTRAINT "TraitVersion_traitId_fkey" FOREIGN KEY ("traitId") REFERENCES "Trait"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "TraitVersion" ADD CONSTRAINT "TraitVersion_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HeldList" ADD CONSTRAINT "HeldList_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HeldList" ADD CONSTRAINT "HeldList_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HeldList" ADD CONSTRAINT "HeldList_updatedById_fkey" FOREIGN KEY ("updatedById") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON "TraitVersion" FOR EACH ROW EXECUTE FUNCTION refuse_change();
