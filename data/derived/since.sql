-- One row: what was written since that instant that bears on what is kept ready to read, and whether there is any answer.
SELECT
    EXISTS (SELECT 1 FROM batch WHERE kind = 'returns' AND recorded_at >= $since)
    OR EXISTS (SELECT 1 FROM revert WHERE recorded_at >= $since) AS answers,
    EXISTS (SELECT 1 FROM batch WHERE kind = 'usage' AND recorded_at >= $since)
    OR EXISTS (SELECT 1 FROM revert WHERE recorded_at >= $since) AS usage,
    EXISTS (SELECT 1 FROM campaign WHERE recorded_at >= $since) AS campaigns,
    EXISTS (SELECT 1 FROM definition WHERE recorded_at >= $since) AS definitions,
    EXISTS (SELECT 1 FROM answer) AS any_answer
