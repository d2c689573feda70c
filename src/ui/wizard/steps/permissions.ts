import { ANSWERS } from '../../../core/answers.ts';
import { GRAPH_ESCALATION_PATH } from '../../../core/blueprint.ts';
import { facetOf } from '../../../core/tenant.ts';
import { graphPermissionListProblem } from '../../../core/validation/permissions.ts';
import { without } from '../answers.ts';
import type { Facts } from '../facts.ts';
import { problemOf, type Step } from '../step.ts';
import { splitList } from './redirects.ts';

const OTHERS = 'others';

/** What each permission of the guide's escalation path allows, least first (guide: Technical Implementation Notes). */
const ALLOWS: Readonly<Record<string, string>> = {
  'Files.Read': 'read the files in the user\u2019s own OneDrive',
  'Files.Read.All': 'read all files the user can open',
  'Sites.Read.All': 'read SharePoint sites and libraries the user can open',
  'Files.ReadWrite.All': 'read, change and delete all files the user can open',
  'User.Read': 'read the user\u2019s own profile',
};

export const graphPermissionsStep: Step = {
  name: 'graphPermissions',
  title: 'Graph permissions',
  section: 'permissions',
  asked: 'always',
  offers: () => true,
  needs: ['tenant'],
  recheck: ({ graphPermissions = [], moreGraphPermissions }, facts) =>
    moreGraphPermissions
      ? null
      : (graphPermissionListProblem(graphPermissions) ?? unknownPermission(graphPermissions, facts)),
  say: ({ graphPermissions }) => graphPermissions?.join(', ') ?? null,
  ask: (answers, facts) => {
    const known = [...GRAPH_ESCALATION_PATH, 'User.Read'];
    const extra = (answers.graphPermissions ?? []).filter((name) => !known.includes(name));
    return {
      kind: 'checkbox',
      screen: [
        'All of these act as the signed-in user: none lets the server see more than that user may see. Start with the least; more can be added later.',
        whoConsents(facts),
      ],
      message: 'What may the server do for the signed-in user?',
      help: ANSWERS.graphPermissions.why,
      choices: [
        ...[...known, ...extra].map((name) => ({ value: name, label: name, hint: hintOf(name, facts) })),
        { value: OTHERS, label: 'Others', hint: 'typed on the next screen' },
      ],
      initial: answers.graphPermissions ?? GRAPH_ESCALATION_PATH.slice(0, 1),
      check: (names) => (names.includes(OTHERS) ? null : graphPermissionListProblem(names)),
      take: (names) => ({
        ...answers,
        graphPermissions: names.filter((name) => name !== OTHERS),
        moreGraphPermissions: names.includes(OTHERS),
      }),
    };
  },
};

function hintOf(name: string, facts: Facts): string {
  return [ALLOWS[name], exceptionOf(name, facts)].filter(Boolean).join('; ');
}

/**
 * Who may consent to the permissions, as Graph marks them; a tenant's own consent policy may be stricter (facts: graph.md §5).
 */
function whoConsents(facts: Facts): string {
  return publishedScopes(facts) === null
    ? 'Who may consent to them is not known here.'
    : 'Where nothing else is said, users may consent if the tenant lets them.';
}

function exceptionOf(name: string, facts: Facts): string | null {
  const published = publishedScopes(facts);
  const scope = published?.find(({ value }) => value === name);
  if (scope) return scope.type === 'Admin' ? 'an administrator must consent' : null;
  return published && 'not in this tenant';
}

function publishedScopes({ tenant }: Facts) {
  return (tenant && facetOf(tenant, 'graphPrincipal')?.scopes) ?? null;
}

function unknownPermission(names: readonly string[], facts: Facts): string | null {
  const published = publishedScopes(facts);
  const unknown = published && names.find((name) => !published.some(({ value }) => value === name));
  return unknown ? `Microsoft Graph in this tenant has no delegated permission ${unknown}.` : null;
}

export const moreGraphPermissionsStep: Step = {
  name: 'moreGraphPermissions',
  title: 'Other Graph permissions',
  section: 'permissions',
  asked: 'follow-up',
  needs: ['tenant'],
  recheck: () => null,
  say: ({ moreGraphPermissions }) => (moreGraphPermissions ? null : 'none'),
  ask: (answers, facts) => {
    if (!answers.moreGraphPermissions) return null;
    const chosen = answers.graphPermissions ?? [];
    const all = (text: string) => [...chosen, ...splitList(text).filter((name) => !chosen.includes(name))];
    return {
      kind: 'text',
      screen: [
        'Names of delegated permissions, such as Mail.Read. Several are separated by blanks or commas.',
      ],
      message: 'Other Graph permissions',
      help: ANSWERS.graphPermissions.why,
      check: (text) =>
        problemOf('graphPermissions', text) ??
        graphPermissionListProblem(all(text)) ??
        unknownPermission(all(text), facts),
      take: (text) => ({ ...without(answers, 'moreGraphPermissions'), graphPermissions: all(text) }),
    };
  },
};
