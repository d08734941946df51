-- What the view `monthly` shows.
SET VARIABLE as_of = $as_of
