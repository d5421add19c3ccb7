SELECT window_start, count(*)
FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(date), INTERVAL '1' MINUTE))
GROUP BY window_start;
