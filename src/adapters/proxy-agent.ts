import type { Agent } from 'node:http';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { HttpProxy } from './proxy-settings.ts';

/**
 * Tunnels through a proxy. Node learned to read HTTPS_PROXY itself only with Node 24, and undici's agent for it weighs
 * 99 kB in the package where this agent, which the SDK brings along, weighs none.
 */
export function proxyAgent({ url, authorization }: HttpProxy): Agent {
  return new HttpsProxyAgent(url, {
    keepAlive: true,
    ...(authorization === null ? {} : { headers: { 'Proxy-Authorization': authorization } }),
  });
}
