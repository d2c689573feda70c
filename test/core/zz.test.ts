import { it } from 'vitest';
import fc from 'fast-check';
import { CHECKS } from '../../src/core/checks/index.ts';
import { cases } from '../support/arbitraries.ts';
import { planOf } from '../support/laws.ts';
it('x', () => {
  let t=performance.now();
  const s=fc.sample(cases, 600); console.log('gen', performance.now()-t); t=performance.now();
  for (const c of s) planOf(CHECKS,c); console.log('plan', performance.now()-t);
});
