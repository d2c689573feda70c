import { consentStep } from './consent.ts';
import type { Step } from './step.ts';
import { clientUrlStep, gatewayCallbackStep, mcpUrlStep } from './steps/addresses.ts';
import { appSteps } from './steps/apps.ts';
import { clientsStep } from './steps/clients.ts';
import {
  certificateStep,
  createCertificateStep,
  credentialStep,
  secretMonthsStep,
} from './steps/credential.ts';
import { defaultsStep } from './steps/defaults.ts';
import { federatedSteps } from './steps/federated.ts';
import { fileSteps } from './steps/files.ts';
import {
  additionalIdentifierUrisStep,
  appIdUriStep,
  otherAppIdUriStep,
  preAuthorizedClientsStep,
  scopeStep,
} from './steps/identifier.ts';
import { graphPermissionsStep, moreGraphPermissionsStep } from './steps/permissions.ts';
import { backupRedirectUrisStep, moreRedirectUrisStep, redirectUrisStep } from './steps/redirects.ts';
import { cloudStep, guideStep, signInStep } from './steps/sign-in.ts';
import { otherTenantStep, tenantStep } from './steps/tenant.ts';

const QUESTIONS: readonly Step[] = [
  guideStep,
  cloudStep,
  signInStep,
  tenantStep,
  otherTenantStep,
  mcpUrlStep,
  gatewayCallbackStep,
  clientUrlStep,
  ...appSteps,
  clientsStep,
  redirectUrisStep,
  moreRedirectUrisStep,
  backupRedirectUrisStep,
  appIdUriStep,
  otherAppIdUriStep,
  additionalIdentifierUrisStep,
  scopeStep,
  preAuthorizedClientsStep,
  graphPermissionsStep,
  moreGraphPermissionsStep,
  credentialStep,
  secretMonthsStep,
  createCertificateStep,
  certificateStep,
  ...federatedSteps,
  ...fileSteps,
];

/** Every question, in the order people meet them. The next one is always the first without a valid answer. */
export const STEPS: readonly Step[] = [...QUESTIONS, defaultsStep(QUESTIONS), consentStep];
