import type { PermissionLists } from '../failure.ts';
import { soft, softAny } from './soft.ts';

const GAP = '[ +\\n:]{1,4}';
const LIST = '[\'"]?([^\'"{}]{1,1500}?)[\'"]?';
/** The sentences of Graph itself and of the services behind it (facts: mcp.md §6). */
const REQUIRED: readonly RegExp[] = [
  new RegExp(`${soft('requires one of')}${GAP}['"]([^'"]{1,1500})['"]`, 'i'),
  new RegExp(`${soft('requires the following permissions')}${GAP}${LIST}\\.(?:[ \\n]|$)`, 'i'),
];
const CARRIED: readonly RegExp[] = [
  new RegExp(`${soft('Scopes on the request')}${GAP}['"]([^'"]{0,1500})['"]`, 'i'),
  new RegExp(
    `(?:${softAny(['Roles on the request', 'Permissions on the request'])})${GAP}['"]([^'"]{0,1500})['"]`,
    'i',
  ),
  new RegExp(
    `${soft('following permissions granted')}${GAP}${LIST}(?:\\.?[\\n"{]|\\.? [A-Z][a-z]+[ :]|$)`,
    'i',
  ),
];
const PERMISSION = /[A-Z][A-Za-z]+(?:[.-][A-Za-z-]+){1,3}|openid|profile|email|offline_access/g;

/** The permissions that a denied request requires, and those that its token carries. */
export function permissionListsIn(text: string): PermissionLists {
  return { required: namesIn(REQUIRED, text), carried: namesIn(CARRIED, text) };
}

function namesIn(patterns: readonly RegExp[], text: string): readonly string[] {
  for (const pattern of patterns) {
    const names = pattern.exec(text)?.[1]?.replaceAll('\n', '').match(PERMISSION) ?? [];
    if (names.length > 0) return [...new Set(names)];
  }
  return [];
}
