import type { NextRequest } from "next/server";
import { metrics } from "@/lib/services/watch/http";

export const dynamic = "force-dynamic";
export const GET = (request: NextRequest) => metrics(request.headers.get("authorization"));
