SELECT ${limit} FROM events;
SELECT a FROM events LIMIT ${n:-10};
SELECT "${col}" FROM "${t}";
