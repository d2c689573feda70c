import { ANSWERS } from '../../../core/answers.ts';
import { mcpClientProblem } from '../../../core/validation/mcp-clients.ts';
import { isMcpClient, MCP_CLIENTS } from '../../../mcp-clients/clients.ts';
import type { ClientRow } from '../../../mcp-clients/row.ts';
import type { Choice } from '../../../ports.ts';
import type { Step } from '../step.ts';

/** Asks for MCP clients by name; their redirect URIs are looked up. */
export const clientsStep: Step = {
  name: 'clients',
  title: 'MCP clients',
  section: 'clients',
  asked: 'always',
  needs: [],
  recheck: () => null,
  say: ({ clients }) => (clients ? clients.map(titleOf).join(', ') || 'none' : null),
  ask: (answers) => ({
    kind: 'checkbox',
    screen: ['Their redirect URIs are registered.'],
    message: 'Which MCP clients do people use?',
    help: `${ANSWERS.clients.why} Where one has its own redirect URI, the next screen says where that is found. One that signs in with a client secret cannot be chosen: MCP Client App is public and holds none.`,
    choices: [NONE, ...MCP_CLIENTS.map(choiceOf)],
    initial: answers.clients?.length ? answers.clients : [NONE.value],
    check: () => null,
    take: (ticked) => ({ ...answers, clients: ticked.filter((name) => name !== NONE.value) }),
  }),
};

const NONE = {
  value: 'none',
  label: 'None of these',
  hint: 'or not known yet',
  alone: true,
} as const;

function titleOf(name: string): string {
  return MCP_CLIENTS.find((one) => one.name === name)?.title ?? name;
}

function choiceOf({ name, title, ownAddress }: ClientRow): Choice<string> {
  const problem = isMcpClient(name) ? mcpClientProblem(name) : null;
  if (problem !== null) return { value: name, label: title, disabled: 'signs in with a client secret' };
  if (ownAddress === null) return { value: name, label: title };
  // Where to find it is said with the table, where the client was ticked.
  return { value: name, label: title, hint: 'has its own redirect URI' };
}
