import type { CredentialReader, Source } from '../../core/registrations.ts';
import type { Verdict } from '../../core/report.ts';
import { showAny } from '../words.ts';
import type { CredentialRow, PermissionRow } from './rows.ts';

/** The words before the place of a reader of a credential, by kind of reader. */
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

/** How a file relates to the commit that is checked out, as the words before its id. */
export const COMMIT_WORDS = {
  committed: 'as committed in',
  modified: 'changed since',
  untracked: 'not in git, beside',
} as const;

/** The file, its hash and its commit, in words. */
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

/** Why consents have no date: Graph v1.0 keeps none, and the audit log keeps it for a while only. */
export const SINCE_NOTE =
  'Microsoft Graph v1.0 keeps neither the date of a delegated consent nor who gave it. Both stand in the audit log of the tenant, which Entra keeps for 30 days at most unless it is exported: Entra admin center, Entra ID, Monitoring & health, Audit logs, service Core Directory, activities "Consent to application" and "Add delegated permission grant", with the service principal as the target.';

/** Whose rights a permission uses. */
export const KIND_WORDS = {
  delegated: 'as the signed-in user',
  application: 'as itself, without a user',
} as const;

/** To whom a permission is granted, in words; where that could not be read it is said, and never "nobody". */
export function grantedWords({
  grantedTo,
  isReadable,
}: Pick<PermissionRow, 'grantedTo' | 'isReadable'>): string {
  return grantedTo ?? (isReadable ? 'nobody' : 'could not be read');
}

/** Since when it is granted, in words; where Graph keeps no date, where to look for it. */
export function sinceWords({ grantedTo, since }: Pick<PermissionRow, 'grantedTo' | 'since'>): string {
  if (since !== null) return momentWords(since);
  return grantedTo === null ? 'not granted' : 'in the audit log only';
}

/** The evidence of a check, one line each. */
export function evidenceTexts({ evidence, actual, status }: Verdict): readonly string[] {
  if (status === 'unknown') return ['could not be read'];
  if (status === 'manual') return ['people have to look'];
  if (status === 'skip') return ['does not apply'];
  return (evidence.length > 0 && status === 'pass' ? evidence : [actual]).map(showAny);
}

/** The words where no reader of a credential is known. */
export const NO_READER = 'not known here';

/** Who is known to read a credential. */
export function readersOf({ readBy = [] }: Pick<CredentialRow, 'readBy'>): string {
  return readBy.length === 0 ? NO_READER : readBy.map(readerWords).join('; ');
}
