-- AlterTable
ALTER TABLE "CatalogVersion" ALTER COLUMN "content" SET DATA TYPE JSON;
