import type { Choice } from '../../../ports.ts';
import type { SignInMethod, WizardAnswers } from '../answers.ts';
import type { BlockedSignIn, Facts, OfferedMethod } from '../facts.ts';
import { type Block, type Step, textStep } from '../step.ts';

const METHODS: Readonly<Record<SignInMethod, readonly [label: string, hint: string]>> = {
  'device-code': ['Device code', 'enter a code on any device'],
  browser: ['Browser on this computer', 'opens the sign-in page'],
  'azure-cli': ['Azure CLI', 'uses the account of az login'],
  environment: ['Environment', 'AZURE_CLIENT_ID and its secret or certificate'],
  'workload-identity': ['Workload identity', 'the token file of this pod'],
  'github-oidc': ['GitHub OIDC', 'the token of this GitHub job'],
  'managed-identity': ['Managed identity', 'the identity of this Azure host'],
};

export const guideStep: Step = {
  name: 'guide',
  title: 'Approach',
  section: null,
  asked: 'on-demand',
  needs: [],
  recheck: () => null,
  say: ({ guide }) =>
    guide === 'direct' ? 'direct single sign-on' : 'AI gateway, on-behalf-of access to Microsoft Graph',
  ask: (answers) => ({
    kind: 'select',
    screen: [
      'This sets up the three-tier approach:',
      'MCP client > AI gateway (OAuth proxy) > MCP server > Microsoft Graph, on behalf of the signed-in user.',
      'It takes two app registrations: a public one for the client and a confidential one for the server.',
    ],
    message: 'Does that describe what you have?',
    help: 'It suits desktop and command-line MCP clients whose tokens are kept by the gateway, and servers that read Microsoft 365 as the signed-in user. A web app in which users sign in directly needs one app registration and no gateway: that is the direct SSO approach, and this tool would set up more than you need.',
    choices: [
      { value: 'gateway', label: 'Yes', hint: 'MCP clients reach the server through the AI gateway' },
      {
        value: 'direct',
        label: 'No',
        hint: 'users sign in to a web app directly; shows where to go instead',
      },
    ],
    initial: 'gateway',
    take: (value) => ({ ...answers, guide: value === 'direct' ? 'direct' : 'gateway' }),
  }),
};

export const cloudStep: Step = textStep('cloud', {
  title: 'Cloud',
  section: 'sign-in',
  asked: 'on-demand',
  message: 'Microsoft cloud',
  initial: () => 'public',
});

export const signInStep: Step = {
  name: 'auth',
  title: 'Sign-in',
  section: 'sign-in',
  asked: 'always',
  needs: [],
  recheck: () => null,
  say: ({ auth }) => (auth ? METHODS[auth][0] : null),
  ask: (answers, facts) => ({
    kind: 'select',
    screen: signInScreen(facts),
    message: 'How do you want to sign in?',
    help: `Only an administrator can create app registrations and consent for everybody. The tenant may block one of these ways (Conditional Access): then another one usually works. Tokens are kept in memory and end with this program. The app that the page names has the id ${facts.surroundings.signInClient.appId}.`,
    choices: [
      ...facts.surroundings.methods.map((offered) => methodChoice(offered, facts.blocked)),
      ...tenantChoice(answers, facts),
    ],
    initial: answers.auth ?? suggestedChoice(answers, facts),
    take: (value) =>
      value === OTHER_TENANT
        ? { ...answers, auth: facts.blocked.at(-1)?.method ?? 'device-code', otherTenant: true }
        : { ...answers, auth: value as SignInMethod },
  }),
};

function signInScreen({ surroundings: { signInClient }, blocked }: Facts): readonly Block[] {
  const last = blocked.at(-1);
  if (last) return blockedScreen(last);
  return [`Sign in as an administrator. The page will name "${signInClient.name}".`];
}

/** The screen of a sign-in that was blocked: title, why, what to do, and the ids for support. */
function blockedScreen({
  method,
  message,
  advice,
  aadsts,
  correlationId,
  next,
}: BlockedSignIn): readonly Block[] {
  const support = [aadsts && `AADSTS${aadsts}`, correlationId && `correlation ${correlationId}`]
    .filter(Boolean)
    .join(', ');
  const offer = next[0]
    ? `Try ${METHODS[next[0]][0]} instead.`
    : 'No other way of signing in is likely to help.';
  return [
    { warning: `${METHODS[method][0]} did not work.` },
    message,
    offer,
    ...advice,
    ...(support === '' ? [] : [`For support: ${support}`]),
  ];
}

function methodChoice(
  { method, unavailable }: OfferedMethod,
  blocked: readonly BlockedSignIn[],
): Choice<string> {
  const [label, hint] = METHODS[method];
  if (unavailable !== null) return { value: method, label, disabled: unavailable };
  return {
    value: method,
    label,
    hint: blocked.some((one) => one.method === method) ? 'did not work before' : hint,
  };
}

const OTHER_TENANT = 'other-tenant';

/** The choice to name another tenant, since a sign-in can also fail because of the one that was named. */
function tenantChoice(
  { tenant }: WizardAnswers,
  { blocked }: Pick<Facts, 'blocked'>,
): readonly Choice<string>[] {
  if (tenant === undefined || blocked.length === 0) return [];
  return [{ value: OTHER_TENANT, label: 'Another tenant', hint: `instead of ${tenant}` }];
}

/**
 * The suggested choice: a method that was not tried yet; else another tenant; else a method other than the one that just
 * failed.
 */
function suggestedChoice(answers: WizardAnswers, { surroundings, blocked }: Facts): string {
  const available = surroundings.methods
    .filter(({ unavailable }) => unavailable === null)
    .map(({ method }) => method);
  const tried = blocked.map(({ method }) => method);
  const next = [...(blocked.at(-1)?.next ?? []), ...available].find((method) => !tried.includes(method));
  if (next !== undefined) return next;
  if (tenantChoice(answers, { blocked }).length > 0) return OTHER_TENANT;
  return available.find((method) => method !== tried.at(-1)) ?? 'device-code';
}

/** Where to go when users sign in to a web app directly. */
export function describeGuideInstead(): string {
  return 'For a web app in which users sign in directly, follow the Direct SSO Integration guide of your gateway instead: it needs one app registration and no on-behalf-of exchange. Nothing was changed.';
}
