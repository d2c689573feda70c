// Builds dist/: a small CommonJS entry that answers --version and --help by itself, and ES module chunks that are
// loaded when a command needs them. Also writes the licences of everything bundled.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { minify } from 'terser';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(root, 'dist');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** Inlines `file?raw` as text, as vite does. */
const rawText = {
  name: 'raw-text',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?raw$/ }, ({ path: file, resolveDir }) => ({
      path: path.resolve(resolveDir, file.replace(/\?raw$/, '')),
      namespace: 'raw-text',
    }));
    onLoad({ filter: /.*/, namespace: 'raw-text' }, ({ path: file }) => ({
      contents: readFileSync(file, 'utf8'),
      loader: 'text',
      watchFiles: [file],
    }));
  },
};

/** The browser half of MSAL is never used in Node and would be a third of the bundle. */
const withoutBrowserMsal = {
  name: 'without-browser-msal',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@azure\/msal-browser$/ }, () => ({ path: 'msal-browser', namespace: 'empty' }));
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export {}' }));
  },
};

const METADATA = `
const all = new WeakMap();
const getOwnMetadata = (key, target) => all.get(target)?.get(key);
const getMetadata = (key, target) =>
  target === null ? undefined : (getOwnMetadata(key, target) ?? getMetadata(key, Object.getPrototypeOf(target)));
const defineMetadata = (key, value, target) => {
  if (!all.has(target)) all.set(target, new Map());
  all.get(target).set(key, value);
};
const metadata = (key, value) => (target) => defineMetadata(key, value, target);
Object.assign(Reflect, { getOwnMetadata, getMetadata, defineMetadata, metadata });
`;

/**
 * What our engines settle, or what nothing here uses: jsonwebtoken asks semver about Node versions that are all older
 * than ours, and every spinner is drawn with frames of our own.
 */
const withoutDeadWeight = {
  name: 'without-dead-weight',
  setup({ onLoad }) {
    onLoad({ filter: /jsonwebtoken[\\/]lib[\\/]\w+Supported\.js$/ }, () => ({
      contents: 'module.exports = true;',
    }));
    // Only speaks when DEBUG names a proxy agent; --debug is ours.
    onLoad({ filter: /node_modules[\\/]debug[\\/]src[\\/]index\.js$/ }, () => ({
      contents: 'module.exports = () => () => undefined;',
    }));
    // The SDK validates answers to questions that we never ask; that would be half of what it weighs.
    onLoad(
      { filter: /modelcontextprotocol[\\/]sdk[\\/]dist[\\/]esm[\\/]validation[\\/]ajv-provider\.js$/ },
      () => ({
        contents:
          'export class AjvJsonSchemaValidator { getValidator() { return (data) => ({ valid: true, data, errorMessage: undefined }); } }',
      }),
    );
    // The SDK's client could sign in by itself; ours is handed a token, and never asks for that part.
    onLoad({ filter: /modelcontextprotocol[\\/]sdk[\\/]dist[\\/]esm[\\/]client[\\/]auth\.js$/ }, () => ({
      contents:
        "export class UnauthorizedError extends Error { constructor(message = 'Unauthorized') { super(message); } } export const auth = async () => { throw new UnauthorizedError(); }; export const extractWWWAuthenticateParams = () => ({});",
    }));
    // Of metadata reflection only these four are asked for, by what puts the parts of certificates together.
    onLoad({ filter: /reflect-metadata[\\/]Reflect\.js$/ }, () => ({ contents: METADATA }));
    onLoad({ filter: /cli-spinners[\\/]index\.js$/ }, () => ({
      contents: "const line = { interval: 130, frames: ['-'] };\nexport default { dots: line, line };",
    }));
  },
};

/** Does not say of itself that its modules only define things; of its tasks and batches nothing is used. */
const onlyDefining = {
  name: 'only-defining',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^\./ }, async ({ path: file, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === 'resolved' || !/microsoft-graph-client[\\/]lib[\\/]es/.test(importer))
        return undefined;
      const { path: found } = await resolve(file, { importer, resolveDir, kind, pluginData: 'resolved' });
      return { path: found, sideEffects: false };
    });
  },
};

