import type { RefusalKind } from '../core/aadsts/row.ts';
import type { ErrorCode } from '../errors.ts';
import type { AuthMethod } from './auth-method.ts';

/** The sign-in that was refused. */
export interface SignInContext {
  readonly method: AuthMethod;
  /** Tenant id or domain; null where the account decides. */
  readonly tenant: string | null;
  /** The client application, by name where it is Microsoft's own. */
  readonly client: string;
}

/** The error for an operator whose sign-in was refused: its code, message and advice. */
export interface Meaning {
  readonly errorCode: ErrorCode;
  readonly says: (context: SignInContext) => string;
  readonly advice: (context: SignInContext) => readonly string[];
}

/** Each method as it follows "by" in a sentence. */
const METHOD_WORDS: Readonly<Record<AuthMethod, string>> = {
  'device-code': 'device code',
  browser: 'browser',
  'azure-cli': 'Azure CLI',
  environment: 'client secret or certificate',
  'workload-identity': 'workload identity',
  'github-oidc': 'GitHub OIDC token',
  'managed-identity': 'managed identity',
};

const tenantOf = ({ tenant }: SignInContext): string => (tenant === null ? 'the tenant' : `tenant ${tenant}`);
const again = ({ method, tenant }: SignInContext): string =>
  method === 'azure-cli'
    ? `az login${tenant === null ? '' : ` --tenant ${tenant}`}`
    : 'Run the command again to sign in anew.';
const askAdministrator =
  'Ask an administrator: the sign-in log of the tenant names the policy (by correlation id).';
const noAdvice = (): readonly string[] => [];

function blocked(says: Meaning['says'], advice: Meaning['advice']): Meaning {
  return { errorCode: 'SIGN_IN_BLOCKED', says, advice };
}

function notSignedIn(says: Meaning['says'], advice: Meaning['advice']): Meaning {
  return { errorCode: 'NOT_SIGNED_IN', says, advice };
}

const CONDITIONAL_ACCESS = blocked(
  (context) =>
    `A Conditional Access policy of ${tenantOf(context)} forbids signing in by ${METHOD_WORDS[context.method]}.`,
  () => [askAdministrator],
);
const MANAGED_DEVICE = blocked(
  (context) =>
    `${tenantOf(context)} wants a managed device, and signing in by ${METHOD_WORDS[context.method]} does not show one.`,
  () => ['Sign in from a device that your organisation manages.', askAdministrator],
);
const MULTIFACTOR = blocked(
  (context) => `${tenantOf(context)} wants multifactor authentication, which this sign-in did not carry.`,
  (context) => [again(context)],
);
const NO_CONSENT = blocked(
  ({ client, ...context }) => `Nobody has consented to ${client} in ${tenantOf({ client, ...context })}.`,
  () => ['Ask an administrator to consent, or leave out --sign-in-client to use the Azure CLI’s client.'],
);
const OTHER_ORGANISATION = blocked(
  (context) => `The cross-tenant access settings keep this account out of ${tenantOf(context)}.`,
  () => [askAdministrator],
);
export const DECLINED = notSignedIn(
  () => 'The sign-in was declined on the sign-in page.',
  (context) => [again(context)],
);
/** A policy that blocks the flow may say so on the page alone, while polls are answered as pending (recording 48). */
export const CODE_EXPIRED: Meaning = {
  errorCode: 'SIGN_IN_EXPIRED',
  says: () => 'The device code expired before anybody signed in with it.',
  advice: () => [
    'If the page refused it (53003 or 530035), a policy of the tenant blocks device codes, and a new one will not help.',
    'Else run the command again for a new code.',
  ],
};
const CODE_UNKNOWN = notSignedIn(
  () => 'The token service no longer knows the device code.',
  () => ['Run the command again for a new code.'],
);
const SESSION_OVER = notSignedIn(
  () => 'The earlier sign-in is no longer valid.',
  (context) => [again(context)],
);
const ACCOUNT = (says: string): Meaning =>
  notSignedIn(
    () => says,
    () => ['Sign in with another account.'],
  );
