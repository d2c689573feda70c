/** One way in which a set-up goes wrong. `breaks` says where: in the registrations, in how the tenant behaves, or in a file. */
export interface FaultDescription {
  readonly id: string;
  readonly summary: string;
  readonly breaks: 'configuration' | 'behaviour' | 'env-file' | 'config-file';
}

const fault = <const Id extends string, const Breaks extends FaultDescription['breaks']>(
  id: Id,
  breaks: Breaks,
  summary: string,
) => ({ id, summary, breaks });

const ROWS = [
  fault('wrong-scope', 'configuration', 'The scope exposed by the server app is misspelt.'),
  fault('missing-consent', 'configuration', 'The client app has no consent for the server app.'),
  fault('missing-graph-consent', 'configuration', 'The server app has no consent for Microsoft Graph.'),
  fault('wrong-secret', 'configuration', 'The secret in the .env is none of the server app’s.'),
  fault('expired-secret', 'configuration', 'All secrets of the server app have expired.'),
  fault('secret-id-as-value', 'env-file', 'The .env holds the id of the secret in place of its value.'),
  fault(
    'thumbprint-mismatch',
    'configuration',
    'The certificate registered on the server app is another one.',
  ),
  fault('public-flows-on-server', 'configuration', 'The server app allows public client flows.'),
  fault(
    'wrong-audience',
    'configuration',
    'The Application ID URI of the server app is spelt with capitals.',
  ),
  fault('v1-tokens', 'configuration', 'The server app receives version 1 access tokens.'),
  fault('api-not-visible', 'configuration', 'The server app has no owner, so My APIs does not list it.'),
  fault('no-identifier-uri', 'configuration', 'The server app has no Application ID URI.'),
  fault(
    'missing-graph-permission',
    'configuration',
    'One Microsoft Graph permission of the server app is gone.',
  ),
  fault(
    'redirect-on-wrong-platform',
    'configuration',
    'The client app’s redirect URIs are on the web platform.',
  ),
  fault('one-app-for-both', 'config-file', 'The configuration names one app registration for both roles.'),
  fault(
    'application-permission',
    'configuration',
    'The server app asks for an application permission where a delegated one is needed.',
  ),
  fault(
    'over-granted',
    'configuration',
    'The server app is granted Directory.ReadWrite.All for the whole tenant.',
  ),
  fault('foreign-secret', 'configuration', 'Somebody added a secret to the server app.'),
  fault(
    'name-in-recycle-bin',
    'configuration',
    'The server app was deleted; from the recycle bin it still holds its name.',
  ),
  fault('upsert-refused', 'behaviour', 'Microsoft Graph refuses to create apps by upsert.'),
  fault(
    'blocked-on-the-page',
    'behaviour',
    'Conditional Access blocks the device code flow, and only the page says so.',
  ),
  fault('user-not-assigned', 'configuration', 'The client app wants users assigned, and nobody is.'),
  fault('device-code-blocked', 'behaviour', 'Conditional Access blocks the device code flow.'),
  fault('secrets-forbidden', 'behaviour', 'A tenant policy forbids client secrets.'),
  fault('slow-replication', 'behaviour', 'Writes take seconds to show, and reads disagree meanwhile.'),
  fault('throttled', 'behaviour', 'Microsoft Graph refuses every few requests for a while.'),
  fault('secret-lifetime-capped', 'behaviour', 'A tenant policy caps the lifetime of secrets at 180 days.'),
  fault('identifier-uri-policy', 'behaviour', 'A tenant policy allows only default Application ID URIs.'),
  fault(
    'no-consent-role',
    'behaviour',
    'The signed-in account may create apps but not consent for the tenant.',
  ),
  fault('browser-blocked', 'behaviour', 'Conditional Access blocks sign-in in a browser.'),
  fault(
    'interaction-required',
    'behaviour',
    'Microsoft Graph wants multi-factor sign-in, so on-behalf-of fails.',
  ),
  fault('unlicensed-sign-ins', 'behaviour', 'The tenant has no licence for the sign-in log.'),
  fault('reads-forbidden', 'behaviour', 'The directory refuses every read.'),
  fault('server-principal-disabled', 'configuration', 'Sign-in to the server app is switched off.'),
  fault('client-principal-disabled', 'configuration', 'Sign-in to the client app is switched off.'),
  fault(
    'granted-application-permission',
    'configuration',
    'The server app holds an application permission that its registration does not ask for.',
  ),
  fault('declined-sign-in', 'behaviour', 'The person declines the device code sign-in.'),
  fault('user-disabled', 'configuration', 'The account megan@contoso.com is disabled.'),
  fault('user-unlicensed', 'configuration', 'The account megan@contoso.com has no licence.'),
  fault('user-is-guest', 'configuration', 'The account megan@contoso.com is a guest.'),
  fault('onedrive-never-opened', 'configuration', 'megan@contoso.com has never opened OneDrive.'),
  fault(
    'endpoint-no-challenge',
    'behaviour',
    'The MCP server answers 401 without a WWW-Authenticate header.',
  ),
  fault('endpoint-no-metadata', 'behaviour', 'The MCP server serves no metadata of the protected resource.'),
  fault('endpoint-other-resource', 'behaviour', 'The metadata of the MCP server names its address inside.'),
  fault('endpoint-common-issuer', 'behaviour', 'The metadata names common as an authorization server.'),
  fault(
    'endpoint-bare-scopes',
    'behaviour',
    'The server is published directly, and its metadata names the scopes without their app.',
  ),
  fault('endpoint-accepts-anything', 'behaviour', 'The MCP server takes any token.'),
  fault('endpoint-slash', 'behaviour', 'The metadata names the address with a slash at its end.'),
] as const;

/** Every fault that `practice break` knows, in the order in which they are listed; new ones come last. */
export const FAULTS: readonly FaultDescription[] = ROWS;

/** A fault of what is registered or of how the tenant behaves: something here has to break it. */
export type TenantFault = Extract<
  (typeof ROWS)[number],
  { readonly breaks: 'configuration' | 'behaviour' }
>['id'];
