/** What pg-boss has no statement for, over its table and its policy `stately`: for each key one row waits, one waits to be tried again, one runs. */

/** A schema of its own, so that another user of pg-boss may share the database. */
export const schema = "lockstep";
export const queueName = "review";
export const policy = "stately";

export type Statements = ReturnType<typeof statementsOn>;

/** `table`: pg-boss's table of this queue. `$1` is the name of the queue in all of them. */
export function statementsOn(table: string) {
  const jobs = `${schema}.${table}`;
  return {
    insert: insertInto(jobs),
    claim: claimFrom(jobs),
    again: putBackInto(jobs),
    touch: `UPDATE ${jobs} SET heartbeat_on = now() WHERE name = $1 AND ${fence} RETURNING id`,
    restoreAll: `UPDATE ${jobs} SET state = 'retry', start_after = now(), heartbeat_on = NULL
      WHERE name = $1 AND state = 'active' RETURNING id`,
    isWaiting: `SELECT EXISTS (
      SELECT FROM ${jobs} WHERE name = $1 AND state IN ('created', 'retry') AND ${keyed("$2")}
    ) AS waiting`,
    forget: `DELETE FROM ${jobs} WHERE name = $1 AND group_id = $2`,
    counts: `SELECT count(DISTINCT singleton_key) FILTER (WHERE state < 'active')::int AS waiting,
      count(*) FILTER (WHERE state = 'active')::int AS active,
      count(*) FILTER (WHERE state IN ('cancelled', 'failed'))::int AS failed
      FROM ${jobs} WHERE name = $1`,
  };
}

/** Holds while the try is the one that was claimed: `$2` the ids, `$3` ids with counts of starts. */
const fence = `state = 'active' AND id = ANY ($2::uuid[])
  AND (id::text || ':' || retry_count::text) = ANY ($3::text[])`;

/** Says what pg-boss's index by state and key says, so that it is used. */
function keyed(key: string, row = ""): string {
  return `${row}policy = '${policy}' AND COALESCE(${row}singleton_key, '') = ${key}`;
}

/** The newer job, which still does what anyone asked of the older one. */
function merged(older: string, newer: string): string {
  return `${newer} || CASE WHEN ${newer} ? 'always' THEN jsonb_build_object(
    'always', (${older} ->> 'always')::boolean OR (${newer} ->> 'always')::boolean,
    'draft', (${older} ->> 'draft')::boolean OR (${newer} ->> 'draft')::boolean
  ) ELSE '{}' END`;
}

/** `$2`: a JSON array of `{ key, installation, data }`, each key once. A row that already says it all is not written again: hundreds of dead ones would slow all down. What waits after a fault is due at once; what asked for its time itself keeps it. */
function insertInto(jobs: string): string {
  return `
    WITH asked AS (
      SELECT key, installation, data FROM json_to_recordset($2::text::json)
      AS asked (key text, installation text, data jsonb)
    ), behind AS (
      UPDATE ${jobs} j SET
        data = j.data || jsonb_build_object('from', j.retry_count + 1, 'job', ${merged("(j.data -> 'job')", "(asked.data -> 'job')")}),
        group_id = asked.installation,
        start_after = CASE WHEN (j.data ->> 'held')::boolean THEN j.start_after ELSE LEAST(j.start_after, now()) END
      FROM asked
      WHERE j.name = $1 AND j.state = 'retry' AND ${keyed("asked.key", "j.")}
      RETURNING asked.key
    )
    INSERT INTO ${jobs} AS j (
      name, policy, singleton_key, group_id, data, start_after, keep_until,
      retry_limit, retry_delay, expire_seconds, deletion_seconds, heartbeat_seconds
    )
    SELECT q.name, q.policy, asked.key, asked.installation, asked.data, now(), now() + q.retention_seconds * interval '1s',
      q.retry_limit, q.retry_delay, q.expire_seconds, q.deletion_seconds, q.heartbeat_seconds
    FROM asked JOIN ${schema}.queue q ON q.name = $1
    WHERE asked.key NOT IN (SELECT key FROM behind)
    ON CONFLICT (name, state, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = '${policy}'
    DO UPDATE SET group_id = excluded.group_id,
      data = j.data || jsonb_build_object('job', ${merged("(j.data -> 'job')", "(excluded.data -> 'job')")})
    WHERE j.group_id IS DISTINCT FROM excluded.group_id
      OR j.data -> 'job' IS DISTINCT FROM ${merged("(j.data -> 'job')", "(excluded.data -> 'job')")}`;
}

