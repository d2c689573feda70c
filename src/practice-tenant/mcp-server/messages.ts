import type { JWTPayload } from 'jose';
import { isObject, isText, jsonValueOf } from '../json.ts';
import type { PracticeState } from '../state.ts';

type Answer =
  | { readonly result: object }
  | { readonly error: { readonly code: number; readonly message: string } };

const LIST_FILES = {
  name: 'list_files',
  description: 'Names of the files in the drive of the signed-in user.',
  inputSchema: { type: 'object', properties: {} },
  annotations: { readOnlyHint: true },
};

/** Answers one JSON-RPC message; null for a notification. */
function answerTo(message: object, state: PracticeState, claims: JWTPayload): Answer | null {
  const parameters: unknown = Reflect.get(message, 'params');
  const given = (name: string): unknown => (isObject(parameters) ? Reflect.get(parameters, name) : undefined);
  switch (Reflect.get(message, 'method')) {
    case 'initialize':
      return { result: introduction(given('protocolVersion')) };
    case 'ping':
      return { result: {} };
    case 'tools/list':
      return { result: { tools: [LIST_FILES] } };
    case 'tools/call':
      return given('name') === LIST_FILES.name
        ? { result: { content: [{ type: 'text', text: filesOf(state, claims).join('\n') }] } }
        : { error: { code: -32602, message: `There is no tool ${String(given('name'))}.` } };
    default:
      return Reflect.has(message, 'id') ? { error: { code: -32601, message: 'Method not found' } } : null;
  }
}

function introduction(protocolVersion: unknown): object {
  return {
    protocolVersion: isText(protocolVersion) ? protocolVersion : '2025-11-25',
    capabilities: { tools: {} },
    serverInfo: { name: 'practice-mcp-server', version: '1.0.0' },
  };
}

function filesOf({ users }: PracticeState, { oid }: JWTPayload): readonly string[] {
  return users.find(({ id }) => id === oid)?.files ?? [];
}

/** The Streamable HTTP transport without sessions: one message in, one JSON answer out. */
export function answerMessage(text: string, state: PracticeState, claims: JWTPayload): Response {
  const message = jsonValueOf(text);
  if (!isObject(message)) {
    const error = { code: -32700, message: 'Parse error' };
    return Response.json({ jsonrpc: '2.0', id: null, error }, { status: 400 });
  }
  const answer = answerTo(message, state, claims);
  if (answer === null) return new Response(null, { status: 202 });
  return Response.json({ jsonrpc: '2.0', id: Reflect.get(message, 'id') ?? null, ...answer });
}
