export type StepResult = {
  passed: number;
  failed: number;
  skipped: { name: string; why: string }[];
  output: string;
};

export function runSteps(steps: readonly { name: string; run(): Promise<StepResult> }[]): Promise<void>;
