import type { Transport } from '../ports.ts';
import { type McpPlace, type PracticeTenant, placeOf } from '../practice-tenant/index.ts';
import { type LoopbackService, sentTo, serveOnLoopback } from './loopback-service.ts';

interface Running extends McpPlace {
  readonly service: LoopbackService;
}

/**
 * The practice tenant whose MCP server listens on a free port of this machine while a command needs it, and a transport that
 * sends requests to its host, and to the gateway's, there over the real network stack, as a reverse proxy would.
 */
export function withMcpServerOnLoopback(
  tenant: PracticeTenant,
  network: Transport,
): { readonly practice: PracticeTenant; readonly transport: Transport } {
  const running: Running[] = [];
  const startMcpServer: PracticeTenant['startMcpServer'] = async (place) => {
    const inside = await tenant.startMcpServer(place);
    const isMine = (url: string) => placeOf([place], new URL(url)) !== null;
    const service = await serveOnLoopback(async (request) =>
      isMine(request.url) ? tenant.transport(request) : new Response(null, { status: 421 }),
    );
    const mine: Running = { ...place, service };
    running.push(mine);
    return {
      stop: async () => {
        running.splice(running.indexOf(mine), 1);
        await service.stop();
        await inside.stop();
      },
    };
  };
  const transport: Transport = async (request, limits) => {
    const place = placeOf(running, new URL(request.url));
    return place === null ? tenant.transport(request) : network(await sentTo(place.service, request), limits);
  };
  return { practice: { ...tenant, startMcpServer }, transport };
}
