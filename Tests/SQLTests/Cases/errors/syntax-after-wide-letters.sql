SELECT '🙂 日本 é' AS grüße, user_id FROM FROM events;
