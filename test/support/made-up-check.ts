import { type Check, defineCheck } from '../../src/core/check.ts';
import type { Facet } from '../../src/core/tenant.ts';

export type AnyCheck = Check<Facet, unknown, Facet>;

/** A check that finds nothing and reads nothing, with some of it otherwise: what judging and planning do with any check. */
export function madeUpCheck(change: Partial<AnyCheck> = {}): Check {
  return defineCheck<Facet, unknown, Facet>({
    id: 'server-api.owners',
    app: 'server',
    title: 'It has an owner',
    severity: 'error',
    stage: 'owners',
    link: null,
    guide: null,
    why: 'Nobody else may mend it.',
    explains: ['50011'],
    portal: 'Owners',
    configPath: 'serverApi.appId',
    shows: null,
    reads: [],
    expected: () => 'an owner',
    find: () => [],
    actual: (evidence) => evidence.length,
    explain: (evidence) => `${evidence} is wrong.`,
    remedy: (evidence) => ({ by: 'you', summary: `Mend ${evidence}` }),
    ...change,
  });
}
