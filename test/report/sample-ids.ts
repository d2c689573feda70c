import type { CheckId } from '../../src/core/check.ts';
import { ALL_CHECKS } from '../../src/core/checks/index.ts';
import type { Status, Verdict } from '../../src/core/report.ts';

export const TENANT_ID = '72f988bf-86f1-41af-91ab-2d7cd011db47';
export const CLIENT_APP_ID = '9f0e6a51-3c1d-4e0b-8f53-0a1b2c3d4e5f';
export const SERVER_APP_ID = '1c3d8b77-5a2e-4f6c-9d10-7e8f9a0b1c2d';
export const CORRELATION_ID = '3f2c1a90-77aa-4c54-b1de-5b6a7c8d9e0f';
export const STARTED_AT = '2026-11-23T10:41:07.000Z';

/** A verdict of a real check, its words taken from the catalogue. */
export function verdictOf(id: CheckId, status: Status, more: Partial<Verdict> = {}): Verdict {
  const check = ALL_CHECKS.find((one) => one.id === id);
  return {
    id,
    section: id.slice(0, id.indexOf('.')),
    title: check?.title ?? id,
    status,
    severity: check?.severity ?? 'error',
    expected: 'yes',
    actual: status === 'pass' ? 'yes' : 'no',
    message: check?.title ?? id,
    why: check?.why ?? 'The chain needs it.',
    evidence: [],
    fix: null,
    aadsts: check?.explains ?? [],
    configPath: null,
    ...more,
  };
}
