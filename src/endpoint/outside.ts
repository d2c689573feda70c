import type { Ports } from '../ports.ts';

/** What asking an endpoint needs of the outside. */
export type EndpointOutside = Pick<Ports, 'transport' | 'interrupt'>;
