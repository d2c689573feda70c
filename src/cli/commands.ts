/** A command as help lists it. */
export interface CommandSpec {
  readonly name: string;
  /** Operands in commander's notation. */
  readonly operands: string;
  readonly summary: string;
}

/** All commands in the order of help. */
export const COMMANDS = [
  {
    name: 'setup',
    operands: '',
    summary: 'guided: sign in, plan, confirm, apply, verify (default on a terminal)',
  },
  {
    name: 'plan',
    operands: '[config...]',
    summary: 'show what setup would change, property by property',
  },
  {
    name: 'apply',
    operands: '[plan.json]',
    summary: 'carry out the blueprint or a saved plan; asks nothing',
  },
  {
    name: 'verify',
    operands: '[config...]',
    summary: 'judge the checklist; only reads',
  },
  {
    name: 'diagnose',
    operands: '[text...]',
    summary: 'from an error text to its causes, proved where a tenant or snapshot is at hand',
  },
  {
    name: 'test',
    operands: '',
    summary: 'walk the chain with real tokens and name the first hop that fails',
  },
  {
    name: 'show',
    operands: '',
    summary: 'show both registrations, or export a snapshot',
  },
  {
    name: 'env',
    operands: '',
    summary: 'render the settings of the MCP server again',
  },
  {
    name: 'client-config',
    operands: '<client>',
    summary: 'the snippet for an MCP client and where it goes; "list" shows all that are known',
  },
  {
    name: 'workflow',
    operands: '[config...]',
    summary: 'the CI file that verifies, for GitHub, GitLab or Azure DevOps, with versions pinned',
  },
  {
    name: 'mcp',
    operands: '',
    summary: 'an MCP server over stdio for AI assistants; its tools only read',
  },
  {
    name: 'resource-metadata',
    operands: '',
    summary: 'the RFC 9728 document that the MCP server is to serve, and the header of its 401',
  },
  {
    name: 'rotate',
    operands: '',
    summary: 'add a new credential beside the old one, prove it, write it',
  },
  {
    name: 'report',
    operands: '<file...>',
    summary: 'convert saved results to another format; several are merged',
  },
  {
    name: 'remove',
    operands: '',
    summary: 'delete what setup created and nothing else; a dry run first',
  },
  {
    name: 'practice',
    operands: '[action] [fault...]',
    summary: 'the practice tenant: list, reset, break, mend',
  },
  {
    name: 'checks',
    operands: '',
    summary: 'every check with its reason and remedy',
  },
  {
    name: 'schema',
    operands: '<name>',
    summary: 'JSON Schema of result, blueprint, snapshot or plan',
  },
  {
    name: 'completion',
    operands: '<shell>',
    summary: 'completion script for bash, zsh, fish or powershell',
  },
] as const satisfies readonly CommandSpec[];

export type CommandName = (typeof COMMANDS)[number]['name'];
