SELECT a FROM events JOIN users WHERE a > 1;
