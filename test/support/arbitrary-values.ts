import fc from 'fast-check';
import {
  DEFAULT_BACKUP_REDIRECT_URIS,
  DEFAULT_REDIRECT_URIS,
  DEFAULT_SIGN_IN_PERMISSIONS,
  GRAPH_ESCALATION_PATH,
} from '../../src/core/blueprint.ts';
import { BLUEPRINT } from './practice.ts';

export const CLIENT_URIS = [
  ...DEFAULT_REDIRECT_URIS,
  ...DEFAULT_BACKUP_REDIRECT_URIS,
  'http://localhost:3000/callback',
  'http://127.0.0.1:53100/callback/',
  'http://127.0.0.1:53100/Callback',
  'https://127.0.0.1:53100/callback',
  'com.contoso.app://callback',
];
export const CLIENTS = ['vscode', 'cursor', 'gemini-cli'];
export const FURTHER_URIS = ['api://{appId}', 'https://mcp.contoso.com', 'https://mcp.contoso.com/mcp'];
export const SIGN_IN_PERMISSIONS = [...DEFAULT_SIGN_IN_PERMISSIONS, 'User.Read', 'Files.Raed'];
export const CALLBACKS = [
  BLUEPRINT.gateway.callbackUrl,
  'https://gateway.contoso.com/callback',
  'https://gateway.contoso.com/callback/',
];
export const SCOPE_NAMES = ['access', 'acces', 'mcp.read'];
export const PERMISSIONS = [...GRAPH_ESCALATION_PATH, 'User.Read', 'Sites.Selected'];

export const some = <Item>(items: readonly Item[], minLength = 0): fc.Arbitrary<readonly Item[]> =>
  fc.subarray([...items], { minLength });
