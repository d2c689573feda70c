import { type Step, textStep } from '../step.ts';

/** The steps about where and how files are written, asked on demand. */
export const fileSteps: readonly Step[] = [
  textStep('outDir', {
    title: 'Folder for the files',
    section: null,
    asked: 'on-demand',
    message: 'Folder for the files',
    initial: () => '.',
  }),
  textStep('envPreset', {
    title: 'Names in .env',
    section: null,
    asked: 'on-demand',
    message: 'Set of variable names in .env',
    initial: () => 'azure',
  }),
  textStep('envPrefix', {
    title: 'Prefix in .env',
    section: null,
    asked: 'on-demand',
    message: 'Prefix of the variable names',
  }),
  textStep('envDialect', {
    title: 'Dialect of .env',
    section: null,
    asked: 'on-demand',
    message: 'Reader to quote for',
  }),
];
