import { duckdbStateStore } from "@/lib/state/duckdb";
import { stateStoreContract } from "./state-store";

stateStoreContract("duckdb", (folder) => duckdbStateStore({ folder, memoryLimit: "200MB" }));
