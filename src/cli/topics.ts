import { ANSWER_NAMES, ANSWERS } from '../core/answers.ts';
import { FORMAT_USES } from '../report/formats.ts';

const EXIT_CODE_TOPIC = `Exit codes

  0    done, and everything required holds
  1    findings: a required check failed, a hop failed, a diagnosis found a cause
  2    usage, configuration, a missing answer, a damaged or newer file
  3    inconclusive: a required check could not be judged; never a pass
  4    not signed in, sign-in blocked, wrong tenant
  5    signed in, but a role, permission or policy stands in the way
  6    stopped half way; what was done is listed, running again continues
  7    unavailable: network, or throttled past the limit; safe to retry
  70   a bug in entra-mcp-setup
  130  interrupted (143 when terminated)

plan --detailed-exitcode: 0 nothing to do, 2 changes, 1 any error.
--fail-on error|warning|never moves the line between 0 and 1 only.
`;

const PERMISSIONS_TOPIC = `Permissions

Setting up (setup, apply, rotate, remove). Signing in as a person borrows the public client Microsoft Azure CLI (04b07795-8ddb-461a-bbee-02f9e1bf7b46), whose token carries what is needed. The account needs one of the roles:
  Application Developer                creates both apps and their credentials
  Cloud Application Administrator      the same, and grants consent for the whole tenant
  Application Administrator            the same
  Global Administrator                 the same
  Privileged Role Administrator        grants consent; creates no apps
With a client of your own (--sign-in-client): Application.ReadWrite.All and DelegatedPermissionGrant.ReadWrite.All (delegated).

Verifying (verify, show, plan, diagnose) only reads:
  Application.Read.All    app registrations, service principals, owners, federated credentials
  Directory.Read.All      consent grants and the organization
  Policy.Read.All         the app management policy, optional: without it policies are met on the way; Conditional Access for diagnose --user
  AuditLog.Read.All       the sign-in log, for diagnose --sign-ins and --user; needs Entra ID P1 or P2
  User.Read.All           the account, for diagnose --user
  GroupMember.Read.All    its groups, for diagnose --user
  Files.Read.All          its OneDrive, for diagnose --user
What cannot be read is reported as UNKNOWN with the permission that would show it, and exits with 3 when a required check rests on it.
`;

const CI_TOPIC = `Continuous integration

  entra-mcp-setup verify --no-input --report sarif=entra.sarif --report junit=entra.xml

Signs in with the first of these that the environment offers, or with what --auth names:
  environment         AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET or AZURE_CLIENT_CERTIFICATE_PATH
  workload-identity   AZURE_FEDERATED_TOKEN_FILE with AZURE_CLIENT_ID and AZURE_TENANT_ID
  github-oidc         permissions: id-token: write, with AZURE_CLIENT_ID and AZURE_TENANT_ID; no secret
  managed-identity    on Azure hosts
  azure-cli           after az login
Application permissions for the app that signs in: Application.Read.All and Directory.Read.All.

Many configurations: verify 'envs/*.yaml', or a folder; one sign-in a tenant. --shard 1/4 takes a part, whole tenants where there are enough, merged by report. What several have in common is said once.
Of several configurations the run ends with 1 where any has findings, else with the first of 2, 4, 5, 7, 3 that occurs, else 0. --deadline 10m ends it in time: what is not judged by then is unknown (3; 1 where a finding is known).
The CI file, with versions pinned (--platform also takes gitlab and azure-devops):
  entra-mcp-setup workflow 'envs/*.yaml' --shards 4
Many tenants: one multi-tenant app that an administrator of each has consented to (AZURE_CLIENT_ID for all), or an app in each; workflow takes their ids from AZURE_CLIENT_ID_<TENANT>. GDAP roles go to groups of the partner's tenant and are not documented to reach a job: it needs one of the two.
Drift: plan 'envs/*.yaml' --detailed-exitcode on a schedule, for one configuration or many.
What the MCP server's address tells MCP clients: verify --endpoint, where the job can reach it.
`;

function formatsTopic(): string {
  const rows = Object.entries(FORMAT_USES).map(([name, use]) => `  ${name.padEnd(12)} ${use}`);
  return `Formats

${rows.join('\n')}

--format chooses what is printed, --report FORMAT=PATH writes further files, report FILE… --format F converts later.
The schema of json: entra-mcp-setup schema result
`;
}

const OTHER_VARIABLES: readonly (readonly [string, string])[] = [
  ['AZURE_*', 'signing in without a person, see help ci'],
  ['HTTPS_PROXY, HTTP_PROXY, NO_PROXY', 'the proxy for every request'],
  ['NODE_EXTRA_CA_CERTS', 'further certificate authorities, as Node reads them'],
  ['NO_COLOR, FORCE_COLOR, TERM', 'what the terminal shows'],
  ['CI', 'no questions, no animation'],
  ['ENTRA_MCP_SETUP_CONFIG', 'same as --config'],
  ['ENTRA_MCP_SETUP_AUTH', 'same as --auth'],
  ['ENTRA_MCP_SETUP_ENV_FILE', 'same as --env-file, for a file of somebody else: Node does not read it'],
  ['ENTRA_MCP_SETUP_NO_INPUT', 'same as --no-input'],
  ['ENTRA_MCP_SETUP_ACCESSIBLE', 'same as --accessible'],
  ['ENTRA_MCP_SETUP_DEBUG', 'same as --debug'],
  ['ENTRA_MCP_SETUP_PRACTICE_FILE', 'where the practice tenant is kept (default: .entra-mcp-practice.json)'],
];

function environmentTopic(): string {
  const answers = ANSWER_NAMES.map((name) => [ANSWERS[name].variable, ANSWERS[name].summary] as const);
  const rows = [...answers, ...OTHER_VARIABLES].map(([name, summary]) => `  ${name.padEnd(36)} ${summary}`);
  return `Environment variables\n\nA flag wins over a variable, a variable over the configuration file.\n\n${rows.join('\n')}\n`;
}

/** Topics of `help <topic>`. */
export const HELP_TOPICS: Readonly<Record<string, () => string>> = {
  'exit-codes': () => EXIT_CODE_TOPIC,
  environment: environmentTopic,
  permissions: () => PERMISSIONS_TOPIC,
  ci: () => CI_TOPIC,
  formats: formatsTopic,
};
