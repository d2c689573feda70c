import * as z from 'zod';
import type { Account, FailedSignIn, Membership, Person, PolicyOnApps } from '../core/person.ts';
import { type Reading, read } from '../core/tenant.ts';
import { SetupError } from '../errors.ts';
import type { Graph, GraphReply } from './client.ts';
import { parseFailure } from './failure.ts';
import { requestAllPages } from './page.ts';
import { requestSignIns } from './sign-ins.ts';
import { parser, valueList } from './wire.ts';

/** The two apps that the person wants to use; null for one that does not exist. */
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

/** Everything about one person that the operator's token may read; a part that it may not says why and which permission would do. */
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
      ? await readingList(
          graph,
          `${path}/memberOf?$top=999`,
          'GroupMember.Read.All',
          'memberships',
          membership,
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

/** Gives undefined for a reply that leaves the question open. */
type Parse<Value> = (reply: GraphReply) => Value | undefined;

/** Null for what does not exist. */
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
  return readingOf(await graph.send('GET', path), permission, parse);
}

/** Every page is read: whoever is not on an incomplete list may still be on it. */
async function readingList<Item>(
  graph: Graph,
  path: string,
  permission: string,
  what: string,
  item: z.ZodType<Item>,
): Promise<Reading<readonly Item[]>> {
  const parseList = parser(what, valueList(item));
  return readingOf(await requestAllPages(graph, path), permission, ({ status, body }) =>
    status === 200 ? parseList(body) : undefined,
  );
}

function readingOf<Value>(reply: GraphReply, permission: string, parse: Parse<Value>): Reading<Value> {
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
  return readingList(graph, path, 'Application.Read.All', 'assignments', assignment);
}

/** The sign-in log takes a licence and a role of its own, so the detail is its own error message. */
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
  const path = '/identity/conditionalAccess/policies';
  const all = await readingList(graph, path, 'Policy.Read.All', 'Conditional Access policies', policy);
  if (all.state === 'unreadable') return all;
  return read(
    all.value.filter(naming).map(({ displayName, state, grantControls }) => ({
      displayName,
      state,
      controls: grantControls?.builtInControls ?? [],
    })),
  );
}
