import type { Agent } from 'node:http';
import { HttpsProxyAgent } from 'https-proxy-agent';
import type { HttpProxy } from './proxy-settings.ts';

/**
 * Tunnels through a proxy. Node reads HTTPS_PROXY itself only since version 24. undici's agent would add 99 kB to the package;
 * this one is there already, as a dependency of the Azure SDK.
 */
export function proxyAgent({ url, authorization }: HttpProxy): Agent {
  return new HttpsProxyAgent(url, {
    keepAlive: true,
    ...(authorization === null ? {} : { headers: { 'Proxy-Authorization': authorization } }),
  });
}
