import * as z from 'zod';
import { parser } from './wire.ts';

/** One row of the sign-in log; error code 0 means success (facts: graph.md §1.12). */
export interface SignInRow {
  readonly id: string;
  readonly correlationId: string;
  readonly createdDateTime: string;
  readonly appId: string;
  readonly resourceId: string | null;
  readonly errorCode: number;
  readonly failureReason: string;
}

const row = z
  .object({
    id: z.string(),
    correlationId: z.string().nullish(),
    createdDateTime: z.string().nullish(),
    appId: z.string().nullish(),
    resourceId: z.string().nullish(),
    status: z.object({ errorCode: z.number().nullish(), failureReason: z.string().nullish() }).nullish(),
  })
  .transform(
    ({ id, correlationId, createdDateTime, appId, resourceId, status }): SignInRow => ({
      id,
      correlationId: correlationId ?? '',
      createdDateTime: createdDateTime ?? '',
      appId: appId ?? '',
      resourceId: resourceId ?? null,
      errorCode: status?.errorCode ?? 0,
      failureReason: status?.failureReason ?? '',
    }),
  );

export const parseSignIns = parser(
  'sign-in log',
  z.object({ value: z.array(row) }).transform(({ value }) => value),
);
