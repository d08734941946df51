-- One row when something was held before the drop, none otherwise.
SELECT 1
FROM held
LIMIT 1
