/** Where a CI file can be written for. */
export const PLATFORMS = ['github', 'gitlab', 'azure-devops'] as const;
export type Platform = (typeof PLATFORMS)[number];
