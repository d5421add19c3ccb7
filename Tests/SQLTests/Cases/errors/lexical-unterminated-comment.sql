SELECT 1;
/* a comment /* nested */
SELECT 2;
