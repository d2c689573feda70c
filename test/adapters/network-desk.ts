import type { AddressInfo, Server } from 'node:net';

const opened: Server[] = [];

export async function open<Opened extends Server>(server: Opened): Promise<number> {
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Closes what a test opened; both files do so after each. */
export function closeServers(): void {
  for (const server of opened.splice(0)) server.close();
}
