import { live } from "@/lib/services/watch/http";

export const dynamic = "force-dynamic";
export const GET = live;
