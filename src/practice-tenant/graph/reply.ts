import type { JsonObject } from '../json.ts';

/** What an operation answers, before headers that every answer has. */
export interface OperationReply {
  readonly status: number;
  readonly body?: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
  /** Cost in resource units (facts: graph.md §1.0); 1 unless said. */
  readonly units?: number;
}

export interface RefusalDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

/** An answer of Graph that is an error. */
export class GraphRefusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: readonly RefusalDetail[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: {
      readonly details?: readonly RefusalDetail[];
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.name = 'GraphRefusal';
    this.status = status;
    this.code = code;
    this.details = more.details ?? [];
    this.headers = more.headers ?? {};
  }
}

export const noContent: OperationReply = { status: 204 };

export const badRequest = (message: string, details: readonly RefusalDetail[] = []): GraphRefusal =>
  new GraphRefusal(400, 'Request_BadRequest', message, { details });

export const invalidValue = (property: string, resource: string): GraphRefusal =>
  badRequest(`Invalid value specified for property '${property}' of resource '${resource}'.`);

/** For a property that only the service writes; the text is Graph's own (recording 49). */
export const notSettable = (property: string, type: string): GraphRefusal =>
  badRequest(`Expected property '${property}' is not present on resource of type '${type}'`);

/** The text of a 404, the same for what is gone and for what is not replicated yet (recording 07). */
const notThere = (id: string): string =>
  `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;

export const notFound = (id: string): GraphRefusal =>
  new GraphRefusal(404, 'Request_ResourceNotFound', notThere(id));

/** Another refusal for what is not replicated yet; the operation may have been carried out all the same (recording 39). */
export const companyUnread = (): GraphRefusal =>
  new GraphRefusal(
    404,
    'Directory_ObjectNotFound',
    'Unable to read the company information from the directory.',
  );

/** A value that another object holds is a 400, not a 409 (recordings 29 and 38). */
export function alreadyTaken(property: 'identifierUris' | 'uniqueName'): GraphRefusal {
  const message = `Another object with the same value for property ${property} already exists.`;
  return badRequest(message, [{ code: 'ObjectConflict', message, target: property }]);
}

/** A reference to something that is not there yet can also be a 400 (facts: graph.md §3). */
export const referenceNotFound = (id: string): GraphRefusal => badRequest(notThere(id));

/** The refusal for a missing scope, a missing role, and a caller who is no owner (recording 14). */
export const denied = (): GraphRefusal =>
  new GraphRefusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');

export const errorBodyOf = (
  error: GraphRefusal,
  at: Date,
  ids: { readonly requestId: string; readonly clientRequestId: string },
): JsonObject => ({
  error: {
    code: error.code,
    message: error.message,
    ...(error.details.length === 0 ? {} : { details: error.details.map((detail) => ({ ...detail })) }),
    innerError: {
      date: at.toISOString().slice(0, 19),
      'request-id': ids.requestId,
      'client-request-id': ids.clientRequestId,
    },
  },
});
