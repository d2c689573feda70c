import { Ajv2020 } from 'ajv/dist/2020.js';
import * as addFormats from 'ajv-formats';
import { beforeEach, describe, expect, it } from 'vitest';
import { type CommandBench, commandBench } from '../support/command.ts';
import { addSetup, configText } from '../support/fleet.ts';

let bench: CommandBench;

beforeEach(() => {
  bench = commandBench();
  bench.files.set(
    'entra-mcp.yaml',
    configText(addSetup(bench.tenant.state, bench.chance, 1, { consent: 'missing' })),
  );
});

/** What a JSON Schema validator has to say of a document. */
async function complaintsOf(name: string, document: unknown): Promise<unknown> {
  const schema = JSON.parse((await bench.run('schema', name)).out) as object;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default.default(ajv);
  const validate = ajv.compile(schema);
  return validate(document) ? [] : validate.errors;
}

describe('schema', () => {
  it('result describes what verify prints', async () => {
    expect(await complaintsOf('result', await bench.runJson('verify', '--practice'))).toEqual([]);
  });

  it('blueprint describes a configuration file', async () => {
    expect(await complaintsOf('blueprint', JSON.parse(bench.files.get('entra-mcp.yaml') ?? ''))).toEqual([]);
  });

  it('snapshot describes what show exports', async () => {
    await bench.run('show', '--snapshot', 'shot.json', '--practice');
    expect(await complaintsOf('snapshot', JSON.parse(bench.files.get('shot.json') ?? ''))).toEqual([]);
  });

  it('plan describes what plan saves', async () => {
    await bench.run('plan', '--out', 'plan.json', '--practice');
    expect(await complaintsOf('plan', JSON.parse(bench.files.get('plan.json') ?? ''))).toEqual([]);
  });

  it.each(['result', 'blueprint', 'snapshot', 'plan'])('%s refuses another document', async (name) => {
    expect(await complaintsOf(name, { hello: 'world' })).not.toEqual([]);
  });

  it.each(['results', 'constructor'])('refuses the name %s', async (name) => {
    expect((await bench.run('schema', name)).exitCode).toBe(2);
  });
});
