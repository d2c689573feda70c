/** Where a CI file can be written for. */
export const WORKFLOW_PLATFORMS = ['github', 'gitlab', 'azure-devops'] as const;
export type WorkflowPlatform = (typeof WORKFLOW_PLATFORMS)[number];
