import type { Command } from "commander";
import { registerCount } from "./count";
import { registerDescribe } from "./describe";
import { registerExplain } from "./explain";
import { registerMembers } from "./members";
import { registerSql } from "./sql";
import { registerValidate } from "./validate";

/** Questions about segments in files; they need neither server nor sign-in. */
export function registerAudience(program: Command): void {
  const audience = program.command("audience").description("ask about a segment in a file");
  registerMembers(audience);
  registerCount(audience);
  registerDescribe(audience);
  registerExplain(audience);
  registerSql(audience);
  registerValidate(audience);
}
