import { toJSONSchema } from 'zod';
import { didYouMean } from '../../core/validation/nearest.ts';
import { SetupError } from '../../errors.ts';
import type { Outside } from '../../outside.ts';
import type { CommandResult, Invocation } from '../run/invocation.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** The JSON Schemas by name, each loaded when it is asked for. */
export const SCHEMAS: Readonly<Record<string, () => Promise<JsonSchema>>> = {
  result: async () => (await import('../../report/result-schema.ts')).resultJsonSchema(),
  blueprint: async () => (await import('../../config/schema.ts')).blueprintJsonSchema(),
  snapshot: async () => (await import('../../config/snapshot.ts')).snapshotJsonSchema(),
  plan: planJsonSchema,
};

async function planJsonSchema(): Promise<JsonSchema> {
  const { planFileSchema } = await import('../apply/plan-file.ts');
  const { $schema, ...rest } = toJSONSchema(planFileSchema, { target: 'draft-2020-12' });
  return { $schema, title: 'Saved plan of entra-mcp-setup, format version 1', ...rest };
}

/** Prints a JSON Schema, whatever the format asked for. Throws `USAGE` for a name that there is none of. */
export async function schema(
  { operands }: Invocation,
  { terminal }: Pick<Outside, 'terminal'>,
): Promise<CommandResult> {
  const [name = ''] = operands;
  const names = Object.keys(SCHEMAS);
  const make = names.includes(name) ? SCHEMAS[name] : undefined;
  if (make === undefined) {
    throw new SetupError('USAGE', `There is no schema named ${name}${didYouMean(name, names) || '.'}`, {
      advice: [`Schemas: ${names.join(', ')}`],
    });
  }
  terminal.out(`${JSON.stringify(await make(), null, 2)}\n`);
  return { exitCode: 0 };
}
