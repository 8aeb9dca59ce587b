/** What GitHub answers where it will not. Thrown from wherever it is decided; the transport turns it into an answer, GraphQL into an error. */
export class Refusal extends Error {
  readonly status: number;
  /** Of a validation failure: strings or objects, as GitHub mixes them. */
  readonly errors: readonly unknown[];
  constructor(status: number, message: string, errors: readonly unknown[] = []) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

export const notFound = () => new Refusal(404, "Not Found");
export const forbidden = () => new Refusal(403, "Resource not accessible by integration");
/** @param errors such as `Line could not be resolved` */
export const unprocessable = (...errors: readonly unknown[]) => new Refusal(422, "Unprocessable Entity", errors);
export const invalid = (...errors: readonly unknown[]) => new Refusal(422, "Validation Failed", errors);
