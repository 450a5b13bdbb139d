/** The policy that a repository begins with: it tells, and never stops. */

export const firstPolicy = {
  path: ".github/lockstep.yml",
  text: `# What Lockstep asks of a change to the database schema.
# It counts as it stands on the branch that the change goes to.

# off, monitor (a check that never fails), warn (with comments) or enforce (an error fails the check).
mode: warn

# The databases that your software runs on; every engine and version that you support counts.
databases:
  - name: main
    engines:
      - postgresql >= 14
`,
};
