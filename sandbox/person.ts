/** Everything that people do on GitHub, each as a function of the sandbox and the person. */

export * from "./people/accounts.ts";
export * from "./people/apps.ts";
export * from "./people/branch-rules.ts";
export * from "./people/checks.ts";
export * from "./people/merging.ts";
export * from "./people/new-file.ts";
export * from "./people/pull-requests.ts";
export * from "./people/pushes.ts";
export * from "./people/repositories.ts";
export * from "./people/reviews.ts";
export * from "./people/roles.ts";
export * from "./people/teams.ts";
