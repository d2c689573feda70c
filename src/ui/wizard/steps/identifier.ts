import { ANSWERS } from '../../../core/answers.ts';
import {
  DEFAULT_IDENTIFIER_URI,
  DEFAULT_SCOPE,
  defaultAdditionalIdentifierUris,
} from '../../../core/blueprint.ts';
import { identifierUriRefusal } from '../../../core/identifier-uri-refusal.ts';
import { facetOf } from '../../../core/tenant.ts';
import { judgeIdentifierUri } from '../../../core/validation/identifier-uri.ts';
import type { Choice } from '../../../ports.ts';
import { type WizardAnswers, without } from '../answers.ts';
import type { Facts } from '../facts.ts';
import { listStep, problemOf, type Step, textStep } from '../step.ts';

const DEFAULT_URI = 'api://{appId}';
const OTHER = 'other';

export const appIdUriStep: Step = {
  name: 'appIdUri',
  title: 'Application ID URI',
  section: 'identifier',
  asked: 'always',
  offers: () => true,
  needs: ['tenant'],
  recheck: ({ appIdUri, otherAppIdUri }, facts) =>
    appIdUri === undefined || otherAppIdUri ? null : asSentence(tenantObjection(appIdUri, facts)),
  say: ({ appIdUri, otherAppIdUri }) => (otherAppIdUri ? 'to be typed' : (appIdUri ?? null)),
  ask: (answers, facts) => ({
    kind: 'select',
    screen: [
      'Clients ask for "<Application ID URI>/<scope>", so this name is in every configuration; changing it later breaks them.',
    ],
    message: 'How is MCP Server API named in scopes?',
    help: `${ANSWERS.appIdUri.why} MCP clients that send the server's URL as "resource" (RFC 8707) are refused with AADSTS9010010 unless it belongs to the same app as the scope; behind the gateway that does not matter.`,
    choices: uriChoices(answers, facts),
    initial: answers.appIdUri ?? DEFAULT_URI,
    take: (value) =>
      value === OTHER
        ? { ...answers, otherAppIdUri: true }
        : { ...without(answers, 'otherAppIdUri'), appIdUri: value },
  }),
};

function uriChoices(answers: WizardAnswers, facts: Facts): readonly Choice<string>[] {
  const endpoint = answers.mcpUrl === undefined ? null : endpointUri(answers.mcpUrl);
  const existing = facetIn(facts, 'serverApplication')?.identifierUris ?? [];
  const others = [answers.appIdUri, ...existing, endpoint].filter((uri) => uri !== undefined && uri !== null);
  return [
    { value: DEFAULT_URI, label: DEFAULT_URI, hint: 'works in every tenant (recommended)' },
    ...[...new Set(others)]
      .filter((uri) => uri !== DEFAULT_URI)
      .map((uri) => withObjection({ value: uri, label: uri, hint: hintFor(uri, existing, endpoint) }, facts)),
    { value: OTHER, label: 'Another one', hint: 'such as api://mcp-server' },
  ];
}

function hintFor(uri: string, existing: readonly string[], endpoint: string | null): string {
  if (existing.includes(uri)) return 'what the app has now';
  return uri === endpoint
    ? 'the endpoint itself: also fits clients that send it as resource'
    : 'given before';
}

function withObjection(choice: Choice<string>, facts: Facts): Choice<string> {
  const objection = tenantObjection(choice.value, facts);
  return objection === null ? choice : { ...choice, disabled: objection };
}

/** The endpoint as an Application ID URI: https, lower case, without a slash at the end; null where it cannot be one. */
function endpointUri(mcpUrl: string): string | null {
  const uri = mcpUrl.replace(/\/+$/, '');
  return uri.startsWith('https://') && judgeIdentifierUri(uri).ok ? uri : null;
}

/** Why this tenant would refuse the URI, as far as its domains and policy could be read. */
function tenantObjection(uri: string, facts: Facts): string | null {
  const policy = facetIn(facts, 'appManagementPolicy');
  const own = facetIn(facts, 'serverApplication')?.appId;
  const asDefault = own === undefined ? uri : uri.replaceAll(own, '{appId}');
  const verdict = judgeIdentifierUri(asDefault, { tenantId: facts.session?.tenantId ?? null });
  if (!verdict.ok) return verdict.problem;
  const refusal = identifierUriRefusal(asDefault, { policy, organization: facetIn(facts, 'organization') });
  switch (refusal?.kind) {
    case undefined:
      return null;
    case 'never':
      return refusal.problem;
    case 'not-default':
      return `a policy of this tenant allows ${DEFAULT_URI} only`;
    case 'not-unique':
      return "a policy of this tenant wants its id, the app's id or a verified domain in it";
    case 'unverified-domain':
      return `this tenant has no verified domain for ${refusal.host}`;
  }
}

function facetIn<Name extends Parameters<typeof facetOf>[1]>({ tenant }: Facts, name: Name) {
  return tenant && facetOf(tenant, name);
}

export const otherAppIdUriStep: Step = {
  name: 'otherAppIdUri',
  title: 'Application ID URI, typed',
  section: 'identifier',
  asked: 'follow-up',
  needs: ['tenant'],
  recheck: () => null,
  say: ({ otherAppIdUri }) => (otherAppIdUri ? null : 'none'),
  ask: (answers, facts) => {
    if (!answers.otherAppIdUri) return null;
    const domains = facetIn(facts, 'organization')?.verifiedDomains ?? [];
    return {
      kind: 'text',
      ...(answers.appIdUri && { initial: answers.appIdUri }),
      screen: [
        'Always accepted: api://{appId}, api://<tenant id>/<name>. A name of its own, such as api://mcp-server, works here because the app receives v2 tokens, unless a policy forbids it.',
        domains.length === 0
          ? 'https:// addresses need a verified domain of the tenant.'
          : `https:// addresses need one of the verified domains: ${domains.join(', ')}.`,
      ],
      message: 'Application ID URI',
      help: ANSWERS.appIdUri.why,
      check: (text) => problemOf('appIdUri', text) ?? asSentence(tenantObjection(text, facts)),
      take: (text) => ({ ...without(answers, 'otherAppIdUri'), appIdUri: text }),
    };
  },
};

function asSentence(objection: string | null): string | null {
  return objection && `${objection.charAt(0).toUpperCase()}${objection.slice(1).replace(/\.$/, '')}.`;
}

export const additionalIdentifierUrisStep: Step = listStep('additionalIdentifierUris', {
  title: 'Further Application ID URIs',
  section: 'identifier',
  message: 'Application ID URIs beside the first',
  initial: ({ appIdUri = DEFAULT_IDENTIFIER_URI }) => defaultAdditionalIdentifierUris(appIdUri).join(', '),
});

export const preAuthorizedClientsStep: Step = listStep('preAuthorizedClients', {
  title: 'Clients without consent',
  section: 'identifier',
  message: 'MCP clients to pre-authorise',
});

export const scopeStep: Step = textStep('scope', {
  title: 'Scope',
  section: 'identifier',
  asked: 'on-demand',
  message: 'Name of the scope',
  initial: () => DEFAULT_SCOPE,
});
