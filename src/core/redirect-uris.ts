import { isMcpClient, redirectUrisOf } from '../mcp-clients/clients.ts';
import { type Blueprint, clientUrlOf } from './blueprint.ts';
import type { AppWord } from './ids.ts';
import { union } from './sets.ts';
import { type Application, PLATFORMS, type Platform } from './tenant.ts';

/** The redirect URIs without which sign-ins fail: the blueprint's own, and those that its MCP clients send. */
export function requiredRedirectUris(app: AppWord, blueprint: Blueprint): readonly string[] {
  if (app === 'server') return [blueprint.gateway.callbackUrl];
  const { redirectUris, clients } = blueprint.clientApp;
  // The callback of Codex contains the URL that it connects to.
  const serverUrl = clientUrlOf(blueprint) ?? '';
  return union(
    redirectUris,
    clients.filter(isMcpClient).flatMap((name) => redirectUrisOf(name, serverUrl)),
  );
}

/** The backups of MCP Client App that are not required anyway. */
export function backupRedirectUris(blueprint: Blueprint): readonly string[] {
  const required = requiredRedirectUris('client', blueprint);
  return union([], blueprint.clientApp.backupRedirectUris).filter((uri) => !required.includes(uri));
}

/** Everything that setup registers, the required ones first. */
export function wantedRedirectUris(app: AppWord, blueprint: Blueprint): readonly string[] {
  const backups = app === 'client' ? backupRedirectUris(blueprint) : [];
  return [...requiredRedirectUris(app, blueprint), ...backups];
}

/** Redirect URIs, each with its platform. */
export function placedUris(
  uris: Application['redirectUris'],
): readonly { readonly platform: Platform; readonly uri: string }[] {
  return PLATFORMS.flatMap((platform) => uris[platform].map((uri) => ({ platform, uri })));
}