/** Help has plain letters alone: to measure any text, escapes and emoji included, takes longer to load than Node to start. */
const plainLetters = {
  name: 'plain-letters',
  setup({ onResolve, onLoad }) {
    const contents = {
      'string-width': 'export default (text) => text.length;',
      'wrap-ansi': `export default (text, width) => {
        const lines = [];
        for (const word of text.split(/ +/)) {
          const longer = lines.length === 0 ? word : lines.at(-1) + ' ' + word;
          if (longer.length > width && lines.length > 0) lines.push(word);
          else lines.splice(-1, 1, longer);
        }
        return lines.join('\\n');
      };`,
    };
    onResolve({ filter: /^(?:string-width|wrap-ansi)$/ }, ({ path: name }) => ({
      path: name,
      namespace: 'plain-letters',
    }));
    onLoad({ filter: /.*/, namespace: 'plain-letters' }, ({ path: name }) => ({ contents: contents[name] }));
  },
};

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minify: true,
  legalComments: 'none',
  metafile: true,
  charset: 'utf8',
  // One of each where parts bring older copies of their own; the modules of yaml, of which unused ones can be left out.
  alias: {
    'string-width': path.join(root, 'node_modules/string-width'),
    open: path.join(root, 'node_modules/open'),
    yaml: path.join(root, 'node_modules/yaml/browser/dist/index.js'),
  },
  plugins: [rawText, withoutBrowserMsal, withoutDeadWeight, onlyDefining],
  define: { PACKAGE_VERSION: JSON.stringify(version) },
  logLevel: 'warning',
};

rmSync(dist, { recursive: true, force: true });

const BARE = /import"\.\/(?:parts\/)?(\d{3}\.mjs)";/g;
const NEEDS_REQUIRE =
  "import{createRequire as entraRequire}from'node:module';const require=entraRequire(import.meta.url);";

const chunks = await build({
  ...shared,
  write: false,
  entryPoints: [path.join(root, 'src/main.ts')],
  outdir: dist,
  outExtension: { '.js': '.mjs' },
  chunkNames: 'parts/[name]-[hash]',
  format: 'esm',
  splitting: true,
  mainFields: ['module', 'main'],
  // Bundled CommonJS packages ask for Node's own modules by require(), and for the name of their file.
  define: { ...shared.define, __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' },
  banner: { js: NEEDS_REQUIRE },
});
await writeChunks(chunks);

const help = await build({
  ...shared,
  entryPoints: [path.join(root, 'src/help.ts')],
  outfile: path.join(dist, 'help.cjs'),
  format: 'cjs',
  plugins: [plainLetters],
  define: {
    HELP_TEXT: JSON.stringify(helpAsTypedBy('')),
    HELP_TEXT_BY_NPX: JSON.stringify(helpAsTypedBy('exec')),
  },
});

const entry = await build({
  ...shared,
  entryPoints: [path.join(root, 'src/entry.ts')],
  outfile: path.join(dist, 'entra-mcp-setup.cjs'),
  format: 'cjs',
  // The guard must be able to run on a Node that is too old for the rest.
  target: 'node12',
  // Else it becomes a require(), which takes no module that awaits.
  supported: { 'dynamic-import': true },
  external: ['./main.mjs', './help.cjs'],
  banner: { js: '#!/usr/bin/env node' },
});

const COPYRIGHT = /^[ \t]*(?:\(c\) )?copyright .*\d.*$|^[ \t]*copyright \(c\) .*$/gim;
writeFileSync(
  path.join(root, 'THIRD_PARTY_LICENSES.txt'),
  licencesOf([chunks.metafile, help.metafile, entry.metafile]),
);

/** What `--help` prints where there is no terminal: npm tells by `npm_command` who started the program. */
function helpAsTypedBy(npmCommand) {
  return execFileSync(process.execPath, [path.join(dist, 'main.mjs'), '--help'], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '', npm_command: npmCommand },
  });
}

/**
 * Chunks made of alike sources lie side by side under short names, since an archive is compressed in windows of 32 kB;
 * and only those that ask for something by require() are given one. Together a thirtieth of the tarball.
 */
