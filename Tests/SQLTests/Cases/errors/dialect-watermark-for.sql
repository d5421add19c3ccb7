CREATE TABLE events (
  user_id bigint,
  date timestamp,
  WATERMARK FOR date AS date - INTERVAL '10' SECOND
);
