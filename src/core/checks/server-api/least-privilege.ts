import { defineCheck } from '../../check.ts';
import { noApplication } from '../shared/facets.ts';
import { shownPermissions } from '../shared/shown.ts';

/** Permissions that contain others, as the guide's escalation path orders them. */
const CONTAINS: Readonly<Record<string, readonly string[]>> = {
  'Files.Read.All': ['Files.Read'],
  'Files.ReadWrite': ['Files.Read'],
  'Files.ReadWrite.All': ['Files.Read', 'Files.Read.All', 'Files.ReadWrite'],
  'Sites.ReadWrite.All': ['Sites.Read.All'],
};

/** Asking for a permission and a wider one that contains it shows users and administrators more than is needed. */
export const leastPrivilege = defineCheck({
  id: 'server-api.least-privilege',
  app: 'server',
  title: 'No Microsoft Graph permission contains another that is asked for',
  severity: 'info',
  stage: 'registration',
  link: null,
  guide: 'Security Best Practices, Access Control',
  why: 'Where a wide permission is needed, the narrow one it contains adds nothing; where it is not, the narrow one is enough.',
  explains: [],
  portal: 'ApiPermissions',
  shows: shownPermissions,
  configPath: 'graphPermissions',
  reads: ['serverApplication'],
  expected: () => 'no permission that another contains',
  find: (blueprint, { serverApplication }) => {
    if (serverApplication === null) return noApplication('server');
    const { graphPermissions } = blueprint;
    return graphPermissions.flatMap((wide) => {
      const contained = (CONTAINS[wide] ?? []).filter((narrow) => graphPermissions.includes(narrow));
      return contained.length > 0 ? [{ wide, contained }] : [];
    });
  },
  actual: (evidence) => evidence.map(({ wide, contained }) => `${wide} contains ${contained.join(', ')}`),
  explain: ({ wide, contained }) => `${wide} already contains ${contained.join(', ')}.`,
  remedy: ({ wide, contained }) => ({
    by: 'you',
    summary: `Keep either ${wide} or ${contained.join(', ')} under graphPermissions, the narrower where it suffices`,
  }),
});
