import type { AppWord } from '../../core/ids.ts';
import type { Application, Facet, Facets, ServicePrincipal } from '../../core/tenant.ts';
import type { Knowledge } from '../knowledge.ts';

/** A facet of the tenant; undefined where it was not read, since null is the facet of an object that does not exist. */
export function readFacet<Name extends Facet>(
  { tenant }: Pick<Knowledge, 'tenant'>,
  name: Name,
): Facets[Name] | undefined {
  const reading = tenant?.[name];
  return reading?.state === 'read' ? (reading.value as Facets[Name]) : undefined;
}

export function applicationOf(knowledge: Pick<Knowledge, 'tenant'>, app: AppWord): Application | null {
  return readFacet(knowledge, `${app}Application`) ?? null;
}

export function principalOf(knowledge: Pick<Knowledge, 'tenant'>, app: AppWord): ServicePrincipal | null {
  return readFacet(knowledge, `${app}Principal`) ?? null;
}

/** The Application ID URIs of the server: those registered, and the one that the blueprint asks for. */
export function identifierUrisOf(
  knowledge: Pick<Knowledge, 'tenant' | 'blueprint'>,
  serverAppId: string | null,
): readonly string[] {
  const registered = applicationOf(knowledge, 'server')?.identifierUris ?? [];
  const wanted = wantedIdentifierUri(knowledge, serverAppId);
  return wanted === null || registered.includes(wanted) ? registered : [...registered, wanted];
}

/** The Application ID URI that the blueprint asks for; null where it contains the app id and that is not known. */
export function wantedIdentifierUri(
  { blueprint }: Pick<Knowledge, 'blueprint'>,
  serverAppId: string | null,
): string | null {
  if (blueprint === null) return null;
  const { identifierUri } = blueprint.serverApi;
  const uri = identifierUri.replaceAll('{appId}', serverAppId ?? '{appId}');
  return uri.includes('{appId}') ? null : uri;
}

/** A form of the URI that is equal for spellings that differ in letter case, `api://` or a trailing slash. */
export function comparableUri(uri: string): string {
  return uri
    .toLowerCase()
    .replace(/^api:\/\//, '')
    .replace(/\/$/, '');
}

/** Whether both are given and equal but for letter case. */
export function same(a: string | null | undefined, b: string | null | undefined): boolean {
  return (a ?? null) !== null && a?.toLowerCase() === b?.toLowerCase();
}
