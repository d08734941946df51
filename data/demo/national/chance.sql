-- A number from 0 to 1 that is the same for the same seed, subject and key. Hashed twice: several columns are hashed by
-- an exclusive or, which leaves the numbers of two subjects tied.
CREATE OR REPLACE TEMP MACRO chance(seed, subject, key) AS (hash(hash(seed, subject, key)) >> 11) / 9007199254740992.0
