/** What a file of a repository is, by its path: only code that runs is asked what it names. */

export type FileRole =
  /** It runs, or says what runs. */
  | "code"
  /** It says what the schema is or was: migrations and schemas that were written down. */
  | "schema"
  /** It does not run in production, or is for people, or is other people's: it says nothing. */
  | "other";

const tests =
  /(?:^|\/)(?:(?:[\w.]+[-_.])?(?:tests?|testing|testdata|testutils?|fixtures?)|(?:[\w.]+[-_.])?test[-_]?(?:utils?|helpers?|support)|mirage|__tests__|__mocks?__|specs?|e2e|cypress|test[-_][\w-]+|benchmarks?)\//iu;
const testFile =
  /(?:^|\/)(?:test_[^/]*|conftest|[^/]*_test|[^/]*_spec|(?:[^/]*[.-])?(?:test|spec|stories|mock)|[^/]*(?:Tests?|TestCase|Spec|IT))\.\w+$/u;
const foreign =
  /(?:^|\/)(?:node_modules|vendor|vendored|third_party|bower_components|\.yarn|\.git|\.github)\//u;
const prose =
  /\.(?:md|mdx|mdc|rst|txt|adoc|asciidoc|textile|pod|tex|po|pot|xlf|xliff|ftl|strings|ics|csv|tsv|snap|diff|patch|drawio|puml|mmd|ipynb|log)$|(?:^|\/)(?:docs?|releasenotes|changelogs?|licen[cs]es?|api-ref)\/|(?:^|\/)(?:changelog|changes|news|history|readme|license|copying|authors|contributors|notice|codeowners)(?:\.\w+)?$/iu;
const noText =
  /\.(?:png|jpe?g|gif|ico|icns|bmp|tiff?|webp|avif|svg|woff2?|ttf|otf|eot|mp[34]|webm|ogg|wav|mov|pdf|docx?|xlsx?|pptx?|odt|zip|gz|tgz|bz2|xz|7z|rar|jar|war|class|so|dylib|dll|exe|o|a|wasm|pyc|whl|gem|db|sqlite3?|mmdb|bin|dat|pem|crt|der|p12|jks|map|min\.(?:js|css)|css|scss|sass|less|lock|sum|keystore)$|(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|npm-shrinkwrap\.json|go\.sum|yarn\.lock|uv\.lock|poetry\.lock)$/iu;
const written =
  /(?:^|\/)full_schemas?\/.*\.sql(?:\.\w+)?$|(?:^|\/)(?:(?:structure|schema|schemas|dump|init|tables|create[-_]?tables?|full[-_]?schema|(?:create|drop|reset|setup)[-_])[\w.-]*\.sql(?:\.\w+)?|schema\.rb|[^/]*\.schema\.sql|full\.sql\.\w+|\d+_snapshot\.json)$/iu;
const migrations =
  /(?:^|\/)(?:migrations?|migrate|db_migrations?|alembic|versions|deltas?|changelogs?|migrate_repo)\/(?:.*\/)?(?:V?\d|[0-9a-f]{8,}_)[^/]*$/iu;

/** What lies beside migrations of these languages runs with them. */
const besideMigrations =
  /(?:^|\/)(?:_?migrations?|alembic|alembic_migrations|\w*migrate_repo|legacy_migrations)\/(?:.*\/)?[^/]+\.(?:py|rb|php|sql|cfg|ini|mako|json|toml)$/iu;

/** `isMigration`: what is known of the repository's own layout. */
export function roleOfPath(path: string, isMigration: (path: string) => boolean): FileRole {
  if (foreign.test(path) || noText.test(path) || tests.test(path) || testFile.test(path)) return "other";
  if (prose.test(path)) return "other";
  const isSchema =
    written.test(path) || migrations.test(path) || besideMigrations.test(path) || isMigration(path);
  return isSchema ? "schema" : "code";
}

/** Languages of which a file that cannot be read is missed; of other files nobody expects code. */
export function isSource(path: string): boolean {
  return /\.(?:py|rb|php|java|kt|kts|scala|groovy|clj|cljs|go|rs|cs|fs|vb|c|cc|cpp|h|hpp|m|swift|dart|ex|exs|erl|hrl|hs|elm|ml|pl|pm|lua|r|jl|sh|bash|sql|psql|pgsql|[cm]?[jt]sx?|vue|svelte|erb|haml|graphql|prisma|xml|ya?ml)$/iu.test(
    path,
  );
}
