import type { Problem, Remedy } from "../errors";

export type ErrorView = {
  error: { code: string; message: string; fix?: string; remedy: Remedy; problems?: readonly Problem[] };
};
