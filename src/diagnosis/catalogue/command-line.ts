import { saysNotInstalled } from '../evidence/command-line.ts';
import { cause, entry } from './entry.ts';
import { byHand } from './fixes.ts';

/** Texts of programs that need a sign-in to a command-line tool, or more rights there. */
export const COMMAND_LINE_ENTRIES = [
  entry('symptom:azure-cli-signed-out', {
    hops: ['admin-signin'],
    meaning: 'The command line that should give a token, such as Azure CLI, is not there or has no session.',
    causes: [
      cause(
        'azure-cli-not-installed',
        'Azure CLI is not installed where the program runs, or not on its path',
        byHand('Install Azure CLI and run az login --tenant <tenant id>, or sign in in another way (--auth)'),
        { sign: saysNotInstalled, onlySigned: true },
      ),
      cause(
        'az-login-needed',
        'Nobody is signed in there, or the session is over',
        byHand(
          'Run az login --tenant <tenant id> (Connect-AzAccount, Connect-MgGraph or azd auth login for the others)',
        ),
      ),
    ],
    weak: true,
    wording: [
      'azure cli not found',
      'azure cli not installed',
      'azure cli could not be found',
      'az executable file not found',
      'az command not found',
      'azure developer cli could not be found',
      'powershell module not installed',
      'timed out waiting for azure cli',
      'please run az login',
      'please explicitly log in with',
      'please run azd auth login',
      'run connect azaccount',
      'please call connect mggraph',
      'no subscriptions found for',
    ],
  }),
  entry('symptom:github-gives-no-token', {
    hops: ['admin-signin'],
    meaning: 'GitHub Actions gives the job no token of its own to sign in with; Entra was not asked.',
    causes: [
      cause(
        'id-token-permission-missing',
        'The workflow or job lacks permissions: id-token: write, or runs for a pull request of a fork',
        byHand('Add id-token: write under permissions of the job'),
      ),
    ],
    wording: [
      'actions id token request url',
      'actions id token request token',
      'unable to get actions id token',
      'give id token write',
    ],
  }),
  entry('symptom:azure-role-missing', {
    hops: ['admin-signin'],
    meaning:
      'Azure Resource Manager denies a deployment: a role on the subscription or resource group is missing. It has nothing to do with the registrations in Entra.',
    causes: [
      cause(
        'azure-role-missing',
        'The account lacks an Azure role, such as Contributor or User Access Administrator, on the scope of the message',
        byHand('Have the role assigned on that scope, and sign in again'),
      ),
    ],
    wording: [
      'does not have authorization to perform action',
      'authorizationfailed … the client',
      'linkedauthorizationfailed',
    ],
  }),
];
