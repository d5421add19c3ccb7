SELECT count(*)) FROM events;
