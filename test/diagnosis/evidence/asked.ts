import { expect } from 'vitest';
import type { Failure } from '../../../src/diagnosis/failure.ts';
import { type Knowledge, NOTHING_KNOWN } from '../../../src/diagnosis/index.ts';
import type { CauseTest, Sign } from '../../../src/diagnosis/situation.ts';
import { situationOf } from '../../../src/diagnosis/situation-of.ts';
import { guid, IDS } from '../../support/registrations.ts';
import { healthyTenant } from '../../support/tenants.ts';
import { knowing } from '../known.ts';

/** What most of these tests begin with: all is well, or nothing is known. */
export const TENANT = healthyTenant();
export const OFFLINE = NOTHING_KNOWN;
export const CLIENT = IDS.client.appId;
export const SERVER = IDS.server.appId;
export const STRANGER = guid('e');
export const URI = `api://${SERVER}`;
export const GRAPH = 'https://graph.microsoft.com';

export const about = (...appIds: readonly string[]) => ({ appIds });
export const saying = (excerpt: string, ...appIds: readonly string[]) => ({ excerpt, appIds });

/** A failure whose text says nothing. */
export const SILENT: Failure = {
  code: null,
  by: 'pattern',
  entry: '65001',
  envelopes: [],
  excerpt: '',
  oauthError: null,
  suberror: null,
  httpStatus: null,
  appIds: [],
  appName: null,
  tenant: null,
  resource: null,
  scopes: [],
  redirectUri: null,
  audience: null,
  issuer: null,
  thumbprint: null,
  presented: null,
  claims: null,
  permissions: { required: [], carried: [] },
  request: { isThere: false, isVersionOne: false, prompt: null, resource: null, tenant: null },
  correlationId: null,
  traceId: null,
  timestamp: null,
};

/**
 * When, what follows, what is known (a healthy setup where nothing is given), and what the text says. What follows is
 * `nothing`, or a verdict and what the sentence names in this order: `proved … {server}`.
 */
export type Case = readonly [string, string, Knowledge?, Partial<Failure>?];
export type Rule = readonly [string, CauseTest | Sign, string, Knowledge, Partial<Failure>];

/** The cases of one piece of evidence. */
export function of(evidence: CauseTest | Sign, ...cases: readonly Case[]): readonly Rule[] {
  return cases.map(([when, expected, knowledge = knowing(), facts = {}]) => [
    when,
    evidence,
    expected,
    knowledge,
    facts,
  ]);
}

/** Verdict and sentence of evidence on a failure that says this, as `proved: …`, `refuted: …` or `said: …`. */
export function told(evidence: CauseTest | Sign, knowledge: Knowledge, facts: Partial<Failure>): string {
  const found = evidence(situationOf({ ...SILENT, ...facts }, knowledge));
  if (found === null) return 'nothing';
  return typeof found === 'string' ? `said: ${found}` : `${found.verdict}: ${found.because}`;
}

/** As `told` gives it: a whole sentence that names these things. */
export function sentence(expected: string): unknown {
  if (expected === 'nothing') return expected;
  const [verdict, ...named] = expected.split(' … ');
  const inOrder = named.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^]*');
  return expect.stringMatching(new RegExp(`^${verdict}: (?=[^]*${inOrder})[A-Za-z{0-9][^]+\\.$`));
}
