CREATE TABEL events (a int);
