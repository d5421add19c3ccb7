SELECT TRY_CAST(a AS int), b FROM events;
