import { DeviceCodeCredential } from '@azure/identity';
import * as z from 'zod';
import { AZURE_CLI_APP_ID } from '../../core/ids.ts';
import type { Clock, Transport } from '../../ports.ts';
import { transportAsHttpClient } from '../http-client.ts';
import { ANY_ORGANISATION, fromSdk, type OpenCredential, type SignInPorts } from './method.ts';

/** After `slow_down` polls are five seconds further apart (RFC 8628 §3.5). */
const SLOW_DOWN_BY_MS = 5_000;

/** What MSAL passes to the callback; the SDK's type has only three of the members. */
const prompt = z.object({
  userCode: z.string().min(1),
  verificationUri: z.string().min(1),
  message: z.string(),
  expiresIn: z.number(),
});

/** Signs in with a code that the person enters in any browser. Nothing is printed here. */
export const openDeviceCode: OpenCredential = async ({ clientId, tenant, sdk, transport, ports }) =>
  fromSdk(
    new DeviceCodeCredential({
      ...sdk,
      httpClient: transportAsHttpClient(obeyingSlowDown(transport, ports.clock)),
      tenantId: tenant ?? ANY_ORGANISATION,
      clientId: clientId ?? AZURE_CLI_APP_ID,
      userPromptCallback: (shown) => show(shown, ports),
    }),
  );

/** MSAL does not look at the status of the reply, so a refusal arrives here as a prompt without a code. */
function show(shown: unknown, { clock, onDeviceCode }: SignInPorts): void {
  const parsed = prompt.safeParse(shown);
  if (!parsed.success) throw new Error('The token service gave no device code.');
  const { expiresIn, ...rest } = parsed.data;
  onDeviceCode({ ...rest, expiresAt: new Date(clock.now().getTime() + expiresIn * 1000).toISOString() });
}

/** MSAL for Node fails on `slow_down`, so this waits and gives it `authorization_pending` instead. */
function obeyingSlowDown(transport: Transport, clock: Clock): Transport {
  return async (request) => {
    const response = await transport(request);
    if (response.status !== 400 || !(await response.clone().text()).includes('"slow_down"')) return response;
    await clock.sleep(SLOW_DOWN_BY_MS, request.signal);
    return Response.json({ error: 'authorization_pending' }, { status: 400 });
  };
}
