import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { describe, inject } from 'vitest';
import { resultSchema } from '../../src/report/result-schema.ts';
import { test } from './journey.ts';

describe('an AI assistant that starts the executable', () => {
  test('verifies, and is told of a fault with the command that mends it', async ({ ready, expect }) => {
    await ready.breaks('wrong-scope');
    const client = new Client({ name: 'assistant', version: '1' });
    const transport = new StdioClientTransport({
      command: inject('packed').executable,
      args: ['mcp', '--practice'],
      cwd: ready.folder,
      stderr: 'pipe',
    });
    await client.connect(transport);
    const { structuredContent, content } = await client.callTool({ name: 'verify', arguments: {} });
    await client.close();
    const { exitCode, checks = [] } = resultSchema.parse(structuredContent);
    const failed = checks.filter(({ status }) => status === 'fail').map(({ id }) => id);
    expect([exitCode, failed]).toEqual([1, expect.arrayContaining(['server-api.scope'])]);
    expect(JSON.stringify(content)).toContain('entra-mcp-setup apply');
  });

  test('says nothing but the protocol, and ends with its client', async ({ ready, expect }) => {
    const hello = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
    });
    const { code, out, err } = await ready.shell(`printf '%s\\n' '${hello}' | "$TOOL" mcp --practice`);
    expect([code, err]).toEqual([0, '']);
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).id),
    ).toEqual([1]);
  });
});
