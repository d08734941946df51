-- What the view `monthly` shows.
SET VARIABLE profile = $profile
