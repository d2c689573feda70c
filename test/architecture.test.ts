import { describe, expect, it } from 'vitest';
import { longFunctions } from './support/function-lengths.ts';
import { circlesIn } from './support/import-circles.ts';
import { FILES, houseOf, IMPORTS, type Import, MODULES } from './support/source-files.ts';
import { sharedNames, unusedExports } from './support/unused-exports.ts';

const isOurs = ({ to }: Import): boolean =>
  FILES.some(({ path }) => path === to) || /^[\w-]+\//.test(to) === false;
const inSource = ({ to }: Import): boolean => /\.(ts|json|mjs)$/.test(to) && !to.startsWith('node:');
const shown = ({ from, to }: Import): string => `${from} -> ${to}`;

/** Imports of one folder that lead where none of the patterns allows. */
const strays = (house: string, allowed: readonly RegExp[]): readonly string[] =>
  IMPORTS.filter(({ from }) => houseOf(from) === house)
    .filter(inSource)
    .filter(({ to }) => !allowed.some((pattern) => pattern.test(to)))
    .map(shown);

describe('who may import whom', () => {
  it('finds the imports at all', () => {
    expect(IMPORTS.filter(isOurs).length).toBeGreaterThan(500);
  });

  it('keeps core to itself', () => {
    expect(
      strays('core', [/^core\//, /^errors\.ts$/, /^mcp-clients\//, /^diagnosis\//]).filter(
        (one) => !isTypeOnly(one),
      ),
    ).toEqual([]);
  });

  it('keeps diagnosis to itself and core', () => {
    expect(strays('diagnosis', [/^diagnosis\//, /^core\//, /^mcp-clients\//, /^errors\.ts$/])).toEqual([]);
  });

  it.each(['core', 'diagnosis', 'mcp-clients'])(
    'keeps %s free of packages and of everything outside',
    (house) => {
      const outside = IMPORTS.filter(
        ({ from, to }) => houseOf(from) === house && !inSource({ from, to, typesOnly: false, isLazy: false }),
      );
      expect(outside.map(shown).filter((one) => !PURE_EXCEPTIONS.includes(one))).toEqual([]);
    },
  );

  it.each(['graph', 'identity', 'config', 'report', 'emit', 'ui', 'endpoint'])(
    'lets %s know core, ports and errors only',
    (house) => {
      const own = new RegExp(`^${house}/`);
      const talks = ['report', 'ui'].includes(house) ? [/^layout\//] : [];
      const allowed = [own, /^core\//, /^mcp-clients\//, /^ports\.ts$/, /^errors\.ts$/, ...talks];
      expect(strays(house, allowed)).toEqual([]);
    },
  );

  it('lets graph alone know the paths of Microsoft Graph', () => {
    const paths =
      /['"`]\/(?:\$batch|applications|auditLogs|directory|directoryObjects|me|oauth2PermissionGrants|organization|policies|servicePrincipals|sites)\b|\/v1\.0\b/;
    const others = FILES.filter(({ path }) => !['graph', 'practice-tenant'].includes(houseOf(path)));
    const knowing = others.filter(({ text }) => paths.test(text.replaceAll(/\/\*[\s\S]*?\*\//g, '')));
    expect(knowing.map(({ path }) => path)).toEqual([]);
  });

  it('keeps the breaking of lines to itself and core', () => {
    expect(strays('layout', [/^layout\//, /^core\//])).toEqual([]);
  });

  it('keeps the table of MCP clients to itself', () => {
    expect(strays('mcp-clients', [/^mcp-clients\//])).toEqual([]);
  });

  it('lets the practice tenant share nothing with the planner but ids', () => {
    expect(strays('practice-tenant', [/^practice-tenant\//, /^core\/ids\.ts$/])).toEqual([]);
  });

  it('lets commands compose everything but the command line', () => {
    expect(strays('commands', [/^(?!main\.ts|entry\.ts|cli\.ts|cli\/)/])).toEqual([]);
  });

  it('lets the command line know commands, core and what renders their results', () => {
    const allowed = [
      /^cli(\/|\.ts$)/,
      /^commands\//,
      /^core\//,
      /^report\//,
      /^layout\//,
      /^errors\.ts$/,
      /^ports\.ts$/,
      /^outside\.ts$/,
      /\.json$/,
    ];
    const all = [...strays('cli', allowed), ...strays('cli.ts', allowed)];
    // Completion offers what the other parts know by name.
    expect(all.filter((one) => !one.startsWith('cli/completion/model.ts -> '))).toEqual([]);
  });

  it('lets what is wanted of the outside know nobody who wants it', () => {
    const below = [/^ports\.ts$/, /^core\//, /^identity\//, /^practice-tenant\//];
    expect(strays('outside.ts', below)).toEqual([]);
  });

  it('lets adapters know the ports they fill', () => {
    const allowed = [
      /^adapters\//,
      /^ports\.ts$/,
      /^errors\.ts$/,
      /^core\//,
      /^layout\//,
      /^practice-tenant\//,
    ];
    const types = [/^outside\.ts$/, /^identity\//];
    const all = strays('adapters', [...allowed, ...types]);
    const behaviour = IMPORTS.filter(
      ({ from, to }) => houseOf(from) === 'adapters' && types.some((one) => one.test(to)),
    )
      .filter(({ typesOnly }) => !typesOnly)
      .map(shown);
    expect([all, behaviour]).toEqual([[], []]);
  });

  it('goes round in no circle', () => {
    expect(circlesIn(IMPORTS.filter((one) => !isRecipe(one))).map(shown)).toEqual([]);
  });

  it('names every file that it imports with its extension', () => {
    expect(IMPORTS.filter(({ to }) => to.startsWith('../') || to.startsWith('./')).map(shown)).toEqual([]);
  });
});

/** Hashing is all that the pure folders take from Node: names and readings become ids and fingerprints. */
const PURE_EXCEPTIONS = [
  'core/ids.ts -> node:crypto',
  'core/fingerprint.ts -> node:crypto',
  'mcp-clients/clients.ts -> node:crypto',
];

/** A command describes itself and loads its recipe when it runs; the recipe takes the types of its flags. */
function isRecipe({ from, isLazy }: Import): boolean {
  return isLazy && from.endsWith('/command.ts');
}

function isTypeOnly(line: string): boolean {
  return IMPORTS.some((one) => shown(one) === line && one.typesOnly);
}

/** Text without comments and string contents, so that words in them do not count. */
const codeOf = (text: string): string =>
  text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, "''")
    .replaceAll(/\/\/.*$/gm, '');

const filesWith = (pattern: RegExp): readonly string[] =>
  FILES.filter(({ text }) => pattern.test(codeOf(text))).map(({ path }) => path);

describe('what only one place may do', () => {
  it('is to name the process', () => {
    const named = filesWith(/(?<![.\w])process\b(?!:)/).filter(
      (path) => !path.startsWith('practice-tenant/'),
    );
    expect(named.filter((path) => !['main.ts', 'entry.ts'].includes(path))).toEqual([]);
  });

  it('is to look at the clock, to throw dice or to wait', () => {
    const named = filesWith(/\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bsetTimeout\(|\brandomUUID\(/);
    expect(named.filter((path) => !CLOCKS.test(path))).toEqual([]);
  });

  it('is to show what a secret is', () => {
    const named = filesWith(/\.reveal\(\)/);
    expect(
      named.filter((path) => !/^(emit|identity)\//.test(path)).filter((path) => !REVEALERS.includes(path)),
    ).toEqual([]);
  });

  it('is to speak to a person', () => {
    expect(filesWith(/\bconsole\./)).toEqual([]);
  });
});

/** Ports are filled in `adapters/`; drawing needs timers of its own. */
const CLOCKS = /^(adapters|ui)\/|^main\.ts$|^entry\.ts$/;
const REVEALERS: readonly string[] = [];

/** Functions that are longer, by today's length. The list may only shrink. */
const LONG_FUNCTIONS: readonly string[] = [
  'cli/completion/bash.ts: bashScript, 49',
  'cli/completion/powershell.ts: powershellScript, 42',
  'commands/setup/setup.ts: converse, 34',
];

/** Whether a long function is on the list, and no longer than it was. */
function within(found: string, budget: readonly string[]): boolean {
  const [name, lines] = found.split(', ');
  return budget.some((one) => {
    const [allowed, most] = one.split(', ');
    return allowed === name && Number(lines) <= Number(most);
  });
}

/** Exports that nothing imports yet. The list may only shrink. */
const UNUSED_EXPORTS: readonly string[] = [];

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

describe('the size of things', () => {
  it('is at most 300 lines a file', () => {
    expect(FILES.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path}: ${lines}`)).toEqual(
      [],
    );
  });

  it('is under 90 lines for most files', () => {
    expect(median(FILES.map(({ lines }) => lines))).toBeLessThan(90);
  });

  it('is at most 30 lines a function', () => {
    const long = FILES.flatMap(({ path, text }) => longFunctions(path, text, 30));
    expect(long.filter((one) => !within(one, LONG_FUNCTIONS))).toEqual([]);
  });
});

describe('what is exported', () => {
  it('is imported somewhere', () => {
    const unused = unusedExports(MODULES, (path) => path.startsWith('src/'));
    expect(unused.filter((one) => !UNUSED_EXPORTS.includes(one))).toEqual([]);
  });

  it('has a name that nothing else exported has', () => {
    expect(sharedNames(MODULES.filter(({ path }) => path.startsWith('src/')))).toEqual([]);
  });
});

const IMPORT_LINES = /^(?:import|export)\b[^;]*?\bfrom ''/gm;
const TEXTS = /`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"/g;
const CODE = FILES.map(({ text }) => codeOf(text).replaceAll(TEXTS, '').replaceAll(IMPORT_LINES, '')).join(
  '\n',
);
const RAW = FILES.map(({ text }) => text).join('\n');

describe('what the types do not prove stays within its budget', () => {
  /** Lower a budget when the count falls; raising one is a decision to be defended. */
  it.each([
    ['casts through unknown', CODE, /\bas unknown as\b/g, 7],
    ['other casts', CODE, /\bas (?!const\b|unknown as\b)/g, 62],
    ['any', CODE, /\bas any\b|: any\b|<any>/g, 0],
    ['assertions that something is there', CODE, /[\w)\]]!(?=[.[;,)])/g, 0],
    ['default exports', CODE, /^export default /gm, 0],
    ['enums', CODE, /^\s*(?:export )?(?:const )?enum /gm, 0],
    ['lint exceptions', RAW, /biome-ignore/g, 0],
    ['type check exceptions', RAW, /@ts-(?:ignore|expect-error|nocheck)/g, 0],
  ])('%s', (_what, text, pattern, budget) => {
    expect(text.match(pattern)?.length ?? 0).toBeLessThanOrEqual(budget);
  });
});

describe('numbers', () => {
  it('get their singular and plural in one place', () => {
    const byHand =
      /\$\{(\w+(?:\.length)?)\}[^`]*\$\{\1 === 1 \?|=== 1 \? '1 |\}`? (?:secrets|certificates|credentials|grants|changes|requests|checks|answers|months|minutes)`,?$/m;
    expect(FILES.filter(({ text }) => byHand.test(text)).map(({ path }) => path)).toEqual(['core/words.ts']);
  });
});

describe('days', () => {
  it('are counted in one place, durations in another', () => {
    const counting = FILES.filter(
      ({ path, text }) => !path.startsWith('practice-tenant/') && /86_?400_?000/.test(text),
    );
    expect(counting.map(({ path }) => path)).toEqual(['core/days.ts', 'core/duration.ts']);
  });
});
