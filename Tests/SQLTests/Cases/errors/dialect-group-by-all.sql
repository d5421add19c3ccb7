SELECT user_id, count(*) FROM events GROUP BY ALL;
