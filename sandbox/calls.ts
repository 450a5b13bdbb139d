/** Every request that was made to the API, so that tests and benches can count. */

export interface Call {
  method: string;
  /** As the description of the API writes it: `/repos/{owner}/{repo}/check-runs`; null: there is no such operation. */
  route: string | null;
  url: string;
  /** `token`: it asks for a token or looks up the App itself. */
  kind: "read" | "write" | "token";
  /** Milliseconds since the epoch. */
  at: number;
  /** Null: no answer was sent. */
  status: number | null;
  /** The name of the GraphQL operation. */
  operation: string | null;
}
