SELECT user, count(*) FROM events GROUP BY user;
