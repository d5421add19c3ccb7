SELECT o.id FROM orders o JOIN rates FOR SYSTEM_TIME AS OF o.at r ON o.c = r.c;