async function writeChunks({ outputFiles, metafile }) {
  const mainSource = ({ inputs }) =>
    Object.entries(inputs).sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput)[0]?.[0] ?? '';
  const sources = new Map(
    Object.entries(metafile.outputs).map(([file, output]) => [path.resolve(file), mainSource(output)]),
  );
  const parts = outputFiles
    .filter(({ path: file }) => path.basename(path.dirname(file)) === 'parts')
    .sort((a, b) => ((sources.get(a.path) ?? '') < (sources.get(b.path) ?? '') ? -1 : 1));
  const names = new Map(
    parts.map(({ path: file }, index) => [path.basename(file), `${String(index).padStart(3, '0')}.mjs`]),
  );
  mkdirSync(path.join(dist, 'parts'), { recursive: true });
  const texts = new Map(
    outputFiles.map(({ path: file, text }) => {
      const renamed = text.replace(/[\w-]+-[A-Z0-9]{8}\.mjs/g, (name) => names.get(name) ?? name);
      const [before, after] = renamed.split(NEEDS_REQUIRE);
      const slim = /\brequire\b/.test(after) ? renamed : `${before}${after}`;
      return [names.get(path.basename(file)) ?? path.basename(file), slim];
    }),
  );
  dropEchoes(texts);
  for (const { path: file } of outputFiles) {
    const name = names.get(path.basename(file)) ?? path.basename(file);
    writeFileSync(path.join(path.dirname(file), name), await smaller(texts.get(name)));
  }
}

/** A second look at what esbuild made: a thirtieth of the tarball, for eight seconds of building. */
async function smaller(text) {
  const { code } = await minify(text, { module: true, compress: { passes: 2, ecma: 2022 }, ecma: 2022 });
  return code;
}

/**
 * Drops imports that only say again what another import of the same part brings: a sixth of what starting reads. Every
 * part is still run before those that use it. What changes the language for others keeps its place.
 */
function dropEchoes(texts) {
  const leadsTo = (text) =>
    [...text.matchAll(/(?:from|import)"\.\/(?:parts\/)?(\d{3}\.mjs)"/g)].map(([, name]) => name);
  const reaches = (names, wanted, seen = new Set()) =>
    names.some((name) => {
      if (name === wanted) return true;
      if (seen.has(name)) return false;
      seen.add(name);
      return reaches(leadsTo(texts.get(name)), wanted, seen);
    });
  for (const [file, text] of texts) {
    const slim = [...text.matchAll(BARE)].reduce((rest, [statement, name]) => {
      const without = rest.replace(statement, '');
      const isEcho = !texts.get(name).includes('defineMetadata') && reaches(leadsTo(without), name);
      return isEcho ? without : rest;
    }, text);
    texts.set(file, slim);
  }
}

/** Every package that has a file in the bundle, with its copyright; a text that several share stands there once. */
function licencesOf(metafiles) {
  const outputs = metafiles.flatMap(({ outputs: files }) => Object.values(files));
  const inputs = outputs.flatMap(({ inputs: parts }) =>
    Object.keys(parts).filter((file) => parts[file].bytesInOutput > 0),
  );
  const folders = new Set(
    inputs.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
  );
  const entries = [...folders]
    .map((folder) => licenceOf(path.join(root, path.relative(root, path.resolve(folder)))))
    .sort((a, b) => `${a.name}@${a.version}`.localeCompare(`${b.name}@${b.version}`));
  const byText = new Map();
  for (const entry of entries) byText.set(entry.key, [...(byText.get(entry.key) ?? []), entry]);
  const sections = [...byText.values()].map(section);
  return `entra-mcp-setup bundles the packages below. Each is under its own licence.\n\n${sections.join('\n')}`;
}

function licenceOf(folder) {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const { name, version: of, license: licence = 'see text' } = manifest;
  const text = licenceText(folder);
  const body = text.replace(COPYRIGHT, '').trim();
  const copyright = (text.match(COPYRIGHT) ?? []).map((line) => line.trim());
  // Titles and line ends differ where the terms do not.
  const key = `${licence} ${body
    .replace(/^[^\n]*licen[cs]e[^\n]*\n/i, '')
    .replace(/[\s"'`*]+/g, ' ')
    .toLowerCase()
    .trim()}`;
  return { name, version: of, licence, copyright, body, key };
}

function licenceText(folder) {
  for (const name of [
    'LICENSE',
    'LICENSE.md',
    'LICENSE.txt',
    'license',
    'license.md',
    'LICENCE',
    'License.txt',
    'LICENSE-MIT',
  ]) {
    try {
      return readFileSync(path.join(folder, name), 'utf8').trim();
    } catch {
      // Packages spell the file's name in many ways; the next one is tried.
    }
  }
  return '';
}

function section(entries) {
  const [{ licence, body }] = entries;
  const packages = entries.map(({ name, version: of, copyright }) =>
    [`${name} ${of}`, ...copyright.map((line) => `  ${line}`)].join('\n'),
  );
  return `${'='.repeat(80)}\n${licence}\n\n${packages.join('\n')}\n${'-'.repeat(80)}\n${body}\n`;
}