/** Takes up to `$2` jobs that are due, the oldest first; `$3`: one each of installations of which nothing runs.
 * It looks at a few more than it takes, because another process may hold the first ones.
 * Where a key has two rows after a crash, the one that was tried takes the other in.
 * Ids are given as arrays as well, so that a table that was never analysed is not read from end to end. */
function claimFrom(jobs: string): string {
  const running = `SELECT group_id FROM ${jobs} WHERE name = $1 AND state = 'active' AND group_id IS NOT NULL`;
  const taken = `SELECT singleton_key FROM ${jobs}
    WHERE name = $1 AND policy = '${policy}' AND state IN ('retry', 'active') AND COALESCE(singleton_key, '') > ''`;
  return `
    WITH oldest AS (
      SELECT id, group_id, created_on FROM ${jobs}
      WHERE name = $1 AND state < 'active' AND NOT blocked AND start_after <= now()
        AND (state = 'retry' OR singleton_key NOT IN (${taken}))
        AND (NOT $3::boolean OR group_id NOT IN (${running}))
      ORDER BY priority DESC, created_on LIMIT $2::int * 8
    ), turns AS (
      SELECT id, created_on, row_number() OVER (PARTITION BY group_id ORDER BY created_on) AS turn FROM oldest
    ), taken AS (
      SELECT j.id, j.singleton_key FROM turns JOIN ${jobs} j ON j.id = turns.id
      WHERE j.name = $1 AND j.id = ANY (ARRAY(SELECT id FROM turns))
        AND j.state < 'active' AND (NOT $3::boolean OR turns.turn = 1)
      ORDER BY turns.turn, turns.created_on LIMIT $2::int FOR UPDATE OF j SKIP LOCKED
    ), doubled AS (
      SELECT taken.id, other.id AS other FROM taken CROSS JOIN LATERAL (
        SELECT j.id FROM ${jobs} j
        WHERE j.name = $1 AND j.state = 'created' AND ${keyed("taken.singleton_key", "j.")} OFFSET 0
      ) other WHERE other.id <> taken.id
    ), absorbed AS (
      DELETE FROM ${jobs} j USING doubled
      WHERE j.name = $1 AND j.id = ANY (ARRAY(SELECT other FROM doubled)) AND j.id = doubled.other AND j.state = 'created'
      RETURNING doubled.id, j.data -> 'job' AS job
    )
    UPDATE ${jobs} j SET state = 'active', started_on = now(), heartbeat_on = now(),
      retry_count = CASE WHEN j.started_on IS NULL THEN j.retry_count ELSE j.retry_count + 1 END,
      data = CASE WHEN absorbed.job IS NULL THEN j.data ELSE j.data || jsonb_build_object(
        'from', j.retry_count + 1, 'job', ${merged("(j.data -> 'job')", "absorbed.job")}
      ) END
    FROM taken LEFT JOIN absorbed ON absorbed.id = taken.id
    WHERE j.name = $1 AND j.id = ANY (ARRAY(SELECT id FROM taken)) AND j.id = taken.id
    RETURNING j.id, j.retry_count AS "retryCount", j.data`;
}

/** Back in `$4` seconds with the data `$5` changed; `$6`: it asked for that time itself. Where a newer job waits, that one is run instead, with its tries ahead of it. */
function putBackInto(jobs: string): string {
  return `
    WITH claim AS (
      SELECT id, singleton_key, data FROM ${jobs} WHERE name = $1 AND ${fence} FOR UPDATE
    ), newer AS (
      UPDATE ${jobs} j SET
        start_after = CASE WHEN $6 THEN now() + $4::float8 * interval '1s' ELSE j.start_after END,
        data = j.data || jsonb_build_object('job', ${merged("(claim.data -> 'job')", "(j.data -> 'job')")})
      FROM claim
      WHERE j.name = $1 AND j.state = 'created' AND ${keyed("claim.singleton_key", "j.")}
      RETURNING claim.id
    ), replaced AS (
      DELETE FROM ${jobs} WHERE name = $1 AND id IN (SELECT id FROM newer)
    )
    UPDATE ${jobs} SET state = 'retry', start_after = now() + $4::float8 * interval '1s', heartbeat_on = NULL,
      data = data || $5::jsonb
    WHERE name = $1 AND id IN (SELECT id FROM claim) AND id NOT IN (SELECT id FROM newer)`;
}
