-- One row: a digest of what the facts say, the same for a copy renamed, saved again or sorted otherwise.
SELECT
    sha256(
        string_agg(
            concat_ws('|', uai, month, service, profile, potential, 'a', activated, 'u', unique_users, 'v', visits),
            chr(10)
            ORDER BY month, service, profile, uai
        )
    )
FROM kept_usage
