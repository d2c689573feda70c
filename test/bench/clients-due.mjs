// Lists the rows of the table of MCP clients that have to be looked at again: `npm run clients:due`, or for another
// day `npm run clients:due -- 2027-03-01`. Exits with 1 where there are any.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const day = process.argv[2] ?? new Date().toISOString().slice(0, 10);
const { outputFiles } = await build({
  entryPoints: [path.join(here, '../../src/mcp-clients/clients.ts')],
  bundle: true,
  write: false,
  platform: 'node',
  format: 'esm',
});
const { clientsDue, MCP_CLIENTS } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`
);
const due = clientsDue(day);
for (const { name, lookedUp, lookAgain, sources } of due) {
  console.log(`${name}: looked up ${lookedUp}, due ${lookAgain}\n  ${sources.join('\n  ')}`);
}
console.log(`${due.length} of ${MCP_CLIENTS.length} rows are due on ${day}.`);
process.exitCode = due.length > 0 ? 1 : 0;
