import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod';
import { LONGEST_TEXT } from '../../diagnosis/index.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import type { CommonFlags } from '../run/common-options.ts';
import type { CommandResult } from '../run/invocation.ts';

interface ToolSpec<Input> {
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodType<Input>;
  /** Whether a call contacts the tenant. */
  readonly contacts: 'tenant' | 'nobody' | 'tenant when asked';
  run(input: Input, flags: CommonFlags, outside: Outside): Promise<CommandResult>;
}

/** A tool as it is called: `run` checks its arguments by the tool's own schema and throws `USAGE` where they do not fit. */
interface CallableTool extends Omit<ToolSpec<never>, 'input' | 'run'> {
  readonly input: z.ZodType;
  run(given: unknown, flags: CommonFlags, outside: Outside): Promise<CommandResult>;
}

const names = z.array(z.string().max(200)).max(100);
/** The longest text to diagnose, in characters. */
const LONGEST = Math.min(LONGEST_TEXT, 1_000_000);

const nothing = z.strictObject({});

export const TOOLS = {
  verify: tool({
    title: 'Verify the set-up',
    description:
      'Judges both app registrations against the checklist: which checks pass, fail, or could not be judged, why, and the command or portal page that mends each. Exit code 0 fine, 1 findings, 3 inconclusive.',
    input: z.strictObject({
      only: names.optional().describe('Ids or sections of checks to judge, such as client-app'),
      skip: names.optional().describe('Ids or sections of checks to leave out'),
      endpoint: z
        .boolean()
        .optional()
        .describe('Also ask the address of the MCP server what it tells MCP clients'),
    }),
    contacts: 'tenant',
    run: async ({ only, skip, endpoint }, flags, outside) => {
      const { verify } = await import('../verify/verify.ts');
      const chosen = {
        ...flags,
        ...(only && { only }),
        ...(skip && { skip }),
        ...(endpoint && { endpoint }),
      };
      return verify({ operands: [], flags: chosen }, outside);
    },
  }),
  plan: tool({
    title: 'Plan the changes',
    description:
      'What setup would change in the tenant so that it fits the blueprint, property by property with the value before and after. Changes nothing.',
    input: nothing,
    contacts: 'tenant',
    run: async (_input, flags, outside) => {
      const { plan } = await import('../plan/plan.ts');
      return plan({ operands: [], flags }, outside);
    },
  }),
  diagnose: tool({
    title: 'Diagnose an error',
    description:
      'From an AADSTS code, an error text, the JSON of a token endpoint, a redirect URL, a log, an HTML page or a Graph error to its causes and what mends them. Offline by default; with prove each cause is proved or refuted in the tenant.',
    input: z.strictObject({
      text: z
        .string()
        .min(1)
        .max(LONGEST)
        .describe('The error as it was seen, whole; tokens in it are masked'),
      prove: z.boolean().optional().describe('Look into the tenant to prove or refute each cause'),
      endpoint: z
        .boolean()
        .optional()
        .describe('Look into the tenant, and ask the address of the MCP server what it tells MCP clients'),
    }),
    contacts: 'tenant when asked',
    run: async ({ text, prove = false, endpoint = false }, flags, outside) => {
      const { runDiagnose } = await import('../diagnose/diagnose.ts');
      // Operands are joined; with an empty one before it a text of "-" does not mean standard input.
      const operands = ['', text];
      const looking = endpoint ? { ...flags, endpoint } : flags;
      return runDiagnose({ operands, flags: prove || endpoint ? looking : offline(flags) }, outside);
    },
  }),
  show: tool({
    title: 'Show both registrations',
    description:
      'Both app registrations as they are: redirect URIs, scopes, permissions, grants, owners, and credentials by id and lifetime, never their values.',
    input: nothing,
    contacts: 'tenant',
    run: async (_input, flags, outside) => {
      const { show } = await import('../show/show.ts');
      return show({ operands: [], flags }, outside);
    },
  }),
  explain_check: tool({
    title: 'Explain a check',
    description:
      'Why a check of the checklist matters, what it expects, which AADSTS errors it prevents, what it reads and how it is mended.',
    input: z.strictObject({
      id: z.string().max(200).describe('Id of the check, such as server-api.token-version'),
    }),
    contacts: 'nobody',
    run: async ({ id }, _flags, outside) => {
      const { describeCheck } = await import('../checks/checks.ts');
      return describeCheck(id, outside);
    },
  }),
} as const satisfies Readonly<Record<string, CallableTool>>;

export type ToolName = keyof typeof TOOLS;

/** All tools as the protocol lists them, each with the JSON Schema of its result. */
export async function listedTools(): Promise<Tool[]> {
  const { resultJsonSchema } = await import('../../report/result-schema.ts');
  const { $schema: _dialect, ...outputSchema } = resultJsonSchema();
  return Object.entries<CallableTool>(TOOLS).map(([name, { title, description, input, contacts }]) => ({
    name,
    title,
    description,
    inputSchema: objectSchema(z.toJSONSchema(input, { io: 'input' })),
    outputSchema: objectSchema(outputSchema),
    annotations: {
      title,
      readOnlyHint: true,
      destructiveHint: false,
      idempotentHint: true,
      openWorldHint: contacts !== 'nobody',
    },
  }));
}

function objectSchema({ $schema: _dialect, ...schema }: Readonly<Record<string, unknown>>) {
  return { ...schema, type: 'object' as const };
}

function tool<Input>({ input, run, ...rest }: ToolSpec<Input>): CallableTool {
  return {
    ...rest,
    input,
    run: (given, flags, outside) => {
      const parsed = input.safeParse(given);
      if (parsed.success) return run(parsed.data, flags, outside);
      throw new SetupError('USAGE', `The arguments do not fit: ${z.prettifyError(parsed.error)}`);
    },
  };
}

/** The flags without those that would make `diagnose` look into a tenant. */
function offline({ config: _config, practice: _practice, ...flags }: CommonFlags): CommonFlags {
  const { tenant: _asked, ...answers } = flags.answers;
  return { ...flags, answers };
}
