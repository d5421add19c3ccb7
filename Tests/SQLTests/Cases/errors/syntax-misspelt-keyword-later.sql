SELECT user_id FROM events GRUOP BY user_id;
