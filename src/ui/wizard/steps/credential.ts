import { ANSWERS } from '../../../core/answers.ts';
import { DEFAULT_SECRET_MONTHS, type WantedCredential } from '../../../core/blueprint.ts';
import { dayOf, daysWords } from '../../../core/days.ts';
import type { AppManagementPolicy } from '../../../core/tenant.ts';
import { facetOf } from '../../../core/tenant.ts';
import type { WizardAnswers } from '../answers.ts';
import type { Facts } from '../facts.ts';
import { type Block, type Step, textStep } from '../step.ts';

type Kind = WantedCredential['kind'];

/** Days that a month is counted as: the most that one has, so that a lifetime in months never exceeds the policy's days. */
const DAYS_PER_MONTH = 31;

export const credentialStep: Step = {
  name: 'credential',
  title: 'Credential',
  section: 'credential',
  asked: 'always',
  offers: () => true,
  needs: ['tenant'],
  recheck: (answers, facts) =>
    answers.credential === 'secret' && areSecretsForbidden(answers, facts)
      ? 'The app management policy of this tenant forbids client secrets.'
      : null,
  say: ({ credential }) => (credential ? KIND_WORDS[credential] : null),
  ask: (answers, facts) => {
    const forbidden = areSecretsForbidden(answers, facts);
    return {
      kind: 'select',
      screen: [
        'MCP Server API proves itself with it when it exchanges the user\u2019s token for one for Microsoft Graph.',
        ...(['secret', 'certificate'] as const).flatMap((kind) => existingCredential(kind, facts) ?? []),
        // After a refusal the policy is known without having been read.
        ...(answers.secretsRefused && !policyOf(facts) ? [] : policyScreen(facts)),
      ],
      message: 'How does the server prove itself?',
      help: `${ANSWERS.credential.why} A secret is a password in a file: whoever reads it can act as the server until it expires, and somebody has to renew it in time. With a federated credential the platform that runs the server vouches for it, so there is nothing to steal, to renew or to forget.`,
      choices: [
        {
          value: 'federated',
          label: KIND_WORDS.federated,
          hint: 'nothing to store; for servers on Azure, Kubernetes, GitHub',
        },
        {
          value: 'certificate',
          label: KIND_WORDS.certificate,
          hint: keeps('certificate', facts) ?? 'the private key stays in a file on this machine',
        },
        secretChoice(forbidden, keeps('secret', facts)),
      ],
      initial: suggestedKind(answers, forbidden),
      take: (value) => ({ ...answers, credential: value as Kind }),
    };
  },
};

function suggestedKind({ credential }: WizardAnswers, forbidden: boolean): Kind {
  const suggested = forbidden ? 'certificate' : 'secret';
  return credential === undefined || (forbidden && credential === 'secret') ? suggested : credential;
}

const KIND_WORDS: Readonly<Record<Kind, string>> = {
  federated: 'Federated credential',
  certificate: 'Certificate',
  secret: 'Client secret',
};

/** The last day of what the app holds of a kind, or null where nothing is valid: then a new one is made. */
function heldUntil(kind: Kind, { tenant, surroundings }: Facts): string | null {
  const app = tenant && facetOf(tenant, 'serverApplication');
  const held = kind === 'secret' ? app?.passwordCredentials : app?.keyCredentials;
  const ends = (kind === 'federated' ? [] : (held ?? [])).map(({ endDateTime }) => endDateTime);
  const last = ends.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
  return last !== undefined && Date.parse(last) > surroundings.now.getTime() ? dayOf(last) : null;
}

function keeps(kind: Kind, facts: Facts): string | null {
  const until = heldUntil(kind, facts);
  return until && `keeps the one it has, valid until ${until}`;
}

/** The sentence that no credential will be made, since the app holds one of the kind; null where one will be. */
export function existingCredential(kind: Kind | undefined, facts: Facts): string | null {
  const until = kind && heldUntil(kind, facts);
  if (!until) return null;
  const value = kind === 'secret' ? 'value' : 'private key';
  return `MCP Server API already has a ${KIND_WORDS[kind].toLowerCase()}, valid until ${until}, so no other one is created. Its ${value} cannot be read from Entra: keep it if the server has it, or make a new one afterwards with \`entra-mcp-setup rotate\`.`;
}

/** Whether a policy forbids new secrets; one that exists goes on working. */
function areSecretsForbidden({ secretsRefused = false }: WizardAnswers, facts: Facts): boolean {
  const isForbidden = secretsRefused || policyOf(facts)?.secretsForbidden === true;
  return isForbidden && heldUntil('secret', facts) === null;
}

