import { describe, expect, it } from 'vitest';
import { noFacts } from '../../../src/ui/wizard/facts.ts';
import { parseJournal } from '../../../src/ui/wizard/journal.ts';
import { STEPS } from '../../../src/ui/wizard/steps.ts';
import type { ScriptedAnswer } from '../scripted-asker.ts';
import {
  back,
  CANCEL,
  CLIENTS,
  EDIT_LINE,
  ENDPOINT,
  EXPRESS,
  enter,
  given,
  run,
  START,
  TABLE,
  UP_TO_TENANT,
} from './conversation.ts';
import { ADMIN, CONTOSO } from './fake-callbacks.ts';

const FEDERATED: readonly ScriptedAnswer[] = [
  ...UP_TO_TENANT,
  ENDPOINT,
  CLIENTS,
  EDIT_LINE,
  { ask: 'Which one?', choose: 'Credential' },
  { ask: 'How does the server prove itself', choose: 'Federated' },
];
const runsOn = (choose: string): ScriptedAnswer => ({ ask: 'Where does the server run', choose });
const repository = (type: string): ScriptedAnswer => ({ ask: 'Repository', type });
const GITHUB = 'https://token.actions.githubusercontent.com';

describe('where the server runs', () => {
  const cases: readonly (readonly [string, readonly ScriptedAnswer[], string, string])[] = [
    [
      'GitHub, a branch',
      [runsOn('GitHub'), repository('contoso/mcp'), enter('Which runs'), enter('Name of the branch')],
      GITHUB,
      'repo:contoso/mcp:ref:refs/heads/main',
    ],
    [
      'GitHub, an environment of a repository with ids',
      [
        runsOn('GitHub'),
        repository('contoso@12/mcp@34'),
        { ask: 'Which runs', choose: 'Of one environment' },
        { ask: 'Name of the branch', type: 'production' },
      ],
      GITHUB,
      'repo:contoso@12/mcp@34:environment:production',
    ],
    [
      'GitHub, pull requests',
      [runsOn('GitHub'), repository('contoso/mcp'), { ask: 'Which runs', choose: 'Of pull requests' }],
      GITHUB,
      'repo:contoso/mcp:pull_request',
    ],
    [
      'Kubernetes',
      [
        runsOn('Kubernetes'),
        { ask: 'Service account', type: 'mcp/server' },
        { ask: 'Issuer of the tokens', type: 'https://oidc.example.com/cluster/' },
      ],
      'https://oidc.example.com/cluster/',
      'system:serviceaccount:mcp:server',
    ],
    [
      'an Azure host',
      [runsOn('Azure host'), { ask: 'Subject of the tokens', type: '5f0c2a1e-7b64-4d8c-9a53-2f6e1b0d7c48' }],
      `https://login.microsoftonline.com/${CONTOSO}/v2.0`,
      '5f0c2a1e-7b64-4d8c-9a53-2f6e1b0d7c48',
    ],
    [
      'somewhere else',
      [
        runsOn('Somewhere else'),
        { ask: 'Issuer of the tokens', type: 'https://issuer.example.com' },
        { ask: 'Subject of the tokens', type: 'server' },
      ],
      'https://issuer.example.com',
      'server',
    ],
  ];
  it.each(cases)(
    '%s: fills in issuer and subject',
    async (_where, asked, federatedIssuer, federatedSubject) => {
      const { outcome } = await run([...FEDERATED, ...asked, TABLE, CANCEL]);
      expect(outcome).toMatchObject({ answers: { federatedIssuer, federatedSubject } });
    },
  );

  it('shows both in the table', async () => {
    const { terminal } = await run([...FEDERATED, ...(cases[2]?.[1] ?? []), TABLE, CANCEL]);
    expect(terminal.saidErr()).toMatch(/Federated subject\s+repo:contoso\/mcp:pull_request/);
  });

  it('is asked again on the way back, and what followed from it follows anew', async () => {
    const { outcome } = await run([
      ...FEDERATED,
      runsOn('GitHub'),
      back('Repository'),
      runsOn('Azure host'),
      { ask: 'Subject of the tokens', type: '5f0c2a1e-7b64-4d8c-9a53-2f6e1b0d7c48' },
      TABLE,
      CANCEL,
    ]);
    expect(outcome).toMatchObject({ answers: { federatedIssuer: expect.stringContaining(CONTOSO) } });
  });

  it.each([
    ['a client id in place of an object id', runsOn('Azure host'), 'Subject of the tokens', 'my-identity'],
    [
      'an address in place of owner and name',
      runsOn('GitHub'),
      'Repository',
      'https://github.com/contoso/mcp',
    ],
    ['a name without its namespace', runsOn('Kubernetes'), 'Service account', 'server'],
  ])('refuses %s', async (_what, where, ask, type) =>
    expect(run([...FEDERATED, where, { ask, type }])).rejects.toThrow('was refused'),
  );

  it('is not asked where flags gave issuer and subject', async () => {
    const answers = {
      credential: 'federated',
      federatedIssuer: GITHUB,
      federatedSubject: 'repo:a/b:pull_request',
    } as const;
    const { outcome } = await run([...EXPRESS, CANCEL], { start: given(answers, {}) });
    expect(outcome).toMatchObject({ answers });
  });

  it('is kept for the next run', async () => {
    const { callbacks } = await run([...FEDERATED, ...(cases[0]?.[1] ?? []), TABLE, CANCEL]);
    expect(parseJournal(callbacks.journals.at(-1) ?? '')?.answers).toMatchObject({
      serverRunsOn: 'github',
      githubRepository: 'contoso/mcp',
      githubRuns: 'branch',
      githubRunsName: 'main',
    });
  });
});

it('the list of answers names the tenant, not its id', () => {
  const tenant = STEPS.find(({ name }) => name === 'tenantConfirmed');
  const facts = { ...noFacts(START.surroundings), session: { ...ADMIN, domain: null } };
  expect(tenant?.say({ tenantConfirmed: CONTOSO }, facts)).toBe('Contoso Ltd');
  expect(tenant?.say({ tenantConfirmed: CONTOSO })).toBe(CONTOSO);
});
