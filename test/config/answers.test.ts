import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { completeBlueprint, missingAnswers } from '../../src/config/complete.ts';
import { blueprintJsonSchema, KEYS } from '../../src/config/schema.ts';
import { ANSWER_NAMES, ANSWERS } from '../../src/core/answers.ts';
import { mergeInputs, readAnswers } from '../../src/core/validation/read-answers.ts';
import { complete, EXAMPLE, load, MINIMAL } from './fixtures.ts';

describe('the table of answers', () => {
  it('has every flag that was promised', () => {
    const flags = ANSWER_NAMES.map((name) => ANSWERS[name].flag);
    expect(flags).toEqual(
      expect.arrayContaining([
        '--tenant',
        '--cloud',
        '--client-name',
        '--server-name',
        '--client-app-id',
        '--server-app-id',
        '--redirect-uri',
        '--gateway-callback',
        '--mcp-url',
        '--app-id-uri',
        '--scope',
        '--graph-permissions',
        '--credential',
        '--secret-months',
        '--certificate',
        '--create-certificate',
        '--federated-issuer',
        '--federated-subject',
        '--grant-admin-consent',
        '--out-dir',
      ]),
    );
    expect(new Set(flags).size).toBe(flags.length);
  });

  it('names a variable for each', () => {
    expect(ANSWERS.graphPermissions.variable).toBe('ENTRA_MCP_SETUP_GRAPH_PERMISSIONS');
    expect(ANSWERS.tenant.variable).toBe('ENTRA_MCP_SETUP_TENANT');
  });

  it('names only keys that the file has', () => {
    const keys = ANSWER_NAMES.flatMap((name) => ANSWERS[name].configKey ?? []).filter(
      (key) => !key.startsWith('serverApi.credential.'),
    );
    const unknown = keys.filter((key) => {
      const [last = '', ...parents] = key.split('.').reverse();
      return !KEYS[parents.reverse().join('.')]?.includes(last);
    });
    expect(unknown).toEqual([]);
  });
});

describe('reading flags and variables', () => {
  it('adds up lists, however they are separated', () => {
    const { input } = readAnswers({
      redirectUris: ['http://localhost:1/a', 'http://localhost:2/a'],
      graphPermissions: ['Files.Read,Sites.Read.All'],
    });
    expect(input).toEqual({
      redirectUris: ['http://localhost:1/a', 'http://localhost:2/a'],
      graphPermissions: ['Files.Read', 'Sites.Read.All'],
    });
  });

  it('lets the last of a repeated flag win', () => {
    expect(readAnswers({ tenant: ['a.com', 'b.com'] }).input).toEqual({ tenant: 'b.com' });
  });

  it.each([
    ['', true],
    ['yes', true],
    ['0', false],
  ])('takes %j as a switch', (text, value) => {
    expect(readAnswers({ grantAdminConsent: [text] }).input).toEqual({ grantAdminConsent: value });
  });

  it.each([
    ['tenant', 'common'],
    ['cloud', 'mars'],
    ['secretMonths', '36'],
    ['secretMonths', '1e1'],
    ['grantAdminConsent', 'maybe'],
    ['credential', 'password'],
    ['redirectUris', 'http://localhost/a,http://localhost/a'],
    ['mcpUrl', 'mcp'],
    ['outDir', ' '],
  ] as const)('says what is wrong with %s %s', (answer, text) => {
    expect(readAnswers({ [answer]: [text] }).problems).toEqual([
      { answer, problem: expect.stringMatching(/\.$/) },
    ]);
  });

  it.each([
    [{ credential: ['secret'], certificate: ['a.pem'] }, 'certificate'],
    [{ federatedIssuer: ['https://a.com'], secretMonths: ['3'] }, 'secretMonths'],
  ])('says that %j cannot both be meant', (texts, answer) => {
    expect(readAnswers(texts).problems.map((problem) => problem.answer)).toEqual([answer]);
  });

  it('says of which kind an answer is, and which kind was asked for', () => {
    expect(readAnswers({ credential: ['federated'], certificate: ['a.pem'] }).problems).toEqual([
      {
        answer: 'certificate',
        problem:
          '--certificate belongs to a certificate credential, but a federated credential was asked for.',
      },
    ]);
  });

  it.each([
    { secretMonths: ['3'] },
    { credential: ['secret'], createCertificate: ['no'] },
    { federatedIssuer: ['https://a.com'], federatedSubject: ['a'] },
    { redirectUris: [], tenant: [] },
  ])('finds no contradiction in %j', (texts) => {
    expect(readAnswers(texts).problems).toEqual([]);
  });

  it('takes a flag without a text for no answer', () => {
    expect(readAnswers({ tenant: [], redirectUris: [], outDir: ['build'] }).input).toEqual({
      outDir: 'build',
    });
  });

  it.each([
    [{ certificate: 'a.pem' }, 'certificate'],
    [{ createCertificate: true }, 'certificate'],
    [{ createCertificate: false }, undefined],
    [{ federatedIssuer: 'https://a.com' }, 'federated'],
    [{ federatedSubject: 'a' }, 'federated'],
    [{ secretMonths: 3 }, undefined],
    [{ credential: 'secret', certificate: 'a.pem' }, 'secret'],
  ] as const)('reads from %j that the kind of credential is %s', (source, kind) => {
    expect(mergeInputs(source).credential).toBe(kind);
  });

  it('tells a certificate from its file alone, over a file that wants a secret', () => {
    const merged = mergeInputs(load(EXAMPLE), readAnswers({ certificate: ['a.cer'] }).input);
    expect(complete(merged).serverApi.credential).toMatchObject({ kind: 'certificate', file: 'a.cer' });
  });

  it('lets the stronger source win and the weaker show through', () => {
    expect(mergeInputs({ tenant: 'a.com', scope: 'x' }, { tenant: 'b.com' })).toEqual({
      tenant: 'b.com',
      scope: 'x',
    });
  });
});

