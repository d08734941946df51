-- One row a frozen séance and indicator of which the committee said something that it did not take back.
SELECT snapshot, indicator, arg_max(text, recorded_at) AS text
FROM judgement
GROUP BY snapshot, indicator
HAVING arg_max(text, recorded_at) <> ''
ORDER BY snapshot, indicator
