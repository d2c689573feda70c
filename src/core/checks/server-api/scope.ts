import { scopeIdFor, type WantedScope } from '../../blueprint.ts';
import type { Change } from '../../changes/index.ts';
import { defineCheck } from '../../check.ts';
import type { PublishedScope } from '../../tenant.ts';
import { noApplication } from '../shared/facets.ts';
import { shownScopes } from '../shared/shown.ts';

type Evidence =
  /** The scope of our id has another name. It is renamed and not added, since clients list the id. */
  | { readonly problem: 'renamed'; readonly exposed: readonly string[]; readonly ours: PublishedScope }
  | { readonly problem: 'missing'; readonly exposed: readonly string[] }
  | { readonly problem: 'disabled' }
  | { readonly problem: 'texts'; readonly differing: readonly Field[]; readonly now: PublishedScope };

/** The scope clients ask for, with the six fields of the guide. */
export const scope = defineCheck<'serverApplication', Evidence>({
  id: 'server-api.scope',
  app: 'server',
  title: 'MCP Server API exposes its scope',
  severity: 'error',
  stage: 'registration',
  link: 'gateway',
  guide: 'Step 4, Exposed scope',
  why: 'A client can only ask for a scope that exists and is enabled, by exactly this name.',
  explains: ['70011', '650053', '28002'],
  portal: 'ExposeAnApi',
  shows: shownScopes,
  configPath: 'serverApi.scope',
  reads: ['serverApplication'],
  expected: (blueprint) => blueprint.serverApi.scope.value,
  find: (blueprint, { serverApplication }) => {
    if (serverApplication === null) return noApplication('server');
    const wanted = blueprint.serverApi.scope;
    const exposed = serverApplication.scopes.find(({ value }) => value === wanted.value);
    if (!exposed) return [notExposed(wanted, serverApplication.scopes)];
    const differing = differingFields(wanted, exposed);
    return [
      ...(exposed.isEnabled ? [] : [{ problem: 'disabled' as const }]),
      ...(differing.length > 0 ? [{ problem: 'texts' as const, differing, now: exposed }] : []),
    ];
  },
  actual: ([evidence]) => {
    if (evidence.problem === 'missing' || evidence.problem === 'renamed') return evidence.exposed;
    return evidence.problem === 'texts' ? evidence.differing.map(inWords) : 'disabled';
  },
  explain: (evidence, blueprint) => {
    const { value } = blueprint.serverApi.scope;
    if (evidence.problem === 'disabled') return `The scope ${value} is disabled.`;
    if (evidence.problem === 'texts')
      return `The scope ${value} differs in ${evidence.differing.map(inWords).join(', ')}.`;
    return evidence.exposed.length === 0
      ? `MCP Server API does not expose the scope ${value}.`
      : `MCP Server API exposes ${evidence.exposed.join(', ')}, but not ${value}.`;
  },
  remedy: (evidence, blueprint) => {
    const { scope: wanted } = blueprint.serverApi;
    if (evidence.problem === 'renamed') {
      const { ours } = evidence;
      return { by: 'us', change: setScope(wanted, ours, ['value', ...differingFields(wanted, ours)]) };
    }
    if (evidence.problem === 'missing') {
      return {
        by: 'us',
        change: { kind: 'add-scope', app: 'server', scope: { ...wanted, id: scopeIdFor(wanted.value) } },
      };
    }
    return evidence.problem === 'disabled'
      ? { by: 'us', change: { kind: 'enable-scope', app: 'server', value: wanted.value } }
      : { by: 'us', change: setScope(wanted, evidence.now, evidence.differing) };
  },
});

const TEXTS = [
  'adminConsentDisplayName',
  'adminConsentDescription',
  'userConsentDisplayName',
  'userConsentDescription',
] as const;

type Field = (typeof TEXTS)[number] | 'type' | 'value';

function inWords(field: Field): string {
  return field === 'type' ? 'who can consent' : field;
}

function setScope(wanted: WantedScope, now: PublishedScope, fields: readonly Field[]): Change {
  const from = Object.fromEntries(fields.map((field) => [field, now[field]]));
  return { kind: 'set-scope-consent', app: 'server', value: now.value, scope: wanted, from };
}

function notExposed(wanted: WantedScope, scopes: readonly PublishedScope[]): Evidence {
  const exposed = scopes.map(({ value }) => value);
  const ours = scopes.find(({ id }) => id === scopeIdFor(wanted.value));
  return ours ? { problem: 'renamed', exposed, ours } : { problem: 'missing', exposed };
}

function differingFields(wanted: WantedScope, exposed: PublishedScope): readonly Field[] {
  const texts = TEXTS.filter((field) => exposed[field] !== wanted[field]);
  return exposed.type === 'User' ? texts : ['type', ...texts];
}
