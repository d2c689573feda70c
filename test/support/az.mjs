/**
 * Stands in for the Azure CLI as far as the scripts use it: `az rest` speaks to the Graph on loopback that AZ_GRAPH names,
 * and `sleep` moves its clock. Prints what the real one prints: nothing where the answer has no body, and errors to stderr.
 */
const [program, ...argv] = process.argv.slice(2);
const base = process.env.AZ_GRAPH;

/** The words after an option, up to the next one. */
function valuesOf(option) {
  const start = argv.indexOf(option);
  if (start < 0) return [];
  const rest = argv.slice(start + 1);
  const end = rest.findIndex((word) => word.startsWith('--'));
  return end < 0 ? rest : rest.slice(0, end);
}

async function rest() {
  const [method] = valuesOf('--method');
  const [url] = valuesOf('--url');
  const [body] = valuesOf('--body');
  const headers = Object.fromEntries(
    valuesOf('--headers').map((pair) => [
      pair.slice(0, pair.indexOf('=')),
      pair.slice(pair.indexOf('=') + 1),
    ]),
  );
  const response = await fetch(`${base}/graph`, {
    method: 'POST',
    body: JSON.stringify({ method, url, headers, body: body ?? null, resource: valuesOf('--resource')[0] }),
  });
  const text = await response.text();
  if (!response.ok) {
    process.stderr.write(`ERROR: ${text}\n`);
    process.exit(1);
  }
  const [query] = valuesOf('--query');
  const [output] = valuesOf('--output');
  if (text === '' || output === 'none') return;
  const answer = JSON.parse(text);
  process.stdout.write(`${query === undefined ? JSON.stringify(answer) : (answer[query] ?? '')}\n`);
}

if (program === 'sleep') await fetch(`${base}/sleep`, { method: 'POST', body: argv[0] });
else if (argv[0] === 'rest') await rest();
else if (argv[0] !== 'login' && argv[0] !== 'cloud') {
  process.stderr.write(`ERROR: 'az ${argv.join(' ')}' is not known here.\n`);
  process.exit(2);
}
