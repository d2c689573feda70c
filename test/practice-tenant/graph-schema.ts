import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

interface SchemaPath {
  readonly method: string;
  readonly path: string;
  readonly success: readonly number[];
  readonly requestSchema?: object;
  readonly responseSchema?: object;
}

interface GraphSchema {
  readonly $defs: Readonly<Record<string, object>>;
  readonly 'x-paths': readonly SchemaPath[];
}

const schema = JSON.parse(
  readFileSync(new URL('../fixtures/graph-v1-schema.json', import.meta.url), 'utf8'),
) as GraphSchema;

const listOf = (name: string): object => ({
  type: 'object',
  required: ['value'],
  properties: { value: { type: 'array', items: { $ref: `#/$defs/${name}` } } },
});

const one = (name: string): object => ({ $ref: `#/$defs/${name}` });
const anything = { type: 'object' };

const get = (path: string, responseSchema: object): SchemaPath => ({
  method: 'GET',
  path,
  success: [200],
  responseSchema,
});

/** Operations that the slice's list leaves out, over its types where it has them (not those of files and CA). */
const MORE_PATHS: readonly SchemaPath[] = [
  get('/servicePrincipals/{id}', one('servicePrincipal')),
  get('/servicePrincipals/{id}/transitiveMemberOf/microsoft.graph.directoryRole', listOf('directoryRole')),
  get('/servicePrincipals/{id}/owners', listOf('directoryObject')),
  get('/servicePrincipals/{id}/appRoleAssignedTo', listOf('appRoleAssignment')),
  get('/servicePrincipals/{id}/appRoleAssignments', listOf('appRoleAssignment')),
  {
    method: 'POST',
    path: '/servicePrincipals/{id}/appRoleAssignedTo',
    success: [201],
    requestSchema: one('appRoleAssignment'),
    responseSchema: one('appRoleAssignment'),
  },
  { method: 'DELETE', path: '/servicePrincipals/{id}/appRoleAssignedTo/{id}', success: [204] },
  get('/applications/{id}/federatedIdentityCredentials/{ficId}', one('federatedIdentityCredential')),
  get('/applications/{id}/appManagementPolicies', listOf('appManagementPolicy')),
  get('/directory/deletedItems/microsoft.graph.servicePrincipal', listOf('servicePrincipal')),
  get('/directory/deletedItems/{id}', anything),
  get('/me/transitiveMemberOf', anything),
  get('/users/{id}', one('user')),
  get('/identity/conditionalAccess/policies', anything),
  get('/policies/identitySecurityDefaultsEnforcementPolicy', anything),
  get('/roleManagement/directory/roleAssignmentScheduleRequests/', anything),
  get('/me/drive', anything),
  get('/me/drive/root/children', anything),
  get('/sites/root', anything),
  get('/sites', anything),
];

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: 'graph', $defs: schema.$defs });

const compiled = new Map<object, ValidateFunction>();

function validator(part: object): ValidateFunction {
  const found = compiled.get(part);
  if (found !== undefined) return found;
  const text = JSON.stringify(part).replaceAll('"#/$defs/', '"graph#/$defs/');
  const fresh = ajv.compile(JSON.parse(text));
  compiled.set(part, fresh);
  return fresh;
}

function faults(part: object | undefined, body: unknown, name: string): string[] {
  if (part === undefined) return [];
  const validate = validator(part);
  if (validate(body) === true) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${name}${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  );
}

/** `/applications/{id}` and `/applications(appId='{appId}')` as patterns over what was requested. */
function patternOf(path: string): RegExp {
  const escaped = path.replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&').replaceAll(/\{\w+\}/g, "[^/'(]+");
  return new RegExp(`^${escaped}$`, 'i');
}

const PATHS = [...schema['x-paths'], ...MORE_PATHS].map((entry) => ({
  ...entry,
  pattern: patternOf(entry.path),
}));

function parsed(body: unknown): unknown {
  return typeof body === 'string' ? (body === '' ? undefined : JSON.parse(body)) : body;
}

/** Expanded navigation properties are no properties of the type: they are judged by the tests that ask for them. */
function withoutExpansions(path: string, body: unknown): unknown {
  const [, query = ''] = path.split('?');
  const names = (new URLSearchParams(query).get('$expand') ?? '')
    .split(',')
    .map((name) => name.split('(')[0]);
  if (names.includes('') || typeof body !== 'object' || body === null) return body;
  const strip = (value: object): object =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
  const list: unknown = Reflect.get(body, 'value');
  return Array.isArray(list) ? { ...body, value: list.map(strip) } : strip(body);
}

type Entry = (typeof PATHS)[number];

/** An alternate key in place of an id is good on every object the schema names by id. */
const byId = (path: string): string => path.replaceAll(/\((?:appId|uniqueName|name)='[^']*'\)/g, '/x');

function entryFor(method: string, path: string): Entry | undefined {
  const find = (wanted: string): Entry | undefined =>
    PATHS.find((known) => known.method === method && known.pattern.test(wanted));
  return find(path) ?? find(byId(path));
}

/** An upsert that creates answers with the type that was sent. */
const responsePart = ({ responseSchema, requestSchema }: Entry, status: number): object | undefined =>
  responseSchema ?? (status === 201 ? requestSchema : undefined);

interface BatchPart {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly body?: unknown;
}

const partsIn = (body: unknown, name: string): readonly BatchPart[] =>
  typeof body === 'object' && body !== null ? (Reflect.get(body, name) ?? []) : [];

/** Every part of a batch is an exchange of its own. */
function batchFaults(sent: unknown, answered: unknown): string[] {
  const answers = partsIn(answered, 'responses');
  return partsIn(sent, 'requests').flatMap((part) => {
    const answer = answers.find(({ id }) => id === part.id);
    if (answer === undefined) return [`part ${part.id} has no answer`];
    return validateGraphExchange(part.method, part.url, part.body, answer.status, answer.body).map(
      (fault) => `part ${part.id}: ${fault}`,
    );
  });
}

function answerFaults(entry: Entry, status: number, answered: unknown): string[] {
  if (status >= 400) return faults({ $ref: '#/$defs/_error' }, answered, 'response');
  if (!entry.success.includes(status)) {
    return [`${entry.method} ${entry.path}: status ${status} is not one of ${entry.success.join(', ')}`];
  }
  if (answered === undefined || answered === null) return [];
  return faults(responsePart(entry, status), answered, 'response');
}

/**
 * What is wrong with an exchange by the slice of Graph's metadata: the path (below the version, with its query),
 * the body sent, the status, the body answered. Bodies may be texts or parsed. The parts of a `$batch` are judged
 * one by one. Empty when nothing is wrong.
 */
export function validateGraphExchange(
  method: string,
  path: string,
  requestBody: unknown,
  status: number,
  responseBody: unknown,
): string[] {
  const [bare = ''] = path.split('?');
  const entry = entryFor(method, decodeURIComponent(bare));
  if (entry === undefined) return [`${method} ${bare}: not an operation of the schema`];
  const sent = parsed(requestBody);
  const answered = withoutExpansions(path, parsed(responseBody));
  const request = sent === undefined || sent === null ? [] : faults(entry.requestSchema, sent, 'request');
  const parts = bare === '/$batch' && status === 200 ? batchFaults(sent, answered) : [];
  return [...request, ...answerFaults(entry, status, answered), ...parts];
}
