/**
 * Mutation testing, by hand: `npm run mutate` names the scopes, `npm run mutate -- expiry` runs one. Each mutant is
 * judged by the tests of its scope that reach it; what is computed once while loading (tables of words) is left alone.
 */
import { spawnSync } from 'node:child_process';

const LAWS = 'test/core/**/*.test.ts';

const within = (folder, ...names) => names.map((name) => `${folder}/${name}.ts`);

/** What lies directly in the core and decides, beside the checks; what else lies there makes texts and reads them. */
const JUDGING = within(
  'src/core',
  ...['blueprint', 'check', 'describe-plan', 'fingerprint', 'foreign', 'hazards', 'identifier-uri-refusal'],
  ...['judge', 'plan', 'redirect-uris', 'report', 'sets', 'tenant'],
);
/** With tests of their own, or types and words alone. */
const ELSEWHERE = within('src/core', 'answers', 'exact-schema', 'expiry', 'facet-words');

/** What is mutated, and the tests that have to notice. */
const SCOPES = {
  expiry: {
    sources: 'src/core/expiry.ts',
    tests: ['test/core/{expiry,credential,small-parts,checks-of-server,planted-fault}.test.ts'],
  },
  changes: {
    sources: 'src/core/changes/*.ts',
    tests: [LAWS, 'test/graph/{conflicts-wire,perform-wire,shown-requests}.test.ts'],
  },
  checks: {
    sources: 'src/core/checks/**/*.ts',
    tests: [LAWS, 'test/endpoint/**/*.test.ts', 'test/commands/checks.test.ts'],
  },
  judging: {
    sources: JUDGING.join(),
    tests: [
      'test/core/{blueprint,drafts,foreign,hazards,hazards-in-words,identifier-uri-refusal,judge}.test.ts',
      'test/core/{plan,redirect-uri-checks,small-parts,verdict,words}.test.ts',
    ],
  },
  texts: {
    sources: [
      'src/core/*.ts',
      'src/core/aadsts/*.ts',
      ...[...JUDGING, ...ELSEWHERE].map((file) => `!${file}`),
    ].join(),
    tests: [
      'test/core/{days,endpoint,log-commands,lazy-map,pem,served-metadata,shell,small-parts}.test.ts',
      'test/core/{certificate-codes,words}.test.ts',
      'test/graph/patience.test.ts',
      'test/layout/wrap.test.ts',
      'test/diagnosis/{catalogue,scopes}.test.ts',
    ],
  },
  validation: {
    sources: 'src/core/validation/*.ts,src/core/answers.ts',
    tests: [
      'test/config/{answers,more-rules,names-and-ids,validation}.test.ts',
      'test/core/{nearest,parse,passwords-in-addresses,with-scheme}.test.ts',
      'test/mcp-clients/**/*.test.ts',
      'test/emit/{dotenv,env-file,env-presets}.test.ts',
    ],
  },
  // The hostile and the fuzzed texts are megabytes; with a counter at every branch they would take minutes each.
  diagnosis: {
    sources: 'src/diagnosis/**/*.ts',
    tests: ['test/diagnosis/**/!(read-hostile|read-fuzz).test.ts'],
  },
  // What a text is read as needs none of the ninety worlds that an answer is held against.
  reading: {
    sources: 'src/diagnosis/read/*.ts',
    tests: [
      'test/diagnosis/read/*.test.ts',
      'test/diagnosis/{read-forms,read-tables,field-errors,field-reports,language,topics}.test.ts',
    ],
  },
  evidence: {
    sources: 'src/diagnosis/evidence/*.ts',
    tests: [
      'test/diagnosis/evidence/*.test.ts',
      'test/diagnosis/{diagnose,field-states,no-wrong-proof}.test.ts',
    ],
  },
  perform: { sources: 'src/graph/perform*.ts', tests: ['test/graph/**/*.test.ts'] },
  requests: {
    sources: 'src/graph/shown-requests.ts,src/graph/requests.ts',
    tests: ['test/graph/{shown-plan,shown-requests,perform-told-wire,perform-wire,taken-names-wire}.test.ts'],
  },
  rollback: {
    sources: 'src/commands/apply/rollback.ts',
    tests: ['test/commands/{apply-credentials,apply-trouble,placing,rollback,rotate-trouble}.test.ts'],
  },
};

const [name, ...rest] = process.argv.slice(2);
const scope = SCOPES[name];
if (scope === undefined) {
  console.error(`Name a scope: ${Object.keys(SCOPES).join(', ')}.`);
  process.exitCode = 2;
} else {
  const { sources, tests } = scope;
  const argv = ['run', 'test/mutation/stryker.config.json', '--mutate', sources, ...rest];
  // The seeds are fixed, so a few runs of each law are the same few every time.
  const env = { LAW_RUNS: '5', ...process.env, MUTATION_TESTS: tests.join('\n') };
  process.exitCode =
    spawnSync('stryker', argv, { stdio: 'inherit', env, shell: process.platform === 'win32' }).status ?? 1;
}
