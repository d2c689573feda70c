import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEED } from '../support/for-all.ts';
import { CERTIFICATE_CREDENTIAL, planned, SECRET_TEXT, secretCredential, settingsWith } from './fixtures.ts';

const UNKNOWN_SECRET = settingsWith({ credential: secretCredential(null) });

describe('merging into a file', () => {
  const mine =
    '# mine\nFOO=bar # why\n\nexport PATH_EXTRA="/a b"\nAZURE_TENANT_ID=old\n# AZURE_CLIENT_SECRET=my note\nLAST=1';

  it('changes nothing the second time', () => {
    const once = planned({ existing: mine });
    expect(planned({ existing: once.plain })).toMatchObject({ isChanged: false, changes: [] });
  });

  it('keeps the lines and comments of others in their order', () => {
    const { plain } = planned({ existing: mine });
    const theirs = mine.split('\n').filter((line) => !line.startsWith('AZURE_TENANT_ID'));
    expect(plain.split('\n').filter((line) => theirs.includes(line) && line !== '')).toEqual(
      theirs.filter((line) => line !== ''),
    );
  });

  it('replaces our variable where it stands', () => {
    const lines = planned({ existing: mine }).plain.split('\n');
    expect(lines[4]).toBe('AZURE_TENANT_ID=11111111-1111-4111-8111-111111111111');
  });

  it('keeps a secret whose value is not known now', () => {
    const existing = planned({}).plain;
    expect(planned({ existing, settings: UNKNOWN_SECRET }).plain).toBe(existing);
  });

  it('keeps a secret that somebody quoted, letter by letter', () => {
    const existing = planned({}).plain.replace(SECRET_TEXT, `'${SECRET_TEXT}'`);
    expect(planned({ existing, settings: UNKNOWN_SECRET }).plain).toBe(existing);
  });

  it('puts a new secret where its commented line stood', () => {
    const existing = planned({ settings: UNKNOWN_SECRET }).plain;
    expect(planned({ existing }).plain).toBe(planned({}).plain);
  });

  it('comments the secret out when the server now has a certificate', () => {
    const existing = planned({}).plain;
    const { plain } = planned({ existing, settings: settingsWith({ credential: CERTIFICATE_CREDENTIAL }) });
    expect(plain).not.toContain(SECRET_TEXT);
    expect(parseEnv(plain).AZURE_CLIENT_CERTIFICATE_PATH).toBe('/srv/keys/mcp-server.pem');
  });

  it('leaves one line of a variable that stood there twice, since readers differ on which counts', () => {
    const { plain } = planned({ existing: 'AZURE_CLIENT_ID=a\nX=1\nAZURE_CLIENT_ID=b\n' });
    expect(plain.match(/^AZURE_CLIENT_ID=/gm)).toHaveLength(1);
  });

  it('adds a missing variable beside the others of ours', () => {
    const existing = planned({}).plain.replace(/^MCP_SERVER_SCOPE=.*\n/m, '');
    expect(planned({ existing }).plain).toBe(planned({}).plain);
  });

  it('drops a byte order mark, with which Node loses the first variable', () => {
    const { plain } = planned({ existing: '\ufeffFOO=1\n' });
    expect(parseEnv(plain)).toMatchObject({ FOO: '1', AZURE_CLIENT_SECRET: SECRET_TEXT });
  });

  it('takes blanks from before a comment only where Node would lose a variable through them', () => {
    expect(planned({ existing: 'A=1\n  # note\nAZURE_TENANT_ID=x\n' }).plain).toContain('\n# note\n');
    expect(planned({ existing: 'A=1\n  # note\nB=2\nAZURE_TENANT_ID=x\n' }).plain).toContain('\n  # note\n');
  });

  it('does not mistake a line inside a quoted value for a variable', () => {
    const existing = 'NOTE="first\nAZURE_CLIENT_ID=inside\nlast"\n';
    expect(parseEnv(planned({ existing }).plain).NOTE).toBe('first\nAZURE_CLIENT_ID=inside\nlast');
  });

  it('never loses a foreign line, whatever the file', () => {
    const name = fc.constantFrom(
      'FOO',
      'BAR_2',
      'AZURE_CLIENT_SECRET',
      'AZURE_TENANT_ID',
      'MCP_SERVER_URL',
      'GRAPH_SCOPES',
    );
    const value = fc.stringMatching(/^[A-Za-z0-9 #$\\.:/~-]{0,20}$/);
    const line = fc.oneof(
      fc.tuple(name, value).map(([key, text]) => `${key}=${text}`),
      value.map((text) => `# ${text}`),
      fc.constant(''),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const { plain } = planned({ existing: lines.join('\n') });
        const foreign = lines.filter(
          (text) => /^(FOO|BAR_2)=/.test(text) || (/^# ./.test(text) && !/^# \w+=( |$)/.test(text)),
        );
        const kept = plain.split('\n').filter((text) => foreign.includes(text));
        expect(kept).toEqual(foreign);
        expect(parseEnv(plain).AZURE_CLIENT_SECRET).toBe(SECRET_TEXT);
        expect(planned({ existing: plain }).isChanged).toBe(false);
      }),
      { seed: SEED },
    );
  });
});
