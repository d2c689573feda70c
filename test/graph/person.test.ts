import { describe, expect, it } from 'vitest';
import type { Graph, GraphReply } from '../../src/graph/client.ts';
import { requestPerson } from '../../src/graph/person.ts';

const APPS = {
  clientAppId: 'client-app',
  serverAppId: 'server-app',
  clientPrincipalId: 'client-principal',
  serverPrincipalId: null,
};
const V1 = 'https://graph.microsoft.com/v1.0';
const ASSIGNED = '/servicePrincipals/client-principal/appRoleAssignedTo?$top=999';

/** Graph that answers these paths, and 404 for any other. */
function graphWith(bodies: Readonly<Record<string, unknown>>): Graph {
  const send = async (_method: string, path: string): Promise<GraphReply> => {
    const body = bodies[path];
    const missing = { error: { code: 'Request_ResourceNotFound', message: 'It does not exist.' } };
    return { status: body === undefined ? 404 : 200, body: body ?? missing, headers: new Headers() };
  };
  return { send } as Partial<Graph> as Graph;
}

const assigneesIn = async (bodies: Readonly<Record<string, unknown>>) =>
  (await requestPerson(graphWith(bodies), 'ada@contoso.com', APPS)).assignees.client;

describe('who is assigned to an app', () => {
  const first = { value: [{ principalId: 'ada' }], '@odata.nextLink': `${V1}${ASSIGNED}&$skiptoken=2` };

  it('is read page by page', async () => {
    const second = { value: [{ principalId: 'ben' }] };
    const pages = { [ASSIGNED]: first, [`${ASSIGNED}&$skiptoken=2`]: second };
    expect(await assigneesIn(pages)).toEqual({ state: 'read', value: ['ada', 'ben'] });
  });

  it('is not known where a page cannot be read', async () => {
    expect(await assigneesIn({ [ASSIGNED]: first })).toMatchObject({ state: 'unreadable' });
  });
});