function secretChoice(forbidden: boolean, kept: string | null) {
  const choice = { value: 'secret', label: KIND_WORDS.secret };
  if (forbidden) return { ...choice, disabled: 'a policy of this tenant forbids secrets' };
  return { ...choice, hint: kept ?? 'simplest; expires and must be renewed in time' };
}

/** The tenant's policy in sentences, also when it could not be read. */
function policyScreen(facts: Facts): readonly Block[] {
  const policy = policyOf(facts);
  if (!policy) return [unreadPolicy(facts)];
  const sentences = [
    policy.secretsForbidden ? 'it forbids client secrets' : null,
    policy.maxSecretDays !== null ? `a secret may live ${daysWords(policy.maxSecretDays)}` : null,
    policy.maxCertificateDays !== null
      ? `a certificate may live ${daysWords(policy.maxCertificateDays)}`
      : null,
  ].filter(Boolean);
  if (sentences.length === 0)
    return ['The app management policy of the tenant restricts neither secrets nor certificates.'];
  return [`The app management policy of the tenant: ${sentences.join('; ')}.`];
}

/**
 * The sentence that the policy could not be read: only a client of one's own can have that permission (facts: graph.md §4.6).
 */
function unreadPolicy({ tenant, surroundings: { signInClient } }: Facts): string {
  const says =
    'The app management policy of the tenant could not be read, so what it forbids shows only when the plan is applied.';
  const reading = tenant?.appManagementPolicy;
  if (reading?.state !== 'unreadable' || reading.permission === null) return says;
  const why = `This sign-in, through ${signInClient.name}, may not read it.`;
  return `${says} ${why} To know it before, start with --sign-in-client and an app of yours that has ${reading.permission}.`;
}

function policyOf({ tenant }: Facts): AppManagementPolicy | null {
  return tenant && facetOf(tenant, 'appManagementPolicy');
}

export const secretMonthsStep: Step = textStep('secretMonths', {
  title: 'Life of the secret',
  section: 'credential',
  needs: ['tenant'],
  message: 'How many months is the secret valid?',
  applies: ({ credential }, facts) => credential === 'secret' && heldUntil('secret', facts) === null,
  offers: () => true,
  initial: (_answers, facts) => String(suggestedMonths(facts)),
  screen: (_answers, facts) => {
    const days = policyOf(facts)?.maxSecretDays ?? null;
    return days === null
      ? [
          'The guide recommends 24 months. A shorter life limits the damage of a leak; `entra-mcp-setup rotate` renews it.',
        ]
      : [`The policy of this tenant allows ${daysWords(days)}; a longer life is shortened to that.`];
  },
});

function suggestedMonths(facts: Facts): number {
  const days = policyOf(facts)?.maxSecretDays ?? null;
  if (days === null) return DEFAULT_SECRET_MONTHS;
  return Math.min(DEFAULT_SECRET_MONTHS, Math.max(1, Math.floor(days / DAYS_PER_MONTH)));
}

export const createCertificateStep: Step = {
  name: 'createCertificate',
  title: 'Origin of the certificate',
  section: 'credential',
  asked: 'always',
  offers: () => true,
  needs: ['tenant'],
  recheck: () => null,
  say: ({ createCertificate }) => {
    if (createCertificate === undefined) return null;
    return createCertificate ? 'created here' : 'an existing file';
  },
  ask: (answers, facts) => {
    if (answers.credential !== 'certificate') return null;
    const kept = heldUntil('certificate', facts);
    return {
      kind: 'select',
      screen: ['Only the public half goes to Entra. The server needs the private key.'],
      message: 'Where does the certificate come from?',
      help: 'A certificate of your own authority can be revoked and renewed by your usual process. One that is created here is self-signed, which Entra accepts: it compares the certificate, not its issuer.',
      choices: [
        {
          value: 'create',
          label: kept ? 'Keep the one it has' : 'Create one',
          hint: kept ? `valid until ${kept}` : 'the private key goes to a file that only you can read',
        },
        { value: 'upload', label: 'Use a file', hint: '.cer, .crt or .pem' },
      ],
      initial: answers.createCertificate === false ? 'upload' : 'create',
      take: (value) => ({ ...answers, createCertificate: value === 'create' }),
    };
  },
};

export const certificateStep: Step = textStep('certificate', {
  title: 'Certificate file',
  section: 'credential',
  needs: ['certificate'],
  message: 'Path of the certificate',
  applies: ({ credential, createCertificate }) => credential === 'certificate' && createCertificate === false,
  recheck: (_answers, { certificate }) => certificate?.problem ?? null,
});