describe('what is missing', () => {
  it.each([
    [{}, ['tenant', 'mcpUrl']],
    [{ ...MINIMAL, credential: 'federated' }, ['federatedIssuer', 'federatedSubject']],
    [{ ...MINIMAL, credential: 'certificate' }, ['certificate']],
    [{ ...MINIMAL, credential: 'certificate', createCertificate: true }, []],
    [{ ...MINIMAL, credential: 'certificate', certificateThumbprint: 'A'.repeat(40) }, []],
    [MINIMAL, []],
  ] as const)('from %j is %j', (input, names) => {
    expect(missingAnswers(input).map(({ answer }) => answer)).toEqual(names);
  });

  it('is told with flag, variable, key and reason', () => {
    expect(completeBlueprint({ tenant: 'a.com' })).toEqual({
      missing: [
        {
          answer: 'mcpUrl',
          flag: '--mcp-url URL',
          variable: 'ENTRA_MCP_SETUP_MCP_URL',
          configKey: 'gateway.mcpServerEndpoint',
          why: ANSWERS.mcpUrl.why,
        },
      ],
    });
  });
});

describe('the JSON Schema of the file', () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(blueprintJsonSchema());

  it('accepts the documented example', () => {
    expect(validate(parse(EXAMPLE))).toBe(true);
  });

  it.each([
    'version: 1\ntenat: x\n',
    'tenant: a.com\n',
    'version: 1\nserverApi: { credential: { kind: nope } }\n',
    'version: 1\ncloud: mars\n',
  ])('refuses %j', (text) => {
    expect(validate(parse(text))).toBe(false);
  });
});

describe('the keys of the seam', () => {
  it('are filled with the guide’s values, an https URI keeping the default one beside it', () => {
    const wanted = (appIdUri?: string) => {
      const completion = completeBlueprint({
        tenant: 'a.com',
        mcpUrl: 'https://mcp.a.com',
        ...(appIdUri && { appIdUri }),
      });
      return 'blueprint' in completion ? completion.blueprint : null;
    };
    expect(wanted()).toMatchObject({
      clientApp: {
        redirectUris: ['http://127.0.0.1:53100/callback'],
        backupRedirectUris: ['http://127.0.0.1:53101/callback', 'http://127.0.0.1:8080/callback'],
        clients: [],
      },
      serverApi: { additionalIdentifierUris: [], preAuthorizedClients: [] },
      gateway: { clientUrl: null },
      signInPermissions: ['openid', 'profile', 'offline_access'],
    });
    expect(wanted('https://mcp.a.com')?.serverApi.additionalIdentifierUris).toEqual(['api://{appId}']);
    expect(wanted('api://mcp-server')?.serverApi.additionalIdentifierUris).toEqual([]);
  });

  it.each([
    ['clients', 'vscodee', 'did you mean "vscode"'],
    ['clients', 'copilot-studio', 'must not have one'],
    ['clients', 'vscode,vscode', 'listed twice'],
    ['preAuthorizedClients', 'cursor', 'no app id of its own'],
    ['preAuthorizedClients', 'nobody', 'neither an app id'],
    ['additionalIdentifierUris', 'https://mcp.a.com/', 'ends with "/"'],
    ['backupRedirectUris', 'http://a.com/cb', 'uses http'],
    ['clientUrl', 'http://a.com/mcp', 'uses http'],
    ['clientUrl', 'https://user:word@a.com/mcp', 'holds a user name or password'],
  ] as const)('%s cannot be %s', (name, text, because) => {
    const { problems } = readAnswers({ [name]: [text] });
    expect(problems.map(({ answer }) => answer)).toEqual([name]);
    expect(problems[0]?.problem).toContain(because);
    expect(problems[0]?.problem).not.toContain('word@');
  });

  it('may be empty lists', () => {
    const { input, problems } = readAnswers({ backupRedirectUris: [''], clients: [''] });
    expect([problems, input]).toEqual([[], { backupRedirectUris: [], clients: [] }]);
  });
});
