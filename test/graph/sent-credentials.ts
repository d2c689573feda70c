import { nameBasedGuid } from '../../src/core/ids.ts';
import { CERTIFICATE, FEDERATED, guid, IDS } from '../support/registrations.ts';
import { NO_CONTENT, recorded, refused } from '../support/scripted-graph.ts';
import {
  ADD_SECRET,
  addPassword,
  application,
  CLIENT,
  findGrants,
  GRANT,
  grantBody,
  grantConsent,
  patching,
  reading,
  SERVER,
  type Sent,
} from './sent.ts';

/** What new credentials, consent and owners send. */
export const SENT_CREDENTIALS: readonly Sent[] = [
  {
    title: 'name and end, since an empty request would mean two years',
    change: ADD_SECRET,
    script: [reading('server'), addPassword(recorded('10'))],
  },
  {
    title: 'the certificates that are there by their ids, keys null, and the new one',
    change: {
      kind: 'add-certificate',
      app: 'server',
      certificate: { ...CERTIFICATE, thumbprint: 'F'.repeat(40) },
    },
    script: [
      {
        method: 'GET',
        path: `${SERVER}?$select=id,keyCredentials`,
        reply: {
          status: 200,
          body: {
            id: IDS.server.objectId,
            keyCredentials: (application('server').body as unknown as { keyCredentials: object[] })
              .keyCredentials,
          },
        },
      },
      patching('server', {
        keyCredentials: [
          {
            customKeyIdentifier: '7AB4DD9219E5E03ECC025136572DFAA262EC85CB',
            displayName: 'O=Internet Widgits Pty Ltd, S=Some-State, C=AU',
            endDateTime: '2025-11-03T10:03:16Z',
            key: null,
            keyId: '4d8a3bef-64f6-4007-aec5-acd165266012',
            startDateTime: '2024-11-04T10:03:16Z',
            type: 'AsymmetricX509Cert',
            usage: 'Verify',
          },
          {
            type: 'AsymmetricX509Cert',
            usage: 'Verify',
            key: 'MIIB',
            keyId: nameBasedGuid(`certificate:${'F'.repeat(40)}`),
            displayName: 'CN=MCP Server API',
          },
        ],
      }),
    ],
  },
  {
    title: 'issuer, subject and the one audience',
    change: { ...FEDERATED, kind: 'add-federated-credential', app: 'server' },
    script: [
      {
        method: 'POST',
        path: `${SERVER}/federatedIdentityCredentials`,
        body: {
          name: 'mcp-server',
          issuer: FEDERATED.issuer,
          subject: FEDERATED.subject,
          audiences: ['api://AzureADTokenExchange'],
          description: `On-behalf-of exchange of ${IDS.server.appId}`,
        },
        reply: recorded('13'),
      },
    ],
  },
  {
    title: 'service principal ids, for every user',
    change: GRANT,
    script: [findGrants(), grantConsent({ status: 201, body: grantBody() })],
  },
  {
    title: 'the whole list of a grant that stands, never a deletion',
    change: GRANT,
    script: [
      findGrants(grantBody({ id: 'other', resourceId: guid('4') }), grantBody({ scope: ' other' })),
      {
        method: 'PATCH',
        path: '/oauth2PermissionGrants/grant-1',
        body: { scope: 'other access' },
        reply: NO_CONTENT,
      },
    ],
  },
  {
    title: 'the extension of a grant that a lagging list did not show',
    change: GRANT,
    script: [
      findGrants(),
      grantConsent(recorded('21')),
      findGrants(),
      ...Array.from({ length: 5 }, () => findGrants(grantBody({ scope: 'other' }))),
      {
        method: 'PATCH',
        path: '/oauth2PermissionGrants/grant-1',
        body: { scope: 'other access' },
        reply: NO_CONTENT,
      },
    ],
  },
  {
    title: 'the signed-in account by its address',
    change: { kind: 'add-owner', app: 'client' },
    script: [
      {
        method: 'POST',
        path: `${CLIENT}/owners/$ref`,
        body: { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${IDS.admin}` },
        reply: NO_CONTENT,
      },
    ],
  },
  {
    title: 'nothing more where the account is an owner already',
    change: { kind: 'add-owner', app: 'client' },
    script: [
      {
        method: 'POST',
        path: `${CLIENT}/owners/$ref`,
        body: { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${IDS.admin}` },
        reply: refused(
          400,
          'Request_BadRequest',
          "One or more added object references already exist for the following modified properties: 'owners'.",
        ),
      },
    ],
  },
];
