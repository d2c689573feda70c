import { DeviceCodeCredential } from '@azure/identity';
import * as z from 'zod';
import { AZURE_CLI_APP_ID } from '../../core/ids.ts';
import type { Clock, Transport } from '../../ports.ts';
import { transportAsHttpClient } from '../http-client.ts';
import { ANY_ORGANISATION, type OpenCredential, overSdk, type SignInPorts } from './method.ts';

/** RFC 8628 §3.5: slow down means five seconds more between polls. */
const SLOW_DOWN_BY = 5_000;

/** The callback gets MSAL's whole answer, of which the SDK's type shows three members. */
const prompt = z.object({
  userCode: z.string().min(1),
  verificationUri: z.string().min(1),
  message: z.string(),
  expiresIn: z.number(),
});

/** Signs in with a code that the person enters in any browser. Nothing is printed here. */
export const openDeviceCode: OpenCredential = async ({ clientId, tenant, sdk, transport, ports }) =>
  overSdk(
    new DeviceCodeCredential({
      ...sdk,
      httpClient: transportAsHttpClient(slowingDown(transport, ports.clock)),
      tenantId: tenant ?? ANY_ORGANISATION,
      clientId: clientId ?? AZURE_CLI_APP_ID,
      userPromptCallback: (shown) => show(shown, ports),
    }),
  );

/** MSAL asks for a code without looking at the answer's status: a refusal arrives here as a prompt without a code. */
function show(shown: unknown, { clock, onDeviceCode }: SignInPorts): void {
  const parsed = prompt.safeParse(shown);
  if (!parsed.success) throw new Error('The token service gave no device code.');
  const { expiresIn, ...rest } = parsed.data;
  onDeviceCode({ ...rest, expiresAt: new Date(clock.now().getTime() + expiresIn * 1000).toISOString() });
}

/** MSAL for Node gives up on `slow_down`; it gets the plain "pending" after the pause instead. */
function slowingDown(transport: Transport, clock: Clock): Transport {
  return async (request) => {
    const response = await transport(request);
    if (response.status !== 400 || !(await response.clone().text()).includes('"slow_down"')) return response;
    await clock.sleep(SLOW_DOWN_BY, request.signal);
    return Response.json({ error: 'authorization_pending' }, { status: 400 });
  };
}
