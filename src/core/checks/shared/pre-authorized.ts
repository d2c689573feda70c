import type { AppId } from '../../ids.ts';
import type { Application } from '../../tenant.ts';

/** Whether an API lets a client use one of its scopes without anybody's consent. */
export function isPreAuthorized(api: Application | null, client: AppId, scope: string): boolean {
  const id = api?.scopes.find(({ value }) => value === scope)?.id;
  return (
    id !== undefined &&
    (api?.preAuthorizedClients ?? []).some(({ appId, scopeIds }) => appId === client && scopeIds.includes(id))
  );
}
