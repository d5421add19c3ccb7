SELECT 'it's' FROM events;
