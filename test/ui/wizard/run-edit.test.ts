import { describe, expect, it } from 'vitest';
import type { ScriptedAnswer } from '../scripted-asker.ts';
import { ALL_QUESTIONS, back, CANCEL, enter, review, run } from './conversation.ts';
import { OLD_APP, wizardTenant } from './fake-callbacks.ts';

describe('editing from the plan', () => {
  const edit = (choose: string): readonly ScriptedAnswer[] => [review('Edit'), { ask: 'Which one?', choose }];

  it('changes one answer and comes back with a new plan', async () => {
    const { callbacks } = await run([
      ...ALL_QUESTIONS,
      ...edit('Life of the secret'),
      { ask: 'How many months', type: '6' },
      CANCEL,
    ]);
    expect(callbacks.planned.map(({ secretMonths }) => secretMonths)).toEqual([24, 6]);
  });

  it('asks what the new answer opens, and nothing else', async () => {
    const { outcome } = await run([
      ...ALL_QUESTIONS,
      ...edit('Credential'),
      { ask: 'How does the server prove itself', choose: 'Federated' },
      { ask: 'Where does the server run', choose: 'Somewhere else' },
      { ask: 'Issuer of the tokens', type: 'https://token.actions.githubusercontent.com' },
      { ask: 'Subject of the tokens', type: 'repo:contoso/mcp:ref:refs/heads/main' },
      CANCEL,
    ]);
    expect(outcome).toMatchObject({ answers: { credential: 'federated' } });
  });

  it('leaves everything as it was when the person goes back', async () => {
    const { callbacks } = await run([
      ...ALL_QUESTIONS,
      ...edit('Credential'),
      { ask: 'How does the server prove itself', choose: 'Certificate' },
      back('Where does the certificate come from'),
      back('How does the server prove itself'),
      CANCEL,
    ]);
    expect(callbacks.planned.at(-1)).toMatchObject({ credential: 'secret' });
  });

  it('offers what is not asked in turn', async () => {
    const { outcome } = await run([
      ...ALL_QUESTIONS,
      ...edit('Scope'),
      { ask: 'Name of the scope', type: 'files' },
      CANCEL,
    ]);
    expect(outcome).toMatchObject({ answers: { scope: 'files' } });
  });

  it('asks an answer again that no longer fits, with the reason', async () => {
    const secretsForbidden = wizardTenant({
      appManagementPolicy: {
        state: 'read',
        value: {
          secretsForbidden: true,
          maxSecretDays: null,
          maxCertificateDays: null,
          onlyDefaultIdentifierUris: false,
          onlyUniqueIdentifierUris: false,
        },
      },
    });
    let reads = 0;
    const { terminal, outcome } = await run(
      [
        ...ALL_QUESTIONS,
        ...edit('MCP Server API'),
        { ask: 'Which app is MCP Server API', choose: 'Enter' },
        { ask: 'Application (client) id of MCP Server API', type: OLD_APP },
        { ask: 'Use this app', choose: 'Use it' },
        { ask: 'How does the server prove itself', choose: 'Certificate' },
        enter('Where does the certificate come from'),
        CANCEL,
      ],
      { callbacks: { readTenant: async () => (reads++ === 0 ? wizardTenant() : secretsForbidden) } },
    );
    expect(outcome).toMatchObject({ answers: { credential: 'certificate', createCertificate: true } });
    expect(terminal.saidErr()).toContain('forbids client secrets');
  });
});
