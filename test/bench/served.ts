// Serves a practice tenant with as many set-ups as asked for over HTTPS, in a process of its own, so that what the
// judging process needs can be told from what the tenant does. Prints one line of JSON once it can be asked; ends with its
// standard input.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addPracticeAutomation, newPracticeState } from '../../src/practice-tenant/index.ts';
import { addSetup, configText, type SetupShape } from '../support/fleet.ts';
import { serveTenant } from '../support/terminal/tls-tenant.ts';

/** What years leave behind: most set-ups are healthy, some are not. */
const SHAPES: readonly SetupShape[] = [
  {},
  {},
  { owners: 3 },
  { credential: 'federated' },
  { assignment: 'assigned' },
  {},
  { names: 'shared' },
  { consent: 'missing' },
  {},
  { assignment: 'required', owners: 0 },
];
/** Found by its marker, as after a run that was killed: one in so many. */
const HALF_DONE = { every: 10, shape: { ids: 'none', owners: 0 } } as const;
const SECRET = 'a-secret-of-the-practice-tenant-only';

const [folder = '', count = '1'] = process.argv.slice(2);
const outside = {
  now: () => new Date(),
  uuid: randomUUID,
  bytes: (length: number) => new Uint8Array(randomBytes(length)),
};
const state = newPracticeState(outside);
const { appId } = addPracticeAutomation(state, outside, { kind: 'secret', value: SECRET });
await mkdir(join(folder, 'different'));
for (let index = 0; index < Number(count); index += 1) {
  const isHalfDone = index % HALF_DONE.every === HALF_DONE.every - 1;
  const among = index - Math.floor(index / HALF_DONE.every);
  const shape = isHalfDone ? HALF_DONE.shape : SHAPES[among % SHAPES.length];
  const blueprint = addSetup(state, outside, index, shape);
  await writeFile(join(folder, 'different', `${index}.yaml`), configText(blueprint));
}
const { env, close } = await serveTenant(folder, state);
const identity = {
  AZURE_TENANT_ID: state.tenant.id,
  AZURE_CLIENT_ID: appId,
  AZURE_CLIENT_SECRET: SECRET,
  ENTRA_MCP_SETUP_AUTH: 'environment',
};
process.stdout.write(`${JSON.stringify({ ...env, ...identity })}\n`);
process.stdin.on('end', close).resume();
