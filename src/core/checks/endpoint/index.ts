import type { Check } from '../../check.ts';
import { authorizationServer } from './authorization-server.ts';
import { challenge } from './challenge.ts';
import { issuerMetadata } from './issuer-metadata.ts';
import { offlineAccess } from './offline-access.ts';
import { pkce } from './pkce.ts';
import { reachable } from './reachable.ts';
import { refusesBadToken } from './refuses-bad-token.ts';
import { resource } from './resource.ts';
import { resourceMetadata } from './resource-metadata.ts';
import { resourceRegistered } from './resource-registered.ts';
import { scopes } from './scopes.ts';

/** The checks of what the address of the MCP server tells clients, in the order in which clients read it. */
export const ENDPOINT_CHECKS: readonly Check[] = [
  reachable,
  challenge,
  resourceMetadata,
  resource,
  authorizationServer,
  resourceRegistered,
  issuerMetadata,
  refusesBadToken,
  scopes,
  pkce,
  offlineAccess,
];
