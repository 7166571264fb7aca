import type { compileMembers } from "@/lib/core/compile/members";
import type { Explained } from "@/lib/core/segment/explain/index";
import type { Funnel } from "@/lib/core/segment/funnel/index";
import type { Segment } from "@/lib/core/segment/types";
import type { Company } from "../../factories/segments";

/** A warehouse that holds a company's rows and answers with members. */
export type Engine = {
  members(segment: Segment): Promise<string[]>;
  count(segment: Segment): Promise<{ members: number; population: number }>;
  funnel(segment: Segment): Promise<Funnel>;
  explain(segment: Segment, key: string): Promise<Explained | null>;
  close(): void | Promise<void>;
};

export type Compile = typeof compileMembers;

/** The company in a warehouse of its own. `compile` may be a broken one, to see that it is caught. */
export type OpenEngine = (company: Company, compile?: Compile) => Promise<Engine>;
