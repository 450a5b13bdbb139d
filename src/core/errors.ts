/** The errors that carry words for a person. Everything else is a fault of Lockstep's own. */

/** What was asked for cannot be done: the message says what is wrong, where, and what to do. Exit code 2. */
export class UserError extends Error {
  override name = "UserError";
}
