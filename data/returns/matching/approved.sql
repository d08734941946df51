-- One row a header of a table of some shape: the question it asks, as last decided; '' when it is not to be read.
SELECT
    shape,
    header,
    arg_max(question, recorded_at) AS question
FROM header_match
WHERE recorded_at <= $as_of
GROUP BY shape, header
