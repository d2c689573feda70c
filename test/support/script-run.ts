import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench } from './bench.ts';

const AZ = fileURLToPath(new URL('./az.mjs', import.meta.url));

/** The outcome of a script. */
export interface ScriptRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Everything but reads that the tenant accepted, in order, one line each. */
  readonly sent: readonly string[];
  /** Files by name, with their permission bits and text. */
  readonly files: Readonly<Record<string, { readonly mode: string; readonly text: string }>>;
}

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string | null;
  readonly resource: string;
}

/** Runs a script with bash in a folder of its own; its `az` speaks to the practice tenant of the bench over HTTP. */
export async function runScript(
  bench: Bench,
  script: string,
  argv: readonly string[] = [],
): Promise<ScriptRun> {
  const sent: string[] = [];
  const server = createServer((request, response) => void answer(bench, sent, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const folder = await mkdtemp(join(tmpdir(), 'script-'));
  const programs = await mkdtemp(join(tmpdir(), 'programs-'));
  try {
    for (const name of ['az', 'sleep']) {
      await writeFile(join(programs, name), `#!/bin/sh\nexec "${process.execPath}" "${AZ}" ${name} "$@"\n`);
      await chmod(join(programs, name), 0o755);
    }
    await writeFile(join(programs, 'script.sh'), script);
    const env = { PATH: `${programs}:${process.env.PATH}`, AZ_GRAPH: `http://127.0.0.1:${port}` };
    const ended = await bash([join(programs, 'script.sh'), ...argv], { cwd: folder, env });
    return { ...ended, sent, files: await filesIn(folder) };
  } finally {
    server.close();
    for (const one of [folder, programs]) await rm(one, { recursive: true });
  }
}

function bash(
  argv: readonly string[],
  options: { readonly cwd: string; readonly env: Record<string, string> },
) {
  return new Promise<Pick<ScriptRun, 'code' | 'out' | 'err'>>((resolve) => {
    execFile('bash', [...argv], options, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err }),
    );
  });
}

async function answer(bench: Bench, sent: string[], request: IncomingMessage, response: ServerResponse) {
  const text = await textOf(request);
  if (request.url === '/sleep') {
    await bench.clock.sleep(Number(text) * 1000);
    response.end();
    return;
  }
  const { method, url, headers, body, resource } = JSON.parse(text) as Asked;
  if (!url.startsWith(resource)) throw new Error(`A token for ${resource} would go to ${url}.`);
  const token = await bench.graph.access.token();
  const asked = new Request(url, { method, body, headers: { ...headers, Authorization: `Bearer ${token}` } });
  const answered = await bench.tenant.transport(asked);
  if (method !== 'GET' && answered.ok) sent.push(lineOf({ method, url, headers, body }));
  response.writeHead(answered.status).end(await answered.text());
}

/** A request as one line, with everything that Microsoft Graph acts on. */
export function lineOf(request: Pick<Asked, 'method' | 'url' | 'headers' | 'body'>): string {
  const { method, url, headers, body } = request;
  return [method, decodeURIComponent(url), headers.Prefer ?? '', body ?? ''].join(' | ');
}

async function textOf(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

async function filesIn(folder: string): Promise<ScriptRun['files']> {
  const names = await readdir(folder);
  const entries = await Promise.all(
    names.map(async (name) => {
      const { mode } = await stat(join(folder, name));
      const text = await readFile(join(folder, name), 'utf8');
      return [name, { mode: (mode & 0o777).toString(8), text }] as const;
    }),
  );
  return Object.fromEntries(entries);
}
