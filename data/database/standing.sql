-- What currently holds, as table macros over the facts. They live in a catalog of their own in memory
-- (ATTACH ':memory:' AS standing), made anew at each start, so the stored schema holds facts only.
-- Each takes the knowledge time (as_of); those that describe the world also take the day (on_day).

-- One row a batch that has not been set aside.
CREATE MACRO standing.active_batch(as_of) AS TABLE
    SELECT batch.*
    FROM main_db.batch AS batch
    LEFT JOIN (
        SELECT batch AS reverted, arg_max(active, recorded_at) AS active
        FROM main_db.revert
        WHERE recorded_at <= as_of
        GROUP BY batch
    ) AS decision ON decision.reverted = batch.id
    WHERE batch.recorded_at <= as_of
        AND coalesce(decision.active, true);

-- One row an establishment: the description in force on the day, else the first one known.
CREATE MACRO standing.establishment(on_day, as_of) AS TABLE
    SELECT establishment.* EXCLUDE (batch, recorded_at)
    FROM main_db.establishment AS establishment
    WHERE establishment.rowid IN (
        -- One number to order by is three times cheaper than a window over what it is made of.
        SELECT
            arg_max(
                told.rowid,
                CAST(
                    CASE
                        WHEN told.valid_from <= on_day THEN 1000000 + datediff('day', DATE '1900-01-01', told.valid_from)
                        ELSE -datediff('day', DATE '1900-01-01', told.valid_from)
                    END AS HUGEINT
                ) * CAST(1e17 AS HUGEINT) + epoch_us(told.recorded_at)
            )
        FROM main_db.establishment AS told
        WHERE told.batch IN (SELECT id FROM standing.active_batch(as_of))
        GROUP BY told.uai
    );

-- One row a cell told that still counts. A return without a date is taken to speak of the day it came in, or of the
-- day of an answer told later to the same question, when that one is earlier: a correction is not lost for being dated.
CREATE MACRO standing.answer(as_of) AS TABLE
    SELECT answer.*
    FROM main_db.answer AS answer
    WHERE answer.is_dated AND answer.batch IN (SELECT id FROM standing.active_batch(as_of))
    UNION ALL BY NAME
    -- Apart: a window over all answers to move a few would cost five times as much.
    SELECT
        undated.* EXCLUDE (answered_on),
        least(
            undated.answered_on,
            (
                SELECT min(later.answered_on)
                FROM main_db.answer AS later
                WHERE later.campaign = undated.campaign
                    AND later.uai = undated.uai
                    AND later.question = undated.question
                    AND later.recorded_at > undated.recorded_at
                    AND later.batch IN (SELECT id FROM standing.active_batch(as_of))
            )
        ) AS answered_on
    FROM main_db.answer AS undated
    -- « = false » and not NOT: only so does DuckDB skip the rows of which none is.
    WHERE undated.is_dated = false AND undated.batch IN (SELECT id FROM standing.active_batch(as_of));

-- One row a campaign, with its latest description.
CREATE MACRO standing.campaign(as_of) AS TABLE
    SELECT
        code,
        arg_max(school_year, recorded_at) AS school_year,
        arg_max(label, recorded_at) AS label,
        arg_max(opens_on, recorded_at) AS opens_on,
        arg_max(closes_on, recorded_at) AS closes_on,
        min(recorded_at) AS created_at
    FROM main_db.campaign
    WHERE recorded_at <= as_of
    GROUP BY code;

-- One row an establishment that a campaign expects.
CREATE MACRO standing.expected(as_of) AS TABLE
    SELECT campaign, uai
    FROM main_db.campaign_expected
    WHERE recorded_at <= as_of
    GROUP BY campaign, uai
    HAVING arg_max(expected, recorded_at);

-- One row a school year, with its latest bounds.
CREATE MACRO standing.school_year(as_of) AS TABLE
    SELECT DISTINCT ON (code) *
    FROM main_db.school_year
    WHERE recorded_at <= as_of
    ORDER BY code, recorded_at DESC;

-- One row an establishment, month, service and profile: the latest number told of each measure. A blank erases nothing.
CREATE MACRO standing.usage(as_of) AS TABLE
    SELECT
        usage.uai,
        usage.month,
        usage.service,
        usage.profile,
        arg_max(usage.potential, usage.recorded_at) AS potential,
        arg_max(usage.activated, usage.recorded_at) AS activated,
        arg_max(usage.unique_users, usage.recorded_at) AS unique_users,
        arg_max(usage.visits, usage.recorded_at) AS visits,
        arg_max(usage.batch, usage.recorded_at) AS batch,
        arg_max_null(usage.sheet, usage.recorded_at) AS sheet,
        arg_max_null(usage.row_number, usage.recorded_at) AS row_number,
        -- When the users or visits were told: accounts told later do not make a partial month whole.
        coalesce(
            max(usage.recorded_at) FILTER (usage.unique_users IS NOT NULL OR usage.visits IS NOT NULL), max(usage.recorded_at)
        ) AS recorded_at
    FROM main_db.usage AS usage
    JOIN standing.active_batch(as_of) AS active ON active.id = usage.batch
    GROUP BY usage.uai, usage.month, usage.service, usage.profile;
