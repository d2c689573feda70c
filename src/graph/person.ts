import * as z from 'zod';
import type { Account, FailedSignIn, Membership, Person, PolicyOnApps } from '../core/person.ts';
import { type Reading, read } from '../core/tenant.ts';
import { SetupError } from '../errors.ts';
import type { Graph, GraphReply } from './client.ts';
import { parseFailure } from './failure.ts';
import { requestSignIns } from './sign-ins.ts';
import { parser } from './wire.ts';

/** The two apps whose doors the person stands at; ids of service principals are null where there are none. */
export interface AppsOfPerson {
  readonly clientAppId: string | null;
  readonly serverAppId: string | null;
  readonly clientPrincipalId: string | null;
  readonly serverPrincipalId: string | null;
}

const account = z
  .object({
    id: z.string(),
    userPrincipalName: z.string(),
    accountEnabled: z.boolean().nullish(),
    userType: z.string().nullish(),
    assignedLicenses: z.array(z.unknown()).nullish(),
  })
  .transform(
    ({ id, userPrincipalName, accountEnabled, userType, assignedLicenses }): Account => ({
      objectId: id,
      userPrincipalName,
      isEnabled: accountEnabled !== false,
      isGuest: userType === 'Guest',
      hasLicence: (assignedLicenses ?? []).length > 0,
    }),
  );
const listOf = <Item>(item: z.ZodType<Item>) =>
  z.object({ value: z.array(item) }).transform(({ value }) => value);
const membership = z
  .object({ id: z.string(), displayName: z.string().nullish() })
  .transform(({ id, displayName }): Membership => ({ id, displayName: displayName ?? id }));
const assignment = z.object({ principalId: z.string() }).transform(({ principalId }) => principalId);
const policy = z.object({
  displayName: z.string(),
  state: z.string(),
  conditions: z
    .object({ applications: z.object({ includeApplications: z.array(z.string()).nullish() }).nullish() })
    .nullish(),
  grantControls: z.object({ builtInControls: z.array(z.string()).nullish() }).nullish(),
});
type WirePolicy = z.infer<typeof policy>;

/** Everything that can be read of one person with the operator's token; each part that cannot says why and what it takes. */
export async function requestPerson(graph: Graph, upn: string, apps: AppsOfPerson): Promise<Person> {
  const path = `/users/${encodeURIComponent(upn)}`;
  const select = '$select=id,userPrincipalName,accountEnabled,userType,assignedLicenses';
  const found = await reading(graph, `${path}?${select}`, 'User.Read.All', orNull(parser('user', account)));
  const isThere = found.state === 'read' && found.value !== null;
  const objectId = isThere ? found.value.objectId : null;
  return {
    userPrincipalName: upn,
    account: found,
    memberships: isThere
      ? await reading(
          graph,
          `${path}/memberOf?$top=999`,
          'GroupMember.Read.All',
          ok(parser('memberships', listOf(membership))),
        )
      : read([]),
    assignees: {
      client: await assigneesOf(graph, apps.clientPrincipalId),
      server: await assigneesOf(graph, apps.serverPrincipalId),
    },
    hasDrive: isThere
      ? await reading(graph, `${path}/drive?$select=id`, 'Files.Read.All', isPresent)
      : read(false),
    failures: objectId === null ? read([]) : await failuresOf(graph, objectId, apps),
    policies: await policiesOn(graph, apps),
  };
}

/** Undefined where the reply does not answer the question. */
type Parse<Value> = (reply: GraphReply) => Value | undefined;

const ok =
  <Value>(parse: (body: unknown) => Value): Parse<Value> =>
  ({ status, body }) =>
    status === 200 ? parse(body) : undefined;

/** What is not there is an answer. */
const orNull =
  <Value>(parse: (body: unknown) => Value): Parse<Value | null> =>
  ({ status, body }) =>
    status === 404 ? null : status === 200 ? parse(body) : undefined;

const isPresent: Parse<boolean> = ({ status }) =>
  status === 404 ? false : status === 200 ? true : undefined;

async function reading<Value>(
  graph: Graph,
  path: string,
  permission: string,
  parse: Parse<Value>,
): Promise<Reading<Value>> {
  const reply = await graph.send('GET', path);
  const value = parse(reply);
  if (value !== undefined) return read(value);
  const { code } = parseFailure(reply);
  return {
    state: 'unreadable',
    because: reply.status === 403 ? 'forbidden' : 'failed',
    detail: `Microsoft Graph answered ${reply.status} ${code}.`,
    permission,
  };
}

async function assigneesOf(graph: Graph, principalId: string | null): Promise<Reading<readonly string[]>> {
  if (principalId === null) return read([]);
  const path = `/servicePrincipals/${principalId}/appRoleAssignedTo?$top=999`;
  return reading(graph, path, 'Application.Read.All', ok(parser('assignments', listOf(assignment))));
}

/** The log has its own licence and role; what keeps it closed is said in its words. */
async function failuresOf(
  graph: Graph,
  objectId: string,
  { clientAppId, serverAppId }: AppsOfPerson,
): Promise<Reading<readonly FailedSignIn[]>> {
  try {
    const rows = await requestSignIns(graph, { userId: objectId });
    const failed = rows.filter(
      ({ appId, errorCode }) => errorCode !== 0 && [clientAppId, serverAppId].includes(appId),
    );
    return read(
      failed.map(({ appId, errorCode, correlationId, createdDateTime }) => ({
        appId,
        code: String(errorCode),
        correlationId,
        at: createdDateTime,
      })),
    );
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return {
      state: 'unreadable',
      because: 'forbidden',
      detail: error.message,
      permission: 'AuditLog.Read.All',
    };
  }
}

async function policiesOn(graph: Graph, apps: AppsOfPerson): Promise<Reading<readonly PolicyOnApps[]>> {
  const names = ['All', apps.clientAppId, apps.serverAppId];
  const naming = ({ conditions, state }: WirePolicy): boolean =>
    state !== 'disabled' &&
    (conditions?.applications?.includeApplications ?? []).some((app) => names.includes(app));
  const parsed = parser('Conditional Access policies', listOf(policy));
  return reading(graph, '/identity/conditionalAccess/policies', 'Policy.Read.All', (reply) =>
    reply.status === 200
      ? parsed(reply.body)
          .filter(naming)
          .map(({ displayName, state, grantControls }) => ({
            displayName,
            state,
            controls: grantControls?.builtInControls ?? [],
          }))
      : undefined,
  );
}
