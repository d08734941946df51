-- What the view `monthly` shows.
SET VARIABLE service = $service
