SELECT 3rd_column, 0x1F FROM events;
