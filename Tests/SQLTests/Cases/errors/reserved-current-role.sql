SELECT current_user, session_user FROM events WHERE at > current_timestamp;
