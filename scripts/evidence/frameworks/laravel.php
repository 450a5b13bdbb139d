<?php
/**
 * Laravel's own account of migrations: the SQL that it would send, as JSON.
 * php laravel.php FRAMEWORK INFLECTOR DRIVER < list of files, one a line
 * FRAMEWORK is a checkout of laravel/framework, INFLECTOR one of doctrine/inflector. Nothing is sent: connections only pretend.
 * Each migration runs twice, once where everything that it asks for is there, once where nothing is.
 */

namespace Psr\Container {
    interface ContainerInterface { public function get(string $id); public function has(string $id): bool; }
    interface ContainerExceptionInterface {}
    interface NotFoundExceptionInterface {}
}

namespace Psr\SimpleCache {
    interface CacheInterface {}
}

namespace Carbon {
    class Carbon extends \DateTime { public static function now($zone = null) { return new static(); } public static function __callStatic($a, $b) { return new static(); } public function __call($a, $b) { return $this; } }
    class CarbonImmutable extends \DateTimeImmutable {}
}

namespace {
    error_reporting(E_ERROR);
    [, $framework, $inflector, $driver] = $argv;

    foreach (['strtolower' => 'strtolower', 'strtoupper' => 'strtoupper', 'strlen' => 'strlen', 'substr' => 'substr', 'strpos' => 'strpos', 'strrpos' => 'strrpos', 'substr_count' => 'substr_count', 'str_split' => 'str_split'] as $name => $plain)
        if (! function_exists("mb_$name")) eval("function mb_$name(...\$a) { return $plain(...array_filter(\$a, fn(\$x) => \$x !== 'UTF-8')); }");
    if (! function_exists('mb_convert_case')) eval('function mb_convert_case($s, $m, $e = null) { return $m === 0 ? strtoupper($s) : ($m === 1 ? strtolower($s) : ucwords($s)); }');
    foreach (['MB_CASE_UPPER' => 0, 'MB_CASE_LOWER' => 1, 'MB_CASE_TITLE' => 2] as $name => $value) defined($name) || define($name, $value);

    spl_autoload_register(function ($class) use ($framework, $inflector) {
        if (str_starts_with($class, 'Doctrine\\Inflector\\')) {
            foreach (['lib', 'src'] as $folder) {
                $path = "$inflector/$folder/".str_replace('\\', '/', $folder === 'lib' ? $class : substr($class, 19)).'.php';
                if (is_file($path)) return require $path;
            }
        }
        if (! str_starts_with($class, 'Illuminate\\')) return;
        $path = str_replace('\\', '/', substr($class, 11)).'.php';
        $places = ["$framework/src/Illuminate/$path"];
        foreach (['Collections', 'Macroable', 'Conditionable', 'Reflection'] as $part)
            $places[] = "$framework/src/Illuminate/$part/".preg_replace('#^Support/#', '', $path);
        foreach ($places as $place) if (is_file($place)) return require $place;
    });
    foreach (['Collections/functions', 'Collections/helpers', 'Support/functions', 'Support/helpers', 'Reflection/helpers'] as $file)
        if (is_file("$framework/src/Illuminate/$file.php")) require_once "$framework/src/Illuminate/$file.php";

    // Models and classes of the application are not there: any class that is asked for is a model without a source.
    spl_autoload_register(function ($class) {
        if (! preg_match('/^(?:[A-Z]\w*\\\\)*[A-Z]\w*$/', $class) || preg_match('/^(?:Illuminate|Doctrine|Psr|Carbon|Symfony)\\\\/', $class)) return;
        if (in_array($class, ['Schema', 'DB', 'Str', 'Arr', 'Artisan', 'Log', 'Config'])) return;
        $at = strrpos($class, '\\');
        [$space, $short] = $at === false ? ['', $class] : [substr($class, 0, $at), substr($class, $at + 1)];
        eval(($space === '' ? '' : "namespace $space; ")."class $short extends \\Illuminate\\Database\\Eloquent\\Model { protected \$guarded = []; }");
    });

    class Quotes {
        public function quote($text) { return "'".str_replace("'", "''", (string) $text)."'"; }
        public function __call($name, $args) { return $this; }
    }

