-- Adds one row a file taken in.
INSERT INTO batch
VALUES (
    $id, $kind, $campaign, $file_name, $file_sha256, $content_sha256,
    $row_count, $accepted_count, $issues, $actor, $recorded_at
)
