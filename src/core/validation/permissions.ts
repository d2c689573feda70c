import { GRAPH_DELEGATED_PERMISSIONS } from '../ids.ts';
import { listedOnce } from './lists.ts';
import { didYouMean } from './nearest.ts';
import { quoted } from './validator.ts';

/** Entra's limit for single-tenant apps (facts: graph.md §1.4). */
const LONGEST_SCOPE = 120;
const KNOWN_PERMISSIONS = Object.keys(GRAPH_DELEGATED_PERMISSIONS);

/** Validates the name of the scope that MCP Server API exposes: the part after the last "/" of the full scope. */
export function scopeValueProblem(value: string): string | null {
  if (value === '') return 'The scope needs a name, such as access.';
  if (value.length > LONGEST_SCOPE)
    return `Scope name has ${value.length} characters; Entra allows ${LONGEST_SCOPE}.`;
  if (value.startsWith('.'))
    return `Scope name ${quoted(value)} starts with "."; Entra refuses that (".default" is its own).`;
  if (/[^\x21-\x7e]/.test(value)) {
    return `Scope name ${quoted(value)} holds a blank or a character outside ASCII; scopes are separated by blanks, so Entra refuses those.`;
  }
  if (value.includes('/')) {
    return `Scope name ${quoted(value)} holds "/"; give only the name, the Application ID URI goes before it.`;
  }
  const unsafe = /[^A-Za-z0-9._:~-]/.exec(value)?.[0];
  if (unsafe === undefined) return null;
  return `Scope name ${quoted(value)} holds "${unsafe}"; use letters, digits and . _ : ~ - so that every reader of .env reads it alike.`;
}

/**
 * Validates the form of a delegated permission of Microsoft Graph. Whether one of that name exists only the tenant can tell,
 * since clouds differ.
 */
export function graphPermissionProblem(name: string): string | null {
  if (Object.hasOwn(GRAPH_DELEGATED_PERMISSIONS, name)) return null;
  if (/^[A-Z][A-Za-z0-9]*(-[A-Za-z0-9]+)*(\.[A-Z][A-Za-z0-9-]*)+$/.test(name)) return null;
  const guess = didYouMean(name, KNOWN_PERMISSIONS);
  if (/^https?:\/\//.test(name)) {
    return `Graph permission ${quoted(name)} is a full scope; give only the name after the last "/", such as Files.Read.`;
  }
  if (name === '.default')
    return 'The name ".default" stands for all permissions of an app; list the ones that are needed.';
  return `Graph permission ${quoted(name)} is no permission name such as Files.Read${guess === '' ? '.' : guess}`;
}

/** The whole list: at least one, none twice. Graph compares names without regard to case. */
export function graphPermissionListProblem(names: readonly string[]): string | null {
  if (names.length === 0)
    return 'MCP Server API needs at least one Graph permission; Files.Read is the least.';
  return signInPermissionListProblem(names);
}

/** The same for the permissions of the client's sign-ins, of which there may be none. */
export const signInPermissionListProblem = listedOnce('Graph permission', (name) => name.toLowerCase());
