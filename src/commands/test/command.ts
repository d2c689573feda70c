import { SETUP_ANSWERS } from '../run/answer-groups.ts';
import { describeCommand, type FlagsOf } from '../run/command.ts';
import { READS } from '../run/common-options.ts';
import { maybeText, oneOf, onOff, text } from '../run/option.ts';
import { SERVER_CREDENTIAL } from '../run/shared-options.ts';

const OPTIONS = {
  userAuth: oneOf('--user-auth <method>', 'how the user signs in', ['browser', 'device-code']),
  clients: maybeText(
    '--clients [a,b]',
    'ask, without any sign-in, whether the sign-in of each MCP client would start',
  ),
  endpoint: onOff('--endpoint', 'also walk the discovery before and the MCP server after'),
  tool: text('--tool <name>', 'with --endpoint: call this read-only tool of the MCP server'),
  secondUser: onOff('--second-user', 'sign a second user in and compare what both see'),
  ...SERVER_CREDENTIAL,
} as const;

export type TestFlags = FlagsOf<typeof OPTIONS>;

export const testCommand = describeCommand({
  name: 'test',
  operands: '',
  summary: 'walk the chain with real tokens and name the first hop that fails',
  answers: SETUP_ANSWERS,
  reads: [...READS.blueprint, 'input', 'accessible', 'timeout', 'maxWait', ...READS.report],
  result: 'report',
  options: OPTIONS,
  examples: [
    { line: 'entra-mcp-setup test', does: 'sign a user in, exchange the token, call Graph as the user' },
    { line: 'entra-mcp-setup test --endpoint', does: 'the whole way, from discovery to the MCP server' },
    {
      line: 'entra-mcp-setup test --clients vscode,cursor',
      does: 'no sign-in: would that of these MCP clients start',
    },
  ],
  load: async () => (await import('./test.ts')).testChain,
});
