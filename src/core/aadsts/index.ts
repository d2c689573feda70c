import { ACCOUNT_NUMBERS } from './account.ts';
import { APPLICATION_NUMBERS } from './application.ts';
import { ASSERTION_NUMBERS } from './assertion.ts';
import { CLIENT_TYPE_NUMBERS } from './client-type.ts';
import { CODE_REDEMPTION_NUMBERS } from './code-redemption.ts';
import { CONDITIONAL_ACCESS_NUMBERS } from './conditional-access.ts';
import { CONSENT_NUMBERS } from './consent.ts';
import { CREDENTIAL_NUMBERS } from './credential.ts';
import { DEVICE_CODE_NUMBERS } from './device-code.ts';
import { FEDERATED_NUMBERS } from './federated.ts';
import { FIELD_NUMBERS } from './field.ts';
import { MULTI_FACTOR_NUMBERS } from './multi-factor.ts';
import { REDIRECT_NUMBERS } from './redirect.ts';
import { REQUEST_NUMBERS } from './request.ts';
import { RESOURCE_NUMBERS } from './resource.ts';
import type { AadstsRow, AadstsRows } from './row.ts';
import { SCOPE_NUMBERS } from './scope.ts';
import { SESSION_NUMBERS } from './session.ts';
import { TENANT_NUMBERS } from './tenant.ts';

const ROWS = {
  ...FIELD_NUMBERS,
  ...ACCOUNT_NUMBERS,
  ...APPLICATION_NUMBERS,
  ...ASSERTION_NUMBERS,
  ...CLIENT_TYPE_NUMBERS,
  ...CODE_REDEMPTION_NUMBERS,
  ...CONDITIONAL_ACCESS_NUMBERS,
  ...CONSENT_NUMBERS,
  ...CREDENTIAL_NUMBERS,
  ...DEVICE_CODE_NUMBERS,
  ...FEDERATED_NUMBERS,
  ...MULTI_FACTOR_NUMBERS,
  ...REDIRECT_NUMBERS,
  ...REQUEST_NUMBERS,
  ...RESOURCE_NUMBERS,
  ...SCOPE_NUMBERS,
  ...SESSION_NUMBERS,
  ...TENANT_NUMBERS,
} as const satisfies AadstsRows;

/** A number of this table. */
export type AadstsNumber = keyof typeof ROWS;

export const NUMBERS: readonly string[] = Object.keys(ROWS);

/** The row of a number: name, meaning, and who can meet it. Null where this table has none. */
export function aadstsRow(code: string): AadstsRow | null {
  const rows: AadstsRows = ROWS;
  return rows[code] ?? null;
}
