import type { CredentialReader, Source } from '../../core/registrations.ts';
import type { Verdict } from '../../core/report.ts';
import { showAny } from '../words.ts';
import type { CredentialRow, PermissionRow } from './rows.ts';

/** What stands before the place where a reader finds a credential. */
export const READER_WORDS: Readonly<Record<CredentialReader['kind'], string>> = {
  file: '',
  'key-vault': 'Key Vault ',
  server: 'the MCP server at ',
  issuer: 'whoever holds a token of ',
};

/** Who reads a credential, in a few words. */
export function readerWords({ kind, where }: CredentialReader): string {
  return `${READER_WORDS[kind]}${where}`;
}

/** How a file stands to the commit that is checked out; the words before its id. */
export const COMMIT_WORDS = {
  committed: 'as committed in',
  modified: 'changed since',
  untracked: 'not in git, beside',
} as const;

/** Which file, which bytes, which commit. */
export function sourceWords({ file, sha256, commit, takenAt }: Source): string {
  const taken = takenAt === undefined ? '' : `, taken ${momentWords(takenAt)}`;
  return `${file}${taken}, SHA-256 ${sha256}${commit === null ? '' : `, ${commitWords(commit)}`}`;
}

export function commitWords({ id, file }: NonNullable<Source['commit']>): string {
  return `${COMMIT_WORDS[file]} commit ${id}`;
}

/** `2026-11-23 10:00 UTC`. */
export function momentWords(moment: string): string {
  const time = Date.parse(moment);
  return Number.isNaN(time) ? moment : `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Said once where a date of consent is asked for: Graph v1.0 keeps none, the audit log has it for a while. */
export const SINCE_NOTE =
  'Microsoft Graph v1.0 keeps neither the date of a delegated consent nor who gave it. Both stand in the audit log of the tenant, which Entra keeps for 30 days at most unless it is exported: Entra admin center, Entra ID, Monitoring & health, Audit logs, service Core Directory, activities "Consent to application" and "Add delegated permission grant", with the service principal as the target.';

/** Whose rights a permission uses. */
export const KIND_WORDS = {
  delegated: 'as the signed-in user',
  application: 'as itself, without a user',
} as const;

/** For whom a permission is granted; what could not be read is never "nobody". */
export function grantedWords({
  grantedTo,
  isReadable,
}: Pick<PermissionRow, 'grantedTo' | 'isReadable'>): string {
  return grantedTo ?? (isReadable ? 'nobody' : 'could not be read');
}

/** Since when; where Graph keeps no date, where it stands. */
export function sinceWords({ grantedTo, since }: Pick<PermissionRow, 'grantedTo' | 'since'>): string {
  if (since !== null) return momentWords(since);
  return grantedTo === null ? 'not granted' : 'in the audit log only';
}

/** What a check saw, a line each. */
export function evidenceTexts({ evidence, actual, status }: Verdict): readonly string[] {
  if (status === 'unknown') return ['could not be read'];
  if (status === 'manual') return ['people have to look'];
  if (status === 'skip') return ['does not apply'];
  return (evidence.length > 0 && status === 'pass' ? evidence : [actual]).map(showAny);
}

/** Where the value of a credential left no trace beside the blueprint. */
export const NO_READER = 'not known here';

/** Who is known to read a credential. */
export function readersOf({ readBy = [] }: Pick<CredentialRow, 'readBy'>): string {
  return readBy.length === 0 ? NO_READER : readBy.map(readerWords).join('; ');
}
