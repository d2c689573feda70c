import { ANSWERS } from '../../../core/answers.ts';
import { mcpClientProblem } from '../../../core/validation/mcp-clients.ts';
import { isMcpClient, MCP_CLIENTS } from '../../../mcp-clients/clients.ts';
import type { ClientRow } from '../../../mcp-clients/row.ts';
import type { Choice } from '../../../ports.ts';
import type { Step } from '../step.ts';

/** Asked by the names that people know; which addresses follow is looked up. */
export const clientsStep: Step = {
  name: 'clients',
  title: 'MCP clients',
  section: 'redirects',
  asked: 'always',
  offers: () => true,
  needs: [],
  recheck: () => null,
  say: ({ clients }) => (clients ? clients.map(titleOf).join(', ') || 'none' : null),
  ask: (answers) => ({
    kind: 'checkbox',
    screen: ['The redirect URIs that they send are registered, beside those that the guide names.'],
    message: 'Which MCP clients do people use?',
    help: ANSWERS.clients.why,
    choices: MCP_CLIENTS.map(choiceOf),
    initial: answers.clients ?? [],
    check: () => null,
    take: (clients) => ({ ...answers, clients }),
  }),
};

function titleOf(name: string): string {
  return MCP_CLIENTS.find((one) => one.name === name)?.title ?? name;
}

function choiceOf({ name, title, ownAddress }: ClientRow): Choice<string> {
  const problem = isMcpClient(name) ? mcpClientProblem(name) : null;
  if (problem !== null) return { value: name, label: title, disabled: 'signs in with a client secret' };
  if (ownAddress === null) return { value: name, label: title };
  return { value: name, label: title, hint: `add its address under Redirect URIs: ${ownAddress}` };
}