const NO_SUCH_TENANT: Meaning = {
  errorCode: 'WRONG_TENANT',
  says: (context) => `There is no ${tenantOf(context)} in this cloud.`,
  advice: () => [
    'Compare --tenant with the overview page of the tenant in the portal.',
    'A tenant of a national cloud is found only when started with --cloud usgov, usgovdod or china.',
  ],
};
const OTHER_CLOUD: Meaning = {
  errorCode: 'WRONG_TENANT',
  says: (context) => `${tenantOf(context)} lives in another cloud.`,
  advice: () => ['Name it: --cloud public, usgov, usgovdod or china.'],
};
const NOT_OF_THIS_TENANT: Meaning = {
  errorCode: 'WRONG_TENANT',
  says: (context) => `The account is neither member nor guest of ${tenantOf(context)}.`,
  advice: () => ['Sign in with an account of the tenant, or name the account’s own tenant with --tenant.'],
};
const CERTIFICATE = notSignedIn(
  ({ client }) => `The certificate is not registered on ${client}.`,
  () => [
    'Compare the thumbprint of AZURE_CLIENT_CERTIFICATE_PATH with the certificates of the app registration.',
  ],
);
const FEDERATED = notSignedIn(
  ({ client }) => `No federated credential of ${client} matches the token that was presented.`,
  () => [
    'Issuer, subject and audience of the federated credential must equal those of the token, letter by letter.',
  ],
);
export const BUSY: Meaning = {
  errorCode: 'UNAVAILABLE',
  says: () => 'The token service cannot answer for the moment.',
  advice: () => ['Run the same command again in a few minutes.'],
};
export const OTHER_BLOCK = blocked(
  (context) => `${tenantOf(context)} wants more than signing in by ${METHOD_WORDS[context.method]} can give.`,
  () => [askAdministrator],
);
export const OTHER_CREDENTIAL = notSignedIn(
  ({ client }) => `The token service does not accept the credential of ${client}.`,
  noAdvice,
);
export const OTHER_REFUSAL = notSignedIn(() => 'The token service refused the sign-in.', noAdvice);

/** The error of each kind of refusal. `core/aadsts` has the kind of each number. */
export const MEANINGS: Readonly<Record<RefusalKind, Meaning>> = {
  'conditional-access': CONDITIONAL_ACCESS,
  'managed-device': MANAGED_DEVICE,
  multifactor: MULTIFACTOR,
  'no-consent': NO_CONSENT,
  'other-organisation': OTHER_ORGANISATION,
  declined: DECLINED,
  'code-expired': CODE_EXPIRED,
  'code-unknown': CODE_UNKNOWN,
  'session-over': SESSION_OVER,
  'account-unknown': ACCOUNT('The tenant does not know this account.'),
  'account-locked': ACCOUNT('The account is locked for the moment.'),
  'password-expired': ACCOUNT('The password of the account has expired.'),
  'account-disabled': ACCOUNT('The account is disabled.'),
  'password-wrong': ACCOUNT('User name or password is wrong.'),
  'no-such-tenant': NO_SUCH_TENANT,
  'other-cloud': OTHER_CLOUD,
  'not-of-this-tenant': NOT_OF_THIS_TENANT,
  'certificate-refused': CERTIFICATE,
  'federated-refused': FEDERATED,
  busy: BUSY,
  'not-assigned': blocked(
    ({ client }) => `Only assigned users may sign in to ${client}.`,
    () => ['Ask an administrator to assign you to it under Enterprise applications.'],
  ),
  'one-tenant-only': notSignedIn(
    ({ client }) => `${client} belongs to one tenant, and none was named.`,
    () => ['Name the tenant: --tenant ID or domain.'],
  ),
  'confirmation-page': blocked(
    (context) =>
      `The sign-in stopped at a confirmation page that ${METHOD_WORDS[context.method]} did not get past.`,
    () => ['Try again and choose Continue on that page.'],
  ),
  'security-defaults': blocked(
    (context) =>
      `The security defaults of ${tenantOf(context)} forbid signing in by ${METHOD_WORDS[context.method]}.`,
    () => [askAdministrator],
  ),
  'app-unknown': notSignedIn(
    (context) => `${tenantOf(context)} does not know ${context.client}.`,
    () => [
      'Compare the app id and the tenant: an app is known only where it was registered or consented to.',
    ],
  ),
  'assertion-out-of-time': notSignedIn(
    () => 'The signed assertion is outside its time range.',
    () => ['Check the clock of this machine: more than five minutes off is refused.'],
  ),
  'app-disabled': blocked(
    (context) => `${context.client} is switched off in ${tenantOf(context)}.`,
    () => ['Ask an administrator to enable it, or sign in with another client: --sign-in-client ID.'],
  ),
  'secret-refused': notSignedIn(
    ({ client }) => `The client secret is not one of ${client}.`,
    () => ['AZURE_CLIENT_SECRET takes the value of a secret, not its id.'],
  ),
  'not-a-public-client': notSignedIn(
    ({ client }) =>
      `${client} does not allow public client flows, so nobody can sign in to it by device code.`,
    () => ['Set "Allow public client flows" on it, or sign in with --auth browser.'],
  ),
  'secret-expired': notSignedIn(
    ({ client }) => `The client secret of ${client} has expired.`,
    () => ['Create a new secret and set AZURE_CLIENT_SECRET to its value.'],
  ),
};
