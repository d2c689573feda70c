import { isGuid } from '../ids.ts';
import { parseUrl } from '../parse-url.ts';
import { hasInvisible, quoted } from './validator.ts';

/** The portal's longest choice; Graph itself documents no limit (facts: graph.md §1.7). */
const MOST_MONTHS = 24;
const LONGEST_FEDERATED_NAME = 120;
const LONGEST_FEDERATED_TEXT = 600;
/** Issuers whose `iss` is known to have no slash at the end. */
const SLASHLESS_ISSUERS = ['https://token.actions.githubusercontent.com', 'https://gitlab.com'];

/** Validates the lifetime of a client secret. */
export function secretMonthsProblem(months: number): string | null {
  if (Number.isInteger(months) && months >= 1 && months <= MOST_MONTHS) return null;
  return `A client secret lives 1 to ${MOST_MONTHS} whole months; ${quoted(String(months))} is outside.`;
}

/** Validates a SHA-1 thumbprint, with or without separators. */
export function thumbprintProblem(text: string): string | null {
  const digits = thumbprintDigits(text);
  if (/^[0-9A-F]{40}$/.test(digits)) return null;
  if (/^[0-9A-F]{64}$/.test(digits)) {
    return 'That thumbprint is SHA-256 (64 digits); Entra shows the SHA-1 one (40 hexadecimal digits).';
  }
  return `Thumbprint ${quoted(text)} is not 40 hexadecimal digits.`;
}

/** A thumbprint in upper case, without the colons and blanks that tools put between its digits. */
export function thumbprintDigits(text: string): string {
  return text.replace(/[\s:]/g, '').toUpperCase();
}

/** Key id of a client secret or certificate. */
export function keyIdProblem(keyId: string): string | null {
  if (isGuid(keyId)) return null;
  return `Key id ${quoted(keyId)} is no GUID; it stands beside the credential under Certificates & secrets.`;
}

/** Name of a federated credential: part of its address, so it cannot change later. */
export function federatedNameProblem(name: string): string | null {
  if (name === '') return 'A federated credential needs a name.';
  if (name.length > LONGEST_FEDERATED_NAME) {
    return `Name of the federated credential has ${name.length} characters; Entra allows ${LONGEST_FEDERATED_NAME}.`;
  }
  if (/^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(name)) return null;
  return `Name of the federated credential ${quoted(name)} must be letters, digits, "-" and "_"; it becomes part of a URL.`;
}

/** Issuer of the tokens that a federated credential trusts. Compared letter by letter, a slash at the end included. */
export function federatedIssuerProblem(issuer: string): string | null {
  if (/\s/.test(issuer) || !/^https:\/\/[^/]/.test(issuer) || parseUrl(issuer) === null) {
    return `Issuer ${quoted(issuer)} must be an https:// URL, exactly as the token's "iss" claim has it.`;
  }
  if (issuer.length > LONGEST_FEDERATED_TEXT) {
    return `Issuer has ${issuer.length} characters; Entra allows ${LONGEST_FEDERATED_TEXT}.`;
  }
  const slashless = SLASHLESS_ISSUERS.find((known) => issuer === `${known}/`);
  if (slashless === undefined) return null;
  return `Issuer ${quoted(issuer)} ends with "/", the tokens' "iss" does not; Entra compares them letter by letter. Use ${slashless}.`;
}

/** Subject of the tokens that a federated credential trusts. */
export function federatedSubjectProblem(subject: string): string | null {
  if (subject.trim() === '')
    return 'A federated credential needs the subject ("sub" claim) of the tokens it trusts.';
  if (subject !== subject.trim() || hasInvisible(subject)) {
    return `Subject ${quoted(subject)} starts or ends with a blank, or holds a control character; Entra compares it letter by letter.`;
  }
  if (subject.length > LONGEST_FEDERATED_TEXT) {
    return `Subject has ${subject.length} characters; Entra allows ${LONGEST_FEDERATED_TEXT}.`;
  }
  if (subject.includes('*'))
    return `Subject ${quoted(subject)} holds "*"; Entra compares the subject letter by letter.`;
  return null;
}
