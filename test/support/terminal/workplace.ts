import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv, stripVTControlCharacters } from 'node:util';
import { newPracticeState, type PracticeState } from '../../../src/practice-tenant/index.ts';
import { type Session, type SessionOptions, startSession } from './session.ts';

const PRACTICE_FILE = '.entra-mcp-practice.json';

/** What a program without a terminal left behind. */
export interface Ran {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** An empty folder with the installed executable at hand, and a memory of everything that was said there. */
export interface Workplace {
  readonly folder: string;
  /** Runs to its end without a terminal: nothing on standard input, pipes for the rest. */
  run(argv: readonly string[], options?: RunOptions): Promise<Ran>;
  /** Runs a shell line in which `$TOOL` is the executable. */
  shell(line: string): Promise<Ran>;
  /** Breaks faults of the practice tenant. */
  breaks(...faults: readonly string[]): Promise<void>;
  /** Sits down at a terminal. */
  sit(argv: readonly string[], options?: Partial<SessionOptions>): Session;
  /** Writes a practice tenant whose sign-ins take no time, changed as asked for. */
  tenant(change?: (state: PracticeState) => void): Promise<void>;
  state(): Promise<PracticeState>;
  file(name: string): Promise<string>;
  /** Every file with its permission bits, such as `0600 .env`. The practice tenant's own file is no product of a run. */
  files(): Promise<readonly string[]>;
  /** Where a secret stands that has no business there. */
  leaks(): Promise<readonly string[]>;
  remove(): Promise<void>;
}

/** Where the executable is, and where workplaces go until all tests are over. */
export interface Installed {
  readonly executable: string;
  readonly folder: string;
}

/** `from` is a workplace whose files are copied, as they are now. */
export async function newWorkplace(
  { executable, folder: parent }: Installed,
  from: Workplace | null = null,
): Promise<Workplace> {
  const folder = await mkdtemp(join(parent, 'a workplace '));
  if (from) await cp(from.folder, folder, { recursive: true });
  const home = join(folder, '.home');
  await mkdir(home, { recursive: true });
  const env = {
    ...timeOfTests(),
    PATH: process.env.PATH ?? '',
    HOME: home,
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
  };
  const said: (() => string)[] = [];
  const ran = async (command: string, argv: readonly string[], options: RunOptions = {}): Promise<Ran> => {
    const result = await pipe(command, argv, { cwd: folder, env: { ...env, ...options.env } });
    said.push(() => result.out + result.err);
    return result;
  };
  const run = (argv: readonly string[], options?: RunOptions) => ran(executable, argv, options);
  return {
    folder,
    run,
    breaks: async (...faults) => {
      const { code, err } = await run(['practice', 'break', ...faults]);
      if (code !== 0) throw new Error(err);
    },
    shell: (line) => ran('/bin/bash', ['-c', line], { env: { TOOL: executable } }),
    sit: (argv, options = {}) => {
      const session = startSession(executable, argv, {
        columns: 80,
        cwd: folder,
        ...options,
        env: { ...env, ...options.env },
      });
      said.push(session.raw);
      return session;
    },
    tenant: async (change = () => undefined) => {
      const state = newPracticeState(source);
      state.behaviour.deviceCodeInterval = 0.01;
      change(state);
      await writeFile(join(folder, PRACTICE_FILE), JSON.stringify(state), { mode: 0o600 });
    },
    state: async () => JSON.parse(await readFile(join(folder, PRACTICE_FILE), 'utf8')) as PracticeState,
    file: (name) => readFile(join(folder, name), 'utf8'),
    files: async () => (await listed(folder)).map(({ name, mode }) => `${mode} ${name}`),
    leaks: () =>
      leaksIn(
        folder,
        said.map((say) => say()),
      ),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What moves the clock or the zone of these tests: the executable under test lives in the same time. */
const TIME = /^(?:TZ|LD_PRELOAD|DYLD_INSERT_LIBRARIES|FAKETIME\w*|DONT_FAKE_MONOTONIC)$/;

function timeOfTests(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && TIME.test(name) ? [[name, value]] : [],
    ),
  );
}

const source = {
  now: () => new Date(),
  uuid: randomUUID,
  bytes: (length: number) => new Uint8Array(randomBytes(length)),
};

interface PipeOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

function pipe(command: string, argv: readonly string[], { cwd, env }: PipeOptions): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, argv, { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (bytes) => {
      out += String(bytes);
    });
    child.stderr.on('data', (bytes) => {
      err += String(bytes);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, out, err }));
  });
}

async function listed(folder: string): Promise<readonly { readonly name: string; readonly mode: string }[]> {
  const names = (await readdir(folder)).filter((name) => name !== '.home' && name !== PRACTICE_FILE).sort();
  return Promise.all(
    names.map(async (name) => {
      const { mode } = await stat(join(folder, name));
      return { name, mode: (mode & 0o7777).toString(8).padStart(4, '0') };
    }),
  );
}

/** Settings files, their backups and key files are where secrets belong. */
const MAY_HOLD_SECRETS = /^\.env|\.pem$/;

async function leaksIn(folder: string, said: readonly string[]): Promise<readonly string[]> {
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(folder.length + 1));
  const texts = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const),
  );
  const secrets = texts
    .filter(([name]) => MAY_HOLD_SECRETS.test(name))
    .flatMap(([, text]) => secretsIn(text));
  const places = [
    ...texts.filter(([name]) => !MAY_HOLD_SECRETS.test(name)),
    ...said.map((text, index) => [`what was said, ${index + 1}`, text] as const),
  ];
  return places.filter(([name, text]) => holdsSecret(name, text, secrets)).map(([name]) => name);
}

/** The secret of a settings file, and every line of a private key. */
function secretsIn(text: string): readonly string[] {
  const { AZURE_CLIENT_SECRET: secret } = parseEnv(text);
  const key = /-----BEGIN PRIVATE KEY-----([^-]+)-----END/.exec(text)?.[1]?.trim().split('\n') ?? [];
  return [...(secret ? [secret] : []), ...key.filter((line) => line.length > 20)];
}

const BEARER_TOKEN = /eyJ[\w-]{20,}\.eyJ[\w-]{20,}/;

/** A narrow terminal breaks a value over lines, and colours stand between its letters. */
function holdsSecret(name: string, text: string, secrets: readonly string[]): boolean {
  const bare = stripVTControlCharacters(text).replace(/\s+/g, '');
  const isToken = name !== PRACTICE_FILE && BEARER_TOKEN.test(bare);
  return isToken || secrets.some((secret) => text.includes(secret) || bare.includes(secret));
}
