CREATE TABLE events (
  user_id bigint
  date timestamp
);
