import type { INetworkModule, NetworkRequestOptions } from '@azure/msal-node';
import type { Transport } from '../ports.ts';

/** Our transport as MSAL's network client, for the sign-in by browser, which uses MSAL directly. */
export function transportAsNetworkModule(transport: Transport): INetworkModule {
  return {
    sendGetRequestAsync: (url, options) => exchange(transport, 'GET', url, options),
    sendPostRequestAsync: (url, options) => exchange(transport, 'POST', url, options),
  };
}

async function exchange<Body>(
  transport: Transport,
  method: 'GET' | 'POST',
  url: string,
  options: NetworkRequestOptions | undefined,
) {
  const { headers = {}, body = null } = options ?? {};
  const response = await transport(
    new Request(url, { method, headers, body: method === 'POST' ? body : null, redirect: 'manual' }),
  );
  const replied: Body = JSON.parse(await response.text());
  return { status: response.status, headers: Object.fromEntries(response.headers), body: replied };
}
