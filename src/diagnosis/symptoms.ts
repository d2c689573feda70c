import type { Diagnosis } from '../core/report.ts';
import { diagnose } from './diagnose.ts';
import type { Knowledge } from './knowledge.ts';
import { NO_FAILURE } from './no-failure.ts';

/** A symptom that people choose from a menu. */
export interface Symptom {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly entry: string;
  /** The number that the title itself names; null for a symptom without one. */
  readonly code: string | null;
}

function symptom(id: string, title: string, hint: string, entry: string = `symptom:${id}`): Symptom {
  const code = /^\d/.test(entry) ? entry : null;
  return { id, title, hint, entry, code };
}

/** The six of the guide first, then others. */
export const SYMPTOMS: readonly Symptom[] = [
  symptom(
    'scope-not-valid',
    'The scope is not valid (AADSTS70011)',
    'scope name, Application ID URI',
    '70011',
  ),
  symptom(
    'consent-missing',
    'The user or administrator has not consented (AADSTS65001)',
    'consent for client and server',
    '65001',
  ),
  symptom('secret-invalid', 'Invalid client secret (AADSTS7000215)', 'secret, certificate', '7000215'),
  symptom('obo-fails', 'The on-behalf-of exchange fails', 'Graph permissions, public client flows, audience'),
  symptom('api-not-visible', 'MCP Server API is not visible in My APIs', 'owners, scope, Application ID URI'),
  symptom(
    'graph-permission',
    'Microsoft Graph answers with a permission error',
    'permissions, consent, rights of the user',
  ),
  symptom('need-admin-approval', 'The page says "Need admin approval"', 'consent for the whole tenant'),
  symptom('server-answers-401', 'Gateway or server answers 401 to a fresh token', 'audience, token version'),
  symptom(
    'device-must-be-managed',
    'The sign-in page wants a managed device',
    'device code, Conditional Access',
  ),
  symptom('throttled', 'Microsoft Graph answers 429', 'waiting', 'graph:TooManyRequests'),
  symptom(
    'refresh-fails',
    'It works for an hour, then fails',
    'scopes of the refresh, offline_access, session policies',
  ),
  symptom(
    'no-error',
    'The sign-in goes round in circles, or shows a blank page',
    'sign-in log, claims of the token',
  ),
];

/** Explains a symptom that was chosen; null for an unknown id. */
export function diagnoseSymptom(id: string, knowledge: Knowledge): Diagnosis | null {
  const chosen = SYMPTOMS.find((one) => one.id === id);
  if (chosen === undefined) return null;
  return diagnose([{ ...NO_FAILURE, code: chosen.code, entry: chosen.entry }], knowledge)[0] ?? null;
}
