import { expect, it } from 'vitest';
import { ROUTES } from '../../src/practice-tenant/graph/routes.ts';
import { OTHER_PROGRAMS } from './other-programs/routes.ts';

it('plays what only other programs ask for in tests alone', () => {
  expect(Object.keys(OTHER_PROGRAMS).filter((name) => name in ROUTES)).toEqual([]);
});
