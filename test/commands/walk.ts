import type { Report } from '../../src/core/report.ts';
import { type Desk, setUpDesk } from '../support/desk.ts';

export const TEST = 'test --practice --json';
export const CERTIFICATE = '--credential certificate --create-certificate';

export const hopsOf = ({ hops = [] }: Report) => hops.map(({ id, status }) => `${id} ${status}`);

export async function walked(fault: string, more = '', desk?: Desk) {
  const bench = desk ?? (await setUpDesk(fault === 'thumbprint-mismatch' ? CERTIFICATE : ''));
  // `practice break` also puts the id of the secret into .env where that is the fault.
  await bench.run(`practice break ${fault} --practice`);
  return bench.run(`${TEST} ${more}`.trim());
}
