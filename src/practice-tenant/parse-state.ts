import { isObject, isText, jsonValueOf } from './json.ts';
import type { PracticeState } from './state.ts';

const RECORDS = [
  'users',
  'applications',
  'deletedApplications',
  'servicePrincipals',
  'deletedServicePrincipals',
  'grants',
  'appRoleAssignments',
  'lags',
  'signIns',
  'faults',
] as const;

const OBJECTS = ['tenant', 'policies', 'behaviour', 'deviceCodePolls', 'throttle'] as const;

const isRecordList = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => isObject(item) && isText(item.id));

function isPracticeState(value: unknown): value is PracticeState {
  return (
    isObject(value) &&
    value.formatVersion === 1 &&
    typeof value.revision === 'number' &&
    isText(value.signedInUser) &&
    Array.isArray(value.redeemedCodes) &&
    RECORDS.every((name) => isRecordList(value[name])) &&
    OBJECTS.every((name) => isObject(value[name])) &&
    (value.signingKey === null || isObject(value.signingKey))
  );
}

/** The state in a saved text, or null when the text is damaged or of another version. */
export function parsePracticeState(text: string): PracticeState | null {
  const value = jsonValueOf(text);
  return isPracticeState(value) ? value : null;
}
