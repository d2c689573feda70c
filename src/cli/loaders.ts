import type { CommandResult, Invocation } from '../commands/run/invocation.ts';
import type { Outside } from '../outside.ts';
import type { CommandName } from './commands.ts';

export type Run = (invocation: Invocation, outside: Outside) => Promise<CommandResult>;

/** Each command loads its own code only. */
export const LOADERS: Readonly<Record<CommandName, () => Promise<Run>>> = {
  setup: async () => (await import('../commands/setup/setup.ts')).setup,
  plan: async () => (await import('../commands/plan/plan.ts')).plan,
  apply: async () => (await import('../commands/apply/apply.ts')).apply,
  verify: async () => (await import('../commands/verify/verify.ts')).verify,
  diagnose: async () => (await import('../commands/diagnose/diagnose.ts')).diagnoseCommand,
  test: async () => (await import('../commands/test/test.ts')).testChain,
  show: async () => (await import('../commands/show/show.ts')).show,
  env: async () => (await import('../commands/env.ts')).env,
  'client-config': async () => (await import('../commands/clients/client-config.ts')).clientConfig,
  workflow: async () => (await import('../commands/workflow.ts')).workflow,
  mcp: async () => (await import('../commands/mcp/mcp.ts')).mcp,
  'resource-metadata': async () => (await import('../commands/resource-metadata.ts')).resourceMetadata,
  rotate: async () => (await import('../commands/rotate/rotate.ts')).rotate,
  report: async () => (await import('../commands/report.ts')).report,
  remove: async () => (await import('../commands/remove.ts')).remove,
  practice: async () => (await import('../commands/practice/practice.ts')).practice,
  checks: async () => (await import('../commands/checks.ts')).checks,
  schema: async () => (await import('../commands/schema.ts')).schema,
  completion: async () => (await import('./completion.ts')).completion,
};
