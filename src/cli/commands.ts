import type { CommandResult, Invocation } from '../commands/invocation.ts';
import type { Outside } from '../commands/outside.ts';

export type Run = (invocation: Invocation, outside: Outside) => Promise<CommandResult>;

/** A command as help lists it, and how its code is loaded when it runs. */
export interface CommandSpec {
  readonly name: string;
  /** Operands in commander's notation. */
  readonly operands: string;
  readonly summary: string;
  readonly load: () => Promise<Run>;
}

/** All commands in the order of help. Each loads its own code only. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'setup',
    operands: '',
    summary: 'guided: sign in, plan, confirm, apply, verify (default on a terminal)',
    load: async () => (await import('../commands/setup.ts')).setup,
  },
  {
    name: 'plan',
    operands: '',
    summary: 'show what setup would change, property by property',
    load: async () => (await import('../commands/plan.ts')).plan,
  },
  {
    name: 'apply',
    operands: '[plan.json]',
    summary: 'carry out the blueprint or a saved plan; asks nothing',
    load: async () => (await import('../commands/apply.ts')).apply,
  },
  {
    name: 'verify',
    operands: '[config...]',
    summary: 'judge the checklist; only reads',
    load: async () => (await import('../commands/verify.ts')).verify,
  },
  {
    name: 'diagnose',
    operands: '[text...]',
    summary: 'from an error text to its causes, proved where a tenant or snapshot is at hand',
    load: async () => (await import('../commands/diagnose.ts')).diagnoseCommand,
  },
  {
    name: 'test',
    operands: '',
    summary: 'walk the chain with real tokens and name the first hop that fails',
    load: async () => (await import('../commands/test.ts')).testChain,
  },
  {
    name: 'show',
    operands: '',
    summary: 'show both registrations, or export a snapshot',
    load: async () => (await import('../commands/show.ts')).show,
  },
  {
    name: 'env',
    operands: '',
    summary: 'render the settings of the MCP server again',
    load: async () => (await import('../commands/env.ts')).env,
  },
  {
    name: 'client-config',
    operands: '<client>',
    summary: 'the snippet for an MCP client: vscode, claude-code, cursor, inspector',
    load: async () => (await import('../commands/client-config.ts')).clientConfig,
  },
  {
    name: 'workflow',
    operands: '[config...]',
    summary: 'a GitHub Actions workflow that verifies, with versions pinned',
    load: async () => (await import('../commands/workflow.ts')).workflow,
  },
  {
    name: 'rotate',
    operands: '',
    summary: 'add a new credential beside the old one, prove it, write it',
    load: async () => (await import('../commands/rotate.ts')).rotate,
  },
  {
    name: 'report',
    operands: '<file...>',
    summary: 'convert saved results to another format; several are merged',
    load: async () => (await import('../commands/report.ts')).report,
  },
  {
    name: 'remove',
    operands: '',
    summary: 'delete what setup created and nothing else; a dry run first',
    load: async () => (await import('../commands/remove.ts')).remove,
  },
  {
    name: 'practice',
    operands: '[action] [fault...]',
    summary: 'the practice tenant: list, reset, break, mend',
    load: async () => (await import('../commands/practice.ts')).practice,
  },
  {
    name: 'checks',
    operands: '',
    summary: 'every check with its reason and remedy',
    load: async () => (await import('../commands/checks.ts')).checks,
  },
  {
    name: 'schema',
    operands: '<name>',
    summary: 'JSON Schema of result, blueprint, snapshot or plan',
    load: async () => (await import('../commands/schema.ts')).schema,
  },
  {
    name: 'completion',
    operands: '<shell>',
    summary: 'completion script for bash, zsh, fish or powershell',
    load: async () => (await import('../commands/completion.ts')).completion,
  },
];
