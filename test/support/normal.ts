import { type Application, facetOf, type Tenant } from '../../src/core/tenant.ts';
import { canonical } from './laws.ts';

/** Members that Entra chooses and the planner cannot foresee: ids of new things, their creation time, their hints. */
const CHOSEN = ['keyId', 'hint', 'startDateTime', 'createdDateTime', 'tags', 'userPrincipalName'];

type Names = ReadonlyMap<string, string>;

/** A tenant for comparison: ids replaced by words, lists in one order, members that Entra chooses left out. */
export function normalised(tenant: Tenant, signedIn: string): unknown {
  return canonical(renamed(tenant, namesOf(tenant, signedIn)));
}

function namesOf(tenant: Tenant, signedIn: string): Names {
  const named = (['client', 'server'] as const).flatMap((app): (readonly [string | undefined, string])[] => {
    const isClient = app === 'client';
    const application = facetOf(tenant, isClient ? 'clientApplication' : 'serverApplication');
    const principal = facetOf(tenant, isClient ? 'clientPrincipal' : 'serverPrincipal');
    return [
      [application?.objectId, `<${app} object>`],
      [application?.appId, `<${app} app>`],
      [principal?.objectId, `<${app} principal>`],
    ];
  });
  return new Map([
    ...named.flatMap(([id, name]): (readonly [string, string])[] => (id === undefined ? [] : [[id, name]])),
    [signedIn, '<signed in>'],
    ['{signed-in account}', '<signed in>'],
  ]);
}

function renamed(value: unknown, names: Names): unknown {
  if (typeof value === 'string') {
    return [...names].reduce((text, [id, name]) => text.replaceAll(id, name), value);
  }
  if (Array.isArray(value)) return value.map((item) => renamed(item, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !CHOSEN.includes(name) && !isChosenId(name, value))
      .map(([name, member]) => [name, renamed(member, names)]),
  );
}

/** Whether Entra chose the id: grants and federated credentials are compared by their content, owners by their ids. */
function isChosenId(name: string, owner: object): boolean {
  if (name === 'id') return 'consentType' in owner || 'audiences' in owner;
  return name === 'displayName' && Object.keys(owner).length === 3 && 'userPrincipalName' in owner;
}

/** Credentials by key id: what must survive every run. */
export function keyIds(application: Application | null): readonly string[] {
  return application === null
    ? []
    : [...application.passwordCredentials, ...application.keyCredentials].map(({ keyId }) => keyId).sort();
}