    /** Says yes or no to every question about the schema. */
    trait Answers {
        public static bool $there = true;
        public function hasTable($t) { return self::$there; }
        public function hasColumn($t, $c) { return self::$there; }
        public function hasColumns($t, array $c) { return self::$there; }
        public function hasIndex($t, $i, $k = null) { return self::$there; }
        public function hasView($v) { return self::$there; }
    }
    class MysqlAnswers extends \Illuminate\Database\Schema\MySqlBuilder { use Answers; }
    class PostgresAnswers extends \Illuminate\Database\Schema\PostgresBuilder { use Answers; }
    class SqliteAnswers extends \Illuminate\Database\Schema\SQLiteBuilder { use Answers; }
    class PretendMysql extends \Illuminate\Database\MySqlConnection {
        public function getServerVersion(): string { return '8.0.36'; }
        public function isMaria() { return false; }
        public function getSchemaBuilder() { $this->schemaGrammar ?? $this->useDefaultSchemaGrammar(); return new MysqlAnswers($this); }
    }
    class PretendPostgres extends \Illuminate\Database\PostgresConnection {
        public function getServerVersion(): string { return '16.0'; }
        public function getSchemaBuilder() { $this->schemaGrammar ?? $this->useDefaultSchemaGrammar(); return new PostgresAnswers($this); }
    }
    class PretendSqlite extends \Illuminate\Database\SQLiteConnection {
        public function getServerVersion(): string { return '3.45.0'; }
        public function scalar($query, $bindings = [], $useReadPdo = true) { return 0; }
        public function getSchemaBuilder() { $this->schemaGrammar ?? $this->useDefaultSchemaGrammar(); return new SqliteAnswers($this); }
    }
    $pretend = ['mysql' => PretendMysql::class, 'pgsql' => PretendPostgres::class, 'sqlite' => PretendSqlite::class][$driver];
    \Illuminate\Database\Connection::resolverFor($driver, fn ($pdo, $name, $prefix, $config) => new $pretend(fn () => new Quotes(), $name, $prefix, $config));

    $container = new class extends \Illuminate\Container\Container { public function environment(...$x) { return 'production'; } public function runningUnitTests() { return false; } };
    \Illuminate\Container\Container::setInstance($container);
    $capsule = new \Illuminate\Database\Capsule\Manager($container);
    $capsule->addConnection(['driver' => $driver, 'database' => $driver === 'sqlite' ? ':memory:' : 'x', 'prefix' => '', 'host' => 'x']);
    $capsule->setAsGlobal();
    $manager = $capsule->getDatabaseManager();
    $container->instance('db', $manager);
    $container->bind('db.schema', fn () => $manager->connection()->getSchemaBuilder());
    \Illuminate\Support\Facades\Facade::setFacadeApplication($container);
    foreach (['Schema', 'DB'] as $name) class_alias("Illuminate\\Support\\Facades\\$name", $name);
    class_alias(\Illuminate\Support\Str::class, 'Str');
    class_alias(\Illuminate\Support\Arr::class, 'Arr');
    \Illuminate\Database\Eloquent\Model::setConnectionResolver($manager);
    if (! function_exists('config')) {
        function config($key = null, $default = null) { global $driver; return $key === 'database.default' ? $driver : $default; }
    }
    if (! function_exists('app')) { function app($name = null) { return \Illuminate\Container\Container::getInstance(); } }
    if (! function_exists('bcrypt')) { function bcrypt($text) { return 'x'; } }
    if (! function_exists('now')) { function now() { return new \Carbon\Carbon(); } }

    $connection = $manager->connection();
    $accounts = [];
    foreach (array_filter(explode("\n", stream_get_contents(STDIN))) as $file) {
        $account = ['path' => $file, 'up' => [], 'down' => [], 'errors' => []];
        try {
            $before = get_declared_classes();
            $made = (function () use ($file) { return require $file; })();
            if (! is_object($made)) {
                $found = array_values(array_filter(array_diff(get_declared_classes(), $before), fn ($c) => is_subclass_of($c, \Illuminate\Database\Migrations\Migration::class)));
                $made = $found === [] ? null : new $found[0]();
            }
        } catch (\Throwable $error) {
            $account['errors'][] = $error->getMessage();
            $made = null;
        }
        foreach ($made === null ? [] : ['up', 'down'] as $direction) {
            if (! method_exists($made, $direction)) continue;
            $account[$direction] = [];
            foreach ([true, false] as $there) {
                MysqlAnswers::$there = PostgresAnswers::$there = SqliteAnswers::$there = $there;
                $error = null;
                $log = $connection->pretend(function () use ($made, $direction, &$error) {
                    try { $made->$direction(); } catch (\Throwable $thrown) { $error = $thrown->getMessage(); }
                });
                if ($error !== null) $account['errors'][] = "$direction: $error";
                $account[$direction][] = array_map(fn ($one) => $one['query'], $log);
            }
        }
        $accounts[] = $account;
    }
    echo json_encode($accounts, JSON_PARTIAL_OUTPUT_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE);
}
