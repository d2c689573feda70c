// Preloaded into the executable by the tests: sends what is meant for Microsoft's hosts, the MCP server's and the gateway's to a server on this machine.
// Names, certificates and everything above the socket stay as they are.
import { Socket } from 'node:net';

const HOSTS = ['login.microsoftonline.com', 'graph.microsoft.com', 'mcp.contoso.com', 'auth.contoso.com'];
const port = Number(process.env.LOOPBACK_PORT);
const { connect } = Socket.prototype;

Socket.prototype.connect = function toLoopback(...argv) {
  const [first] = argv;
  // Node's own callers hand over [options, callback] as one array.
  const options = Array.isArray(first) ? first[0] : first;
  if (HOSTS.includes(options?.host)) Object.assign(options, { host: '127.0.0.1', port });
  else if (typeof options?.host === 'string') throw new Error(`Nobody should connect to ${options.host}.`);
  return connect.apply(this, argv);
};
