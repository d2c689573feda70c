import type { Cloud } from '../core/cloud.ts';

/** A tenant, and the configuration files that name it. */
export interface WorkflowTenant {
  readonly tenant: string;
  readonly cloud: Cloud;
  readonly configs: readonly string[];
}

/** Jobs that sign in to one tenant. */
export interface TenantJobs {
  /** Names it in ids and files: `1`, `2`, … */
  readonly number: number;
  /** Empty where the configurations name it, and where none could be read. */
  readonly tenant: string;
  readonly cloud: Cloud | undefined;
  /** The variable with the client id for this tenant alone; the one for all stands in where it is not set. */
  readonly clientVariable: string;
  /** The service connection of Azure DevOps for this tenant. */
  readonly connection: string;
  readonly configs: readonly string[];
}

/**
 * The jobs for the configurations: one for all, or one or more for each tenant where several are known. Then the files are
 * divided here and not by `--shard`, which divides one run, while each tenant is a run of its own.
 */
export function jobsOf(
  configs: readonly string[],
  tenants: readonly WorkflowTenant[],
  shards: number,
): readonly TenantJobs[] {
  const forAll = { clientVariable: 'AZURE_CLIENT_ID', connection: 'entra-verify' };
  if (tenants.filter(({ tenant }) => tenant !== '').length < 2) {
    return [{ number: 1, tenant: '', cloud: tenants[0]?.cloud, configs, ...forAll }];
  }
  const names = tenants.map(({ tenant }) => tenant.replace(/[^0-9a-z]+/gi, '_').toUpperCase());
  const jobs = tenants.flatMap((one, index) => {
    const name = names[index] ?? '';
    // Two tenants may have the same name once other characters are replaced; the second gets a number.
    const twin = names.indexOf(name) < index ? `_${index + 1}` : '';
    const own = {
      clientVariable: `AZURE_CLIENT_ID_${name}${twin}`,
      connection: `entra-verify-${one.tenant}`,
    };
    return divided(one.configs, shards).map((part) => ({
      ...one,
      ...(name === '' ? forAll : own),
      configs: part,
    }));
  });
  return jobs.map((job, index) => ({ ...job, number: index + 1 }));
}

function divided(configs: readonly string[], shards: number): readonly (readonly string[])[] {
  const parts = Math.min(shards, configs.length);
  return Array.from({ length: parts }, (_, part) =>
    configs.filter((_config, index) => index % parts === part),
  );
}
