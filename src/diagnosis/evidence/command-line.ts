import { type CauseTest, refuted, type Sign } from '../situation.ts';
import { says } from './says.ts';

export const saysNotInstalled: Sign = says(
  /not installed|could not be found|not found/i,
  'The text says that it was not found.',
);

/** Words that show that the text comes from a program for changing registrations. */
const TOOL =
  /(?:^|[\n$> ])az (?:ad|rest|login)\b|(?:^|\n)ERROR: |azuread_|terraform|ApplicationsClient|ServicePrincipalsClient|DeploymentFailed|bicep|\b(?:New|Update|Set|Get|Connect)-(?:Mg|AzAD)\w+|Graph client request id|\b(?:Failed to|Could not) (?:add|update|create|grant|save)\b|Fehler beim (?:Erteilen|Aktualisieren|Hinzufügen|Speichern|Erstellen)\b/;

/** The text comes from an operator's program, so the role of its account counts, not what the server was granted. */
export const isSetupTool: Sign = ({ failure: { excerpt } }) =>
  TOOL.test(excerpt) ? 'The text comes from a tool that writes registrations.' : null;

/** Refutes causes about the server's permissions where the text comes from an operator's program. */
export const isOperatorsOwn: CauseTest = (situation) =>
  isSetupTool(situation) === null
    ? null
    : refuted('The text comes from a tool that writes registrations: the role of its account counts.');
